"""The `erp` command: each one does one thing and says in plain words what it did."""

import sys
from datetime import datetime
from pathlib import Path

import click
from flask_migrate import upgrade

from erp import checkup, server, worker
from erp.commands.apps import ready_app, school_app
from erp.commands.billing import billing
from erp.commands.papers import papers
from erp.commands.planning import planning
from erp.commands.training import training
from erp.core import clock
from erp.core.db import db, one_transaction
from erp.core.refusal import Refusal
from erp.demo.load import load_school
from erp.demo.wishes import Wishes, sign_ins
from erp.people import actions as people
from erp.people.states import STAFF, Role
from erp.school import queries as schools


@click.group()
def main() -> None:
    """Établi : l'ERP d'une école de production."""


for group in (billing, papers, planning, training):
    main.add_command(group)


@main.group("db")
def database() -> None:
    """La base de données."""


@database.command("upgrade")
def upgrade_database() -> None:
    """Crée la base, ou l'amène à la version de ce programme."""
    with school_app().app_context():
        upgrade()
        with db.engine.connect() as connection:
            lacking = checkup.missing_in(connection)
    if lacking:
        raise click.ClickException(checkup.TRIAL % lacking)
    click.echo("La base de données est à jour.")


@main.group()
def demo() -> None:
    """L'école de démonstration."""


@demo.command("load")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Le jour autour duquel tout est.")
@click.option("--seed", default=1, help="Une autre école à chaque nombre.")
@click.option("--students", type=click.IntRange(0, 20_000), default=0, help="Élèves en plus.")
@click.option("--orders", type=click.IntRange(0, 100_000), default=0, help="Commandes en plus.")
@click.option("--years", type=click.IntRange(1, 10), default=1, help="Années de commandes.")
@click.option("--if-empty", is_flag=True, help="Ne rien faire si une école est déjà là.")
def load_demo(
    today: datetime | None, seed: int, students: int, orders: int, years: int, if_empty: bool
) -> None:
    """Charge l'école Les Trois Rivières, fictive, dans une base vide."""
    app = ready_app()
    paris = clock.now().astimezone(clock.PARIS)
    day, hour = (today.date(), None) if today else (paris.date(), paris.time())
    wishes = Wishes(day, seed, students, orders, years, hour)
    with app.app_context():
        if schools.find_school() is not None:
            if if_empty:
                return
            sys.exit("Une école est déjà dans la base : la démonstration demande une base vide.")
        with one_transaction():
            load_school(
                wishes,
                site=app.config["PUBLIC_URL"],
                files_folder=Path(app.config["DATA_DIR"]) / "files",
            )
    click.echo(f"L'école de démonstration est chargée, au {wishes.today:%d/%m/%Y}.")
    if not if_empty:  # `make demo` serves next, which says them
        click.echo(sign_ins())


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(port: int) -> None:
    """Sert le site sur cette machine et fait partir les courriels."""
    server.serve(ready_app(port), port=port)


@main.command("worker")
@click.option("--parent", type=int, hidden=True)
def work(parent: int | None) -> None:
    """Fait partir les courriels, seul."""
    worker.run(ready_app(), parent=parent)


@main.group()
def user() -> None:
    """Les comptes."""


@user.command("add")
@click.option("--email", prompt="Adresse e-mail")
@click.option("--first-name", prompt="Prénom")
@click.option("--last-name", prompt="Nom")
@click.option("--role", type=click.Choice([role.value for role in STAFF]), prompt="Rôle")
@click.password_option(prompt="Mot de passe", confirmation_prompt="Encore une fois")
def add_user(email: str, first_name: str, last_name: str, role: str, password: str) -> None:
    """Ouvre un compte du personnel."""
    with ready_app().app_context():
        try:
            with one_transaction():
                person = people.add_user(
                    email=email,
                    first_name=first_name,
                    last_name=last_name,
                    role=Role(role),  # type: ignore[call-arg]  # by its value
                    actor=None,
                )
                people.choose_password(person, password, now=clock.now())
        except Refusal as refusal:
            sys.exit(str(refusal))
        click.echo(f"{person.name} peut entrer avec {person.email}.")


@main.command("doctor")
def examine() -> None:
    """Dit en clair ce qui est mal réglé."""
    app = school_app()
    with app.app_context():
        findings = checkup.examine(app)
    for finding in findings:
        click.echo(str(finding))
    sys.exit(any(finding.is_bad for finding in findings))


if __name__ == "__main__":
    main()
