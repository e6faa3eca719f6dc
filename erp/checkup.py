"""What `erp doctor` looks at, each trouble a sentence with the way out."""

import os
import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from erp.core import clock, ledger
from erp.core.archive import StoredPaper
from erp.core.db import Record, db
from erp.core.outbox import OutboxMessage, OutboxState
from erp.people import queries as people
from erp.school import queries as schools
from erp.web.shared.first_start import code_of

BUILT = datetime(2026, 9, 1, tzinfo=UTC)  # a clock before this program is wrong
ROOM = 500 * 2**20  # bytes
PATIENCE = timedelta(minutes=10)
TRIAL = (
    "Cette base vient d'une version d'essai plus ancienne (il lui manque %s). Mettez-la de côté "
    "(par exemple « mv instance instance-ancienne »), puis recommencez."
)
MARKS = {"ok": "[bien]     ", "warn": "[attention]", "bad": "[à régler] "}


@dataclass(frozen=True)
class Finding:
    tone: str  # ok, warn, bad
    sentence: str

    @property
    def is_bad(self) -> bool:
        return self.tone == "bad"

    def __str__(self) -> str:
        return f"{MARKS[self.tone]} {self.sentence}"


def good(sentence: str) -> Finding:
    return Finding("ok", sentence)


def warn(sentence: str) -> Finding:
    return Finding("warn", sentence)


def bad(sentence: str) -> Finding:
    return Finding("bad", sentence)


def examine(app: Flask) -> list[Finding]:
    """Every check in order; those that read the school's tables only when the tables are there."""
    around: list[Check] = [data_folder, secret, public_address, mail_server, local_time]
    findings = [finding for check in around for finding in check(app)]
    base = list(database(app))
    if not any(finding.is_bad for finding in base):
        base += [*school(app), *outbox(app), *books(app)]
    return base + findings


Check = Callable[[Flask], Iterator[Finding]]


def database(app: Flask) -> Iterator[Finding]:
    name = db.engine.url.render_as_string(hide_password=True)
    try:
        with db.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            revisions = _revisions(connection) if "alembic_version" in tables else set()
            lacking = missing_in(connection) if revisions else ""
    except SQLAlchemyError as failure:
        reason = str(failure).splitlines()[0]
        yield bad(f"La base ne répond pas ({name}) : vérifiez ERP_DATABASE_URL. {reason}")
        return
    yield good(f"La base répond : {name}")
    migrate: Migrate = app.extensions["migrate"].migrate
    heads = set(ScriptDirectory(migrate.directory).get_heads())
    if revisions == heads and lacking:
        yield bad(TRIAL % lacking)
    elif revisions == heads:
        yield good("La base est à jour.")
    else:
        yield bad("La base n'est pas à jour : lancez « erp db upgrade ».")


def missing_in(connection: Connection) -> str:
    """The first column that the program knows and the base has not; empty when it has them all.

    Until the first release the tables are written anew, without a step from one trial to the next.
    """
    there = inspect(connection).get_multi_columns()
    for table in Record.metadata.sorted_tables:
        known = {column["name"] for column in there.get((None, table.name), ())}
        for column in table.columns:
            if column.name not in known:
                return f"{table.name}.{column.name}"
    return ""


def _revisions(connection: Connection) -> set[str]:
    return set(connection.scalars(text("SELECT version_num FROM alembic_version")))


def school(app: Flask) -> Iterator[Finding]:
    known = schools.find_school()
    if known is None:
        code = code_of(str(app.secret_key))
        yield warn(f"Pas encore d'école : ouvrez le site, il vous guide. Le code est {code}")
        return
    yield good(f"L'école : {known}.")
    if not people.active_directors():
        yield bad("Personne n'a le rôle Direction : lancez « erp user add ».")


