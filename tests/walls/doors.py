"""Writes the table of doors again: `make doors`, then read the diff."""

from erp import create_app
from tests.walls.test_routes import TABLE, rules

if __name__ == "__main__":
    app = create_app({"SECRET_KEY": "x", "LEDGER_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://"})
    lines = (f"{method:5}{rule.rule:70} {access}\n" for rule, method, access in rules(app))
    TABLE.write_text("".join(lines))
