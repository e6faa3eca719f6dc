"""`erp planning`: plan the school or an instance, and check a written plan."""

import json
import sys
from pathlib import Path

import click

from erp.commands.apps import ready_app
from erp.core import clock
from erp.core.refusal import Refusal
from erp.flow import planned_learning
from erp.planning.checker.check import broken_rules
from erp.planning.checker.document import Json
from erp.planning.engine.budget import Budget
from erp.planning.engine.instance import Instance
from erp.planning.engine.plan import Figures, Plan, write_plan
from erp.planning.engine.reading import read_instance
from erp.planning.engine.solve import solve
from erp.planning.engine.writing import write_instance

AN_HOUR = 3600.0


@click.group()
def planning() -> None:
    """Le planning : qui fait quoi, où et quand."""


@planning.command("solve")
@click.option("--instance", type=click.Path(path_type=Path), help="Un fichier, au lieu de la base.")
@click.option("--weeks", type=click.IntRange(1, 52), default=6, show_default=True)
@click.option("--seconds", type=click.FloatRange(0, AN_HOUR), default=10.0, show_default=True)
@click.option(
    "--iterations", type=click.IntRange(0), help="Borne la recherche : même plan à chaque fois."
)
@click.option("--seed", default=1, show_default=True, help="Un autre tirage à chaque nombre.")
@click.option("--repair", is_flag=True, help="Garder ce qui est publié partout où cela tient.")
@click.option("--optimise", is_flag=True, help="Avec OR-Tools : prouve des bornes.")
@click.option("--out", type=click.Path(path_type=Path), help="Le plan, en JSON.")
def solve_command(
    instance: Path | None,
    weeks: int,
    seconds: float,
    iterations: int | None,
    seed: int,
    repair: bool,
    optimise: bool,
    out: Path | None,
) -> None:
    """Calcule un plan et dit ce qu'il vaut."""
    given = _read(instance) if instance else _school(weeks)
    budget = Budget(seconds, iterations)
    try:
        plan = solve(given, budget, seed=seed, is_repair=repair, optimise=optimise)
    except Refusal as refusal:
        sys.exit(str(refusal))
    _tell(plan, given)
    if out is not None:
        written = write_plan(plan) | ({} if instance else {"given": write_instance(given)})
        out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n")
        click.echo(f"Le plan est écrit dans {out}.")


def _school(weeks: int) -> Instance:
    with ready_app().app_context():
        try:
            return planned_learning.school_instance(clock.now(), weeks=weeks)
        except Refusal as refusal:
            sys.exit(str(refusal))


def _read(path: Path) -> Instance:
    try:
        instance, faults = read_instance(_json(path), str(path))
    except Refusal as refusal:
        sys.exit(str(refusal))
    for fault in faults:
        click.echo(f"À corriger : {fault}")
    return instance


def _json(path: Path) -> Json:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as why:
        sys.exit(f"{path} ne peut pas être lu : {why.strerror}.")
    except ValueError:
        sys.exit(f"{path} n'est pas du JSON.")
    if not isinstance(document, dict):
        sys.exit(f"{path} ne contient pas un objet JSON.")
    return document


def _tell(plan: Plan, given: Instance) -> None:
    orders = {one.id: one.name for one in given.orders}
    operations = {one.id: one.name for one in given.operations}
    for fault in plan.faults:
        click.echo(f"À corriger : {fault}")
    for reason in plan.unplaced:
        click.echo(f"Sans place : {operations[reason.record]} : {' → '.join(reason.causes)}")
    for late in plan.late:
        click.echo(f"En retard : {orders[late.order]} : {' → '.join(late.reason.causes)}")
    for line in _figures(plan.figures):
        click.echo(line)


def _figures(figures: Figures) -> list[str]:
    gap = "sans borne" if figures.gap is None else f"{figures.gap:.1f} %"
    return [
        f"Opérations : {figures.operations}, placées : {figures.placed}, "
        f"commandes en retard : {figures.late_orders}",
        f"Retard pondéré : {figures.late_hours:.1f} h (premier plan {figures.first_late_hours:.1f} h, "
        f"borne {figures.late_bound:.1f} h)",
        f"Heures d'élèves sans travail : {figures.idle_hours:.1f}",
        f"Objectif : {figures.objective}, borne : {figures.bound}, écart sur le retard : {gap}",
        f"Premier plan en {figures.first_seconds:.2f} s, {figures.iterations} essais, "
        f"{figures.seconds:.1f} s, {figures.memory_mb} Mo",
    ]


@planning.command("check")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--instance", type=click.Path(path_type=Path), help="Ce que le plan devait résoudre.")
def check_command(plan: Path, instance: Path | None) -> None:
    """Vérifie un plan écrit contre toutes les règles dures."""
    written = _json(plan)
    given = _json(instance) if instance else written.get("given")
    if not isinstance(given, dict):
        sys.exit("Ce plan ne porte pas son instance : donnez --instance.")
    try:
        broken = broken_rules(given, written)
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        sys.exit(f"Ces fichiers ne sont pas au format attendu : {why!r}.")
    for one in broken:
        click.echo(str(one))
    if broken:
        sys.exit(1)
    click.echo("Le plan respecte toutes les règles dures.")
