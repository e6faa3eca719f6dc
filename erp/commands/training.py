"""`erp training`: the hours of everybody, for a funder."""

import sys
from datetime import datetime
from pathlib import Path

import click

from erp.commands.apps import ready_app
from erp.core import clock
from erp.reporting import hours
from erp.training.queries import Span

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def training() -> None:
    """Les heures des élèves."""


@training.command("hours")
@click.option("--from", "begins", type=DAY, required=True, help="Premier jour, 2026-09-01.")
@click.option("--until", "ends", type=DAY, required=True, help="Dernier jour, compris.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--rows", is_flag=True, help="Chaque ligne du registre, avec sa source.")
def export_hours(begins: datetime, ends: datetime, out: Path, rows: bool) -> None:
    """Écrit les heures de tous les élèves dans un tableau CSV."""
    if ends < begins:
        sys.exit("La fin est avant le début : vérifiez les deux jours.")
    with ready_app().app_context():
        span, now = Span(begins.date(), ends.date()), clock.now()
        content = hours.rows_table(span, now=now) if rows else hours.hours_table(span, now=now)
    try:
        out.write_bytes(content)
    except OSError as failure:
        sys.exit(f"Le fichier {out} ne s'écrit pas : {failure.strerror}.")
    lines = content.count(b"\r\n") - 1
    click.echo(f"{lines} lignes écrites dans {out}.")
