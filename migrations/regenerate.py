"""Writes 0001 again from the models: only while nothing has been released (`make migration`)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import revision

from erp import create_app

HERE = Path(__file__).parent

if __name__ == "__main__":
    (HERE / "versions/0001_tables.py").unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        keys = {"SECRET_KEY": "x", "LEDGER_KEY": "x"}
        app = create_app({**keys, "SQLALCHEMY_DATABASE_URI": url})
        later = HERE / "versions/0002_frozen_rows.py"
        aside = later.rename(later.with_suffix(".aside")) if later.exists() else None
        with app.app_context():
            revision(directory=str(HERE), message="tables", autogenerate=True, rev_id="0001")
        if aside:
            aside.rename(later)
