"""What `erp doctor` looks at, each trouble a sentence with the way out."""

import os
import smtplib
from pathlib import Path
from urllib.parse import urlsplit

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from erp.config import HOME
from erp.core.db import db
from erp.core.outbox import OutboxMessage, OutboxState
from erp.people import queries as people
from erp.school import queries as school


def troubles(app: Flask) -> list[str]:
    """Everything that is wrong; the database first, for the rest needs it."""
    about_database = database()
    if about_database:
        return about_database
    return [*places(app), *first_start(), *mails(app)]


def database() -> list[str]:
    try:
        with db.engine.connect() as connection:
            here = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return [f"La base ne répond pas ({error.__class__.__name__}) : vérifiez ERP_DATABASE_URL."]
    newest = ScriptDirectory(str(HOME / "migrations")).get_current_head()
    return [] if here == newest else ["La base n'est pas à jour : lancez « erp db upgrade »."]


def places(app: Flask) -> list[str]:
    found = []
    if not os.access(app.config["DATA_DIR"], os.W_OK):
        found.append(f"Le dossier {app.config['DATA_DIR']} ne s'écrit pas : changez ses droits.")
    if app.config["ENV_NAME"] == "production" and len(app.config["SECRET_KEY"]) < 32:
        found.append("ERP_SECRET_KEY est trop courte : 32 caractères au moins.")
    public = urlsplit(app.config["PUBLIC_URL"])
    if app.config["ENV_NAME"] == "production" and public.scheme != "https":
        found.append("ERP_PUBLIC_URL n'est pas en https : les mots de passe voyageraient en clair.")
    free = os.statvfs(Path(app.config["DATA_DIR"]))
    if free.f_bavail * free.f_frsize < 500 * 1024 * 1024:
        found.append("Il reste moins de 500 Mo sur le disque : faites de la place.")
    return found


def first_start() -> list[str]:
    found = []
    if school.find_school() is None:
        found.append(
            "L'école n'est pas décrite : ouvrez l'application et suivez le premier démarrage."
        )
    if not people.active_directors():
        found.append("Personne n'a le rôle Direction : lancez « erp user add ».")
    return found


def mails(app: Flask) -> list[str]:
    lost = select(func.count()).select_from(OutboxMessage).filter_by(state=OutboxState.GIVEN_UP)
    count = db.session.scalar(lost) or 0
    found = (
        [f"{count} message(s) abandonné(s) après 8 essais : vérifiez ERP_SMTP_URL."]
        if count
        else []
    )
    if not app.config["SMTP_URL"]:
        return [*found, "ERP_SMTP_URL manque : les courriels restent dans le dossier « mails »."]
    url = urlsplit(app.config["SMTP_URL"])
    try:
        smtplib.SMTP(url.hostname or "", url.port or 25, timeout=5).close()
    except OSError:
        found.append(f"Le serveur de courrier {url.hostname} ne répond pas.")
    return found
