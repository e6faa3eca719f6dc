"""`erp papers …`: issued papers as files, for whoever checks them from outside."""

import sys
from pathlib import Path

import click

from erp.commands.apps import ready_app
from erp.reporting import papers as issued


@click.group()
def papers() -> None:
    """Les papiers émis."""


@papers.command()
@click.option("--kind", type=click.Choice(list(issued.KINDS)), required=True)
@click.option("--number", help="Un seul, par son numéro.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
def export(kind: str, number: str | None, out: Path) -> None:
    """Écrit les PDF, tels qu'ils ont été émis : tous, ou celui de --number."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    with ready_app().app_context():
        for filename, content in issued.papers(kind, number):
            (out / filename).write_bytes(content)
            count += 1
    if not count:
        sys.exit(f"Aucun papier émis de ce genre{f' au numéro {number}' if number else ''}.")
    click.echo(f"{count} PDF dans {out}")
