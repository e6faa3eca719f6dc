"""Collections that are hung on their record are those its relationship reads."""

from erp.core.db import db
from erp.core.gather import hang
from erp.sales import queries
from erp.sales.models import Quote, QuoteLine
from tests.builders_sales import a_quote


def test_a_quote_is_read_with_the_same_lines_and_operations_as_its_relationships():
    quote_id = a_quote(lines=3).id
    db.session.expunge_all()
    asked = [(line.id, [one.id for one in line.operations])
             for line in db.session.get(Quote, quote_id).lines]  # fmt: skip
    db.session.expunge_all()

    read = queries.quote(quote_id)

    assert len(asked) == 3
    assert [(line.id, [one.id for one in line.operations]) for line in read.lines] == asked
    assert all(line.quote is read for line in read.lines)


def test_what_was_changed_before_it_is_read_again_stays():
    quote = a_quote(lines=1)
    quote.lines.append(QuoteLine(position=2, label="Bride", quantity=1))

    hang(quote, "lines", [])

    assert [line.label for line in quote.lines][1:] == ["Bride"]


def test_a_line_that_leaves_a_quote_read_so_is_deleted():
    quote_id = a_quote(lines=2).id
    db.session.expunge_all()
    read = queries.quote(quote_id)

    read.lines.remove(read.lines[0])
    db.session.commit()

    assert db.session.query(QuoteLine).filter_by(quote_id=quote_id).count() == 1
