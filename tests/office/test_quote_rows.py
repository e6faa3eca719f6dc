"""Several lines of a quote typed in one table."""

import re
from decimal import Decimal

import pytest

from erp.core.db import db
from erp.sales.models import Quote, QuoteLine
from erp.sales.states import LineNature, QuoteState, VatCase
from tests.builders import a_user
from tests.builders_sales import a_quote


@pytest.fixture
def quote() -> Quote:
    return a_quote()


@pytest.fixture
def office(browse):
    return browse(a_user())


def typed(*rows: dict[str, str]) -> dict[str, str]:
    """As a browser sends the table: the empty rows too, each with its two choices."""
    told = {}
    for n in range(10):
        row = {"label": "", "quantity": "", "material": "", "subcontracting": "",
               "discount_percent": "", "nature": "goods", "vat": "usual"}  # fmt: skip
        row |= rows[n] if n < len(rows) else {}
        told |= {f"lines-{n}-{name}": value for name, value in row.items()}
    return told


def added(quote: Quote) -> list[QuoteLine]:
    db.session.expire_all()
    return db.session.get(Quote, quote.id).lines[1:]


def test_lines_come_after_those_that_are_there_in_the_order_of_the_table(quote, office):
    page = office.send(
        f"/bureau/devis/{quote.id}/lignes/plusieurs",
        typed(
            {"label": " Axe ", "quantity": "4", "material": "1 120,50"},
            {},
            {"label": "Réglage", "quantity": "1", "nature": "service", "vat": "10",
             "subcontracting": "80", "discount_percent": "5"},
        ),
        page=f"/bureau/devis/{quote.id}/lignes/plusieurs",
    )  # fmt: skip
    assert "2 lignes sont ajoutées." in page.text
    axe, setting = added(quote)
    assert (axe.label, axe.quantity, axe.material) == ("Axe", 4, Decimal("1120.50"))
    assert (axe.nature, axe.vat_rate, axe.discount_percent) == (LineNature.GOODS, 20, 0)
    assert (setting.label, setting.nature, setting.vat_rate) == ("Réglage", LineNature.SERVICE, 10)
    assert (setting.subcontracting, setting.discount_percent) == (80, 5)
    assert (setting.vat_case, [axe.position, setting.position]) == (VatCase.TAXED, [2, 3])


def test_a_table_with_a_gap_comes_back_whole(quote, office):
    address = f"/bureau/devis/{quote.id}/lignes/plusieurs"
    rows = typed({"label": "Axe", "quantity": "4"}, {}, {"label": "Bride"})

    page = office.send(address, rows)

    fields = re.findall(r'<input[^>]*name="lines-\d+-label"[^>]*>', page.text)
    assert [re.search(r'value="([^"]*)"', one)[1] for one in fields] == ["Axe", "Bride", *[""] * 8]
    assert len({re.search(r'name="([^"]*)"', one)[1] for one in fields}) == 10
    assert page.text.count("Dites combien de pièces.") == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"label": "Axe"}, "Dites combien de pièces."),
        ({"quantity": "4"}, "Dites quelle pièce."),
        ({"material": "12"}, "Dites quelle pièce et combien."),
        ({"discount_percent": "5"}, "Dites quelle pièce et combien."),
        ({"label": "Axe", "quantity": "quatre"}, "Tapez un nombre, par exemple 12,50."),
        ({"label": "Axe", "quantity": "0"}, "Tapez un nombre entre"),
        ({"label": "x" * 201, "quantity": "4"}, "Au plus 200 caractères."),
        ({"label": "Axe", "quantity": "4", "vat": "7"}, "est pas un choix valide"),
        ({}, "Remplissez au moins une ligne."),
    ],
)
def test_a_row_that_is_wrong_keeps_the_whole_table_and_says_where(quote, office, row, sentence):
    address = f"/bureau/devis/{quote.id}/lignes/plusieurs"
    whole = {"label": "Bride entière", "quantity": "2"} if row else {}
    answer = office.send(address, typed(whole, row), page=address)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("Corrigez les cases en rouge." in answer.text) == bool(row)
    assert ("Bride entière" in answer.text) == bool(row)
    assert added(quote) == []


def test_a_quote_that_was_sent_takes_no_more_lines(quote, office):
    address = f"/bureau/devis/{quote.id}/lignes/plusieurs"
    office.get(address)
    quote.state = QuoteState.SENT
    db.session.commit()
    answer = office.send(address, typed({"label": "Axe", "quantity": "4"}))
    assert answer.status_code == 422
    assert added(quote) == []
    assert office.send("/bureau/devis/99999/lignes/plusieurs", typed()).status_code == 404


def test_the_quote_leads_to_the_table(quote, office):
    assert (
        f"/bureau/devis/{quote.id}/lignes/plusieurs" in office.get(f"/bureau/devis/{quote.id}").text
    )
