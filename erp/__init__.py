"""The school's ERP. create_app() puts the pieces together and does nothing else."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate

from erp.core import ledger
from erp.core.db import db
from erp.planning import models  # noqa: F401 - its tables: no page imports them yet
from erp.web import shared
from erp.web.api import api
from erp.web.office import office
from erp.web.portal import portal, public
from erp.web.shared.first_start import doors
from erp.web.workshop import workshop

HOME = Path(__file__).resolve().parent.parent  # where templates/, static/ and migrations/ are


def create_app(settings: dict[str, Any]) -> Flask:
    app = Flask("erp", template_folder=str(HOME / "templates"), static_folder=str(HOME / "static"))
    app.config.from_mapping(settings)
    db.init_app(app)
    with app.app_context():
        ledger.lend(app.config["LEDGER_KEY"])
    Migrate(app, db)
    shared.install(app)
    for face in (api, doors, office, portal, public, workshop):
        app.register_blueprint(face)
    return app
