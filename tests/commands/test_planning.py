"""`erp planning`, on files, without a database."""

import json

import pytest
from click.testing import CliRunner

from erp.cli import main
from erp.core import outbox
from erp.planning.engine.writing import write_instance
from tests.planning.a_day import a_week, after, an_operation, on_the


@pytest.fixture
def files(tmp_path):
    """An instance that can be planned, and where the plan goes."""
    instance = a_week(
        an_operation("10", machines=on_the("tour")), an_operation("20", after=after("10"), team=2)
    )
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(write_instance(instance)))
    return path, tmp_path / "plan.json"


def run(*arguments: object):
    return CliRunner().invoke(main, ["planning", *map(str, arguments)])


def test_an_instance_is_planned_and_its_plan_holds(files):
    instance, plan = files

    told = run("solve", "--instance", instance, "--out", plan, "--iterations", 20, "--seed", 3)
    checked = run("check", plan, "--instance", instance)

    assert told.exit_code == 0, told.output
    for words in ("Opérations : 2, placées : 2", "Retard pondéré", "Objectif", "borne", "Mo"):
        assert words in told.output
    assert (checked.exit_code, checked.output) == (0, "Le plan respecte toutes les règles dures.\n")


def test_a_spoilt_plan_is_told_and_the_command_fails(files):
    instance, plan = files
    run("solve", "--instance", instance, "--out", plan, "--iterations", 5)
    written = json.loads(plan.read_text())
    written["placed"][1]["students"] = ["Ana"]
    plan.write_text(json.dumps(written))

    checked = run("check", plan, "--instance", instance)

    assert checked.exit_code == 1
    assert "teams : 20 n'a pas l'équipe demandée" in checked.output


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}'])
def test_a_file_that_is_no_instance_is_refused_with_a_sentence(files, text):
    instance, plan = files
    instance.write_text(text)

    told = run("solve", "--instance", instance, "--out", plan)

    assert told.exit_code == 1
    assert str(instance) in told.output and "Traceback" not in told.output
    assert not plan.exists()


def test_a_missing_file_is_told(tmp_path):
    told = run("check", tmp_path / "rien.json", "--instance", tmp_path / "rien.json")

    assert told.exit_code == 1
    assert "ne peut pas être lu" in told.output


def test_a_database_without_a_school_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("ERP_ENV", "demo")
    monkeypatch.setenv("ERP_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(outbox, "wake", [])
    CliRunner().invoke(main, ["db", "upgrade"])

    told = run("solve", "--seconds", 1)

    assert told.exit_code == 1
    assert "L'école n'est pas encore décrite" in told.output


def test_the_school_itself_is_planned_and_its_plan_checked_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("ERP_ENV", "demo")
    monkeypatch.setenv("ERP_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(outbox, "wake", [])
    CliRunner().invoke(main, ["db", "upgrade"])
    CliRunner().invoke(main, ["demo", "load"])

    told = run("solve", "--weeks", 2, "--iterations", 20, "--out", tmp_path / "plan.json")
    checked = run("check", tmp_path / "plan.json")

    assert told.exit_code == 0, told.output
    assert "Heures d'élèves sans travail" in told.output
    assert checked.output == "Le plan respecte toutes les règles dures.\n"
