"""A process that issues drafts in children of its own: `python -m tests.ledger.issuer URL KEY`.

For each line of ids it reads, a child issues them and says each number after the commit; whoever
started us may kill the child at any moment, and is told when it has ended.
"""

import os
import sys

from erp import create_app
from erp.billing import actions, queries
from erp.core import clock
from erp.core.db import db, one_transaction
from erp.customers.papers import school_block
from erp.documents import specimen
from erp.people import queries as people
from erp.school import queries as schools


def main(url: str, key: str) -> None:
    settings = {"SECRET_KEY": "x", "LEDGER_KEY": key, "SQLALCHEMY_DATABASE_URI": url}
    with create_app(settings).app_context():
        warm_up()
        for line in sys.stdin:
            child = os.fork()  # nothing of the database is open here
            if child == 0:
                issue_all(line)
            print("child", child, flush=True)
            os.waitpid(child, 0)
            print("ended", child, flush=True)


def warm_up() -> None:
    """Fonts and tables are known before the children are born: they issue from the first moment."""
    specimen.draw(school_block(schools.the_school()), clock.today())
    queries.invoice(0)
    db.session.remove()
    db.engine.dispose()


def issue_all(line: str) -> None:
    for invoice_id in map(int, line.split()):
        issue(invoice_id)
    os._exit(0)


def issue(invoice_id: int) -> None:
    with one_transaction():
        invoice = queries.invoice(invoice_id)
        director = people.active_directors()[0]
        if invoice.number is None:  # tried again after a kill: perhaps it was saved
            actions.issue_invoice(
                invoice, school=schools.the_school(), actor=director, now=clock.now()
            )
        number = invoice.number
    print(invoice_id, number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