def outbox(_app: Flask) -> Iterator[Finding]:
    """Letters nobody got, and letters nobody takes: the worker may be asleep."""
    given_up = select(func.count()).where(OutboxMessage.state == OutboxState.GIVEN_UP)
    late = clock.now() - PATIENCE
    waiting = select(func.count()).where(
        OutboxMessage.state == OutboxState.WAITING, OutboxMessage.due_at < late
    )
    lost, stuck = db.session.scalar(given_up), db.session.scalar(waiting)
    undrawn = select(func.count()).select_from(StoredPaper).join(StoredPaper.waits)
    if papers := db.session.scalar(undrawn.where(StoredPaper.stored_at < late)):
        yield warn(f"{papers} papier(s) à dessiner : lancez « erp serve » ou « erp worker ».")
    if lost:
        yield bad(f"{lost} message(s) abandonné(s) : voyez la boîte d'envoi.")
    if stuck:
        yield bad(f"{stuck} message(s) attendent : lancez « erp serve » ou « erp worker ».")
    if not lost and not stuck:
        yield good("Les messages partent.")


def books(app: Flask) -> Iterator[Finding]:
    """The key that signs, and where the ends of the chains are kept outside."""
    others = select(ledger.Tail.chain).where(ledger.Tail.key != ledger.fingerprint())
    if db.session.scalars(others).first() is not None:
        yield bad("La clé des factures n'est pas celle qui a signé : remettez l'ancienne.")
    else:
        yield good(f"La clé des factures est là (empreinte {ledger.fingerprint()}).")
    kept = Path(app.config["DATA_DIR"]) / "ledger.key"
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield bad(f"{kept} est lisible par d'autres : fermez-le (chmod 600).")
    outside = app.config["ANCHOR_DIR"] or app.config["ANCHOR_MAIL"]
    if outside:
        yield good(f"Le registre s'ancre chaque jour : {outside}")
    else:
        yield warn(
            "Le registre ne s'ancre nulle part : réglez ERP_ANCHOR_DIR (un autre disque) "
            "ou ERP_ANCHOR_MAIL."
        )


def data_folder(app: Flask) -> Iterator[Finding]:
    folder = Path(app.config["DATA_DIR"])
    if not folder.is_dir():
        yield bad(f"Le dossier {folder} n'existe pas : créez-le ou changez ERP_DATA_DIR.")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield bad(f"Le dossier {folder} n'est pas ouvert en écriture : corrigez ses droits.")
    elif folder.stat().st_mode & 0o007:
        yield warn(f"Le dossier {folder} est lisible par tous : fermez-le (chmod 700).")
    else:
        yield good(f"Le dossier des données : {folder}")
    free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free
    if free < ROOM:
        yield bad(f"Il reste {free // 2**20} Mo sur le disque : faites de la place.")


def secret(app: Flask) -> Iterator[Finding]:
    if app.config["ENV_NAME"] == "production":
        yield good("Le secret de l'installation est réglé.")
    else:
        yield warn("Le secret est celui de la démonstration : une école a le sien.")


def public_address(app: Flask) -> Iterator[Finding]:
    url = urlsplit(app.config["PUBLIC_URL"])
    if url.scheme not in ("http", "https") or not url.hostname:
        yield bad("ERP_PUBLIC_URL n'est pas une adresse : donnez par exemple https://erp.ecole.fr.")
    elif app.config["ENV_NAME"] == "production" and url.scheme != "https":
        yield bad("ERP_PUBLIC_URL n'est pas en https : les mots de passe passeraient en clair.")
    else:
        yield good(f"Les liens des courriels mènent à {app.config['PUBLIC_URL']}")


def mail_server(app: Flask) -> Iterator[Finding]:
    url = urlsplit(app.config["SMTP_URL"])
    if not app.config["SMTP_URL"] and app.config["ENV_NAME"] == "demo":
        yield warn(
            f"Pas de serveur de courrier : les lettres sont dans {app.config['DATA_DIR']}/mails"
        )
        return
    if not app.config["SMTP_URL"]:
        yield bad("Pas de serveur de courrier : réglez ERP_SMTP_URL (smtp+starttls://…).")
        return
    connect = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    try:
        with connect(url.hostname or "localhost", url.port or 0, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as failure:
        yield bad(f"Le serveur de courrier {url.hostname} ne répond pas : {failure}")
    else:
        yield good(f"Le serveur de courrier répond : {url.hostname}")


def local_time(_app: Flask) -> Iterator[Finding]:
    now = clock.now()
    if now < BUILT:
        yield bad(f"L'horloge de la machine dit {now:%d/%m/%Y} : mettez-la à l'heure.")
    else:
        yield good(
            f"Il est {now.astimezone(clock.PARIS):%H:%M} à Paris, le {clock.today():%d/%m/%Y}."
        )
