"""The application as a command needs it: configured, told in plain words when it is not."""

import sys

from flask import Flask

from erp import checkup, create_app, worker
from erp.config import NotConfigured, from_environment


def school_app(port: int = 8000) -> Flask:
    """The application, with its jobs told to the worker."""
    try:
        app = create_app(from_environment(port))
    except NotConfigured as missing:
        sys.exit(str(missing))
    worker.announce(app)
    return app


def ready_app(port: int = 8000) -> Flask:
    """The same, with a database that answers and is up to date."""
    app = school_app(port)
    with app.app_context():
        for finding in checkup.database(app):
            if finding.is_bad:
                sys.exit(finding.sentence)
    return app
