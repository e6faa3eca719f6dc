"""`erp billing …`: verify the chains, close what is over, archive a period, anchor the ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from flask import Flask

from erp.billing.books import feed, files
from erp.closings import actions, archives
from erp.commands.apps import ready_app
from erp.core import clock, ledger
from erp.core.db import one_transaction
from erp.core.refusal import Refusal
from erp.documents import format as french
from erp.flow import night, proof

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.group()
def billing() -> None:
    """Factures : vérifier, clôturer, archiver, ancrer."""


@contextmanager
def books() -> Iterator[Flask]:
    """The application; a refusal is a sentence and the status 1."""
    app = ready_app()
    with app.app_context():
        try:
            yield app
        except Refusal as refusal:
            sys.exit(str(refusal))


@billing.command()
@click.option(
    "--anchor",
    "anchor_path",
    type=click.Path(exists=True, path_type=Path),
    help="Un ancrage, ou leur dossier (par défaut celui d'ERP_ANCHOR_DIR).",
)
def verify(anchor_path: Path | None) -> None:
    """Relit toute la chaîne, nomme ce qui est rompu, et finit par 1 si quelque chose l'est."""
    with books() as app:
        folder = anchor_path or Path(app.config["ANCHOR_DIR"] or "/nowhere")
        anchors = list(ledger.anchors_in(folder)) if folder.exists() else []
        verdict = proof.verify_books(anchors, progress=progress())
    for one in verdict.breaks:
        click.echo(f"ROMPU  {one}")
    if verdict.breaks:
        sys.exit(1)
    click.echo(
        f"{verdict.links} maillons relus, {len(anchors)} ancrages comparés : rien n'a changé."
    )


def progress() -> ledger.Progress | None:
    """A line that counts, for who watches a terminal."""
    if not sys.stderr.isatty():
        return None
    return lambda read, whole: click.echo(f"\r{read} / {whole} maillons", nl=False, err=True)


@billing.command()
@click.option("--until", type=DAY, help="Dernier jour à clôturer (par défaut hier).")
def close(until: datetime | None) -> None:
    """Clôture les jours, les mois et les années qui sont finis."""
    now = clock.now()
    with books(), one_transaction():
        if until is None:
            closed = actions.close_what_is_over(actor=None, now=now)
        else:
            following = until.date() + timedelta(days=1)
            closed = actions.close_until(following, actor=None, now=now)
        for one in closed:
            click.echo(f"Clôture : {one}")


@billing.command()
@click.option("--year", type=click.IntRange(2000, 2200), help="Une année entière.")
@click.option("--from", "first", type=DAY, help="Premier jour.")
@click.option("--until", "last", type=DAY, help="Dernier jour.")
@click.option("--out", type=click.Path(path_type=Path), default=Path(), help="Dossier.")
@click.option("--check", type=click.Path(exists=True, path_type=Path, dir_okay=False))
def archive(
    year: int | None, first: datetime | None, last: datetime | None, out: Path, check: Path | None
) -> None:
    """Écrit l'archive signée d'une période, ou en vérifie une (--check)."""
    with books():
        if check is not None:
            count = archives.check_archive(check)
            click.echo(
                f"{check.name} : {count} fichiers, aucun n'a changé, la signature est bonne."
            )
            return
        begin, end = span(year, first, last)
        out.mkdir(parents=True, exist_ok=True)
        with one_transaction():
            target, count = proof.archive_period(out, begin, end, actor=None, now=clock.now())
        click.echo(f"{target} : {count} enregistrements.")


def span(year: int | None, first: datetime | None, last: datetime | None) -> tuple[date, date]:
    """The days asked for; by default last year, which is over."""
    if first is not None and last is not None:
        return first.date(), last.date()
    if first is not None or last is not None:
        raise click.UsageError("Donnez --from et --until ensemble, ou --year.")
    chosen = year or clock.today().year - 1
    return date(chosen, 1, 1), date(chosen, 12, 31)


@billing.command()
@click.option("--out", type=click.Path(path_type=Path), help="Dossier, hors de la base.")
def anchor(out: Path | None) -> None:
    """Garde dehors où en est chaque chaîne : fichier, courriel ou les deux."""
    with books() as app, one_transaction():
        folder = str(out) if out else app.config["ANCHOR_DIR"]
        made = night.drop_anchor(now=clock.now(), folder=folder, email=app.config["ANCHOR_MAIL"])
    click.echo(made.text, nl=False)


@billing.command("journal")
@click.option("--from", "since", type=DAY, required=True, help="Le premier jour.")
@click.option("--until", type=DAY, required=True, help="Le dernier jour, compris.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--format", "form", type=click.Choice(files.FORMATS), default="fec")
def export_journal(since: datetime, until: datetime, out: Path, form: str) -> None:
    """Écrit le journal des ventes et des règlements, pour le logiciel du comptable."""
    if until < since:
        sys.exit("La période finit avant de commencer.")
    part = out.with_name(f"{out.name}.part")
    with books():
        found = feed.entries_for_file(since.date(), until.date())
        try:
            with part.open("wb") as target:
                sums = files.write(found, target, form)
        except OSError as refused:
            sys.exit(f"Le fichier ne s'écrit pas : {refused.strerror}.")
    part.replace(out)
    click.echo(
        f"{sums.entries} écritures, {french.money(sums.debit)} au débit et au crédit : {out}"
    )
