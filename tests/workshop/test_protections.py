"""Before a regulated machine the card shows what to wear; anywhere else it does not stand in the way."""

import pytest

from erp.core.db import db
from erp.equipment.models import RegulatedWork
from erp.equipment.states import Article, MachineMode
from tests.builders import a_machine
from tests.builders_work import Bench


@pytest.fixture
def bench():
    return Bench()


def at_a_machine(bench, mode=MachineMode.PRODUCTION) -> str:
    machine = a_machine(ppe=["glasses", "shoes"])
    machine.regulated_works = [RegulatedWork(mode=mode, article=Article.MACHINES.value)]
    bench.assignment.machine = machine
    db.session.commit()
    return f"/atelier/taches/{bench.assignment.id}"


def test_the_start_passes_by_what_to_wear(bench, browse):
    card = at_a_machine(bench)
    tablet = bench.enter(browse)
    page = tablet.get(card).text
    assert f'href="{card}/securite"' in page and 'data-event="start"' not in page

    page = tablet.get(f"{card}/securite").text

    assert "Lunettes" in page and "Chaussures de sécurité" in page and "Gants" not in page
    assert "te surveille" in page and "Danger" in page and page.count('class="sign"') == 2
    assert f'href="{card}/equipe"' in page
    day = tablet.get("/atelier/jour.json").json
    assert day["tasks"][0]["safety"]["ppe"] == ["shoes", "glasses"]


def test_what_is_regulated_only_for_its_upkeep_does_not_bar_production(bench, browse):
    card = at_a_machine(bench, MachineMode.MAINTENANCE)
    assert "securite" not in bench.enter(browse).get(card).text


def test_without_a_machine_there_is_nothing_to_wear(bench, browse):
    tablet = bench.enter(browse)
    card = f"/atelier/taches/{bench.assignment.id}"
    assert "Demande à ton maître." in tablet.get(f"{card}/securite").text
    assert "securite" not in tablet.get(card).text
