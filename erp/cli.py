"""The `erp` command: one command, one thing done."""

import subprocess
import sys
from datetime import date
from typing import Any

import click
from flask import Flask

from erp import create_app, worker
from erp.config import HOME, NotConfigured, from_environment
from erp.core import clock
from erp.core.db import one_transaction
from erp.core.refusal import Refusal
from erp.people import actions as people
from erp.people import secrets
from erp.people.states import STAFF, Role


def the_app() -> Flask:
    app = create_app(from_environment())
    worker.wake_on_commit(app)
    return app


@click.group()
def erp() -> None:
    """Établi, l'ERP d'une école de production."""


@erp.group()
def db() -> None:
    """La base de données."""


@db.command("upgrade")
def upgrade_database() -> None:
    """Met la base à jour (et la crée la première fois)."""
    from flask_migrate import upgrade

    with the_app().app_context():
        upgrade(directory=str(HOME / "migrations"))
    click.echo("La base est à jour.")


@erp.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Sert l'application et lance le travailleur."""
    settings = from_environment()
    click.echo(f"Établi : http://{host}:{port}")
    if settings["ENV_NAME"] == "demo":
        from erp.demo import people as demo

        click.echo(demo.how_to_enter())
    working = subprocess.Popen([sys.executable, "-m", "erp.cli", "worker"])
    web = [sys.executable, "-m", "gunicorn", "-w", "2", "--threads", "4", "-b", f"{host}:{port}"]
    try:
        code = subprocess.call([*web, "--log-level", "warning", "wsgi:app"], cwd=HOME)  # noqa: S603
    except KeyboardInterrupt:
        code = 0
    finally:
        working.terminate()
        working.wait(10)
    sys.exit(code)


@erp.command("worker")
def run_worker() -> None:
    """Envoie ce qui attend (courriels), jusqu'à l'arrêt."""
    worker.run(create_app(from_environment()))


@erp.group()
def user() -> None:
    """Les comptes."""


@user.command("add")
@click.option("--email", required=True)
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--role", type=click.Choice([role.value for role in STAFF]), default="director")
@click.password_option()
def add_user(email: str, first_name: str, last_name: str, role: str, password: str) -> None:
    """Ouvre un compte avec son mot de passe."""
    with the_app().app_context(), one_transaction():
        secrets.check_policy(password, name=f"{first_name} {last_name}", email=email)
        facts: dict[str, Any] = {"first_name": first_name, "last_name": last_name}
        new = people.add_user(email=email, **facts, role=Role.of(role), actor=None)
        people.choose_password(new, password, now=clock.now())
    click.echo(f"Le compte de {first_name} {last_name} est ouvert.")


@erp.group()
def demo() -> None:
    """L'école de démonstration."""


@demo.command("load")
@click.option("--if-empty", is_flag=True, help="Ne fait rien quand l'école existe déjà.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option("--seed", default=1, show_default=True)
@click.option("--students", default=34, show_default=True)
@click.option("--orders", default=9, show_default=True)
@click.option("--years", default=1, show_default=True)
def load_demo(
    if_empty: bool, today: Any, seed: int, students: int, orders: int, years: int
) -> None:
    """Remplit une base vide avec « Les Trois Rivières »."""
    from erp.demo import load

    day: date = today.date() if today else clock.today()
    with the_app().app_context():
        if load.is_loaded():
            if not if_empty:
                raise click.ClickException(
                    "La base contient déjà une école : partez d'une base vide."
                )
            return
        click.echo("L'école de démonstration s'installe…")
        told = load.load_school(day, seed=seed, students=students, orders=orders, years=years)
    click.echo(told)


@erp.command()
def doctor() -> None:
    """Dit en mots simples ce qui est mal réglé."""
    from erp import checkup

    app = the_app()
    with app.app_context():
        troubles = checkup.troubles(app)
    for trouble in troubles:
        click.echo(f"- {trouble}")
    click.echo("Tout va bien." if not troubles else f"{len(troubles)} point(s) à régler.")
    sys.exit(1 if troubles else 0)


def main() -> None:
    """A wrong setting or a refusal is a sentence, not a traceback."""
    try:
        erp()
    except (NotConfigured, Refusal) as no:
        raise SystemExit(f"Établi : {no}") from None


if __name__ == "__main__":
    main()
