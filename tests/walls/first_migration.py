"""Writes the first migration again from the models: `make migration`, until the first release."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import revision

from erp import create_app

MIGRATIONS = Path("migrations")
FIRST = MIGRATIONS / "versions" / "0001_tables.py"


def write() -> None:
    """In a copy of the folder, where no later migration stands on the one being written."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "migrations"
        shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("versions", "__pycache__"))
        (copy / "versions").mkdir()
        url = f"sqlite:///{folder}/empty.db"
        app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "none"})
        with app.app_context():
            revision(str(copy), "tables", autogenerate=True, rev_id="0001")
        written = (copy / "versions" / FIRST.name).read_text().splitlines(keepends=True)
        FIRST.write_text("".join(line for line in written if "# ###" not in line))


if __name__ == "__main__":
    write()
