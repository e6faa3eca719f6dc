"""The office's pages about money: record, share, use, give back, correct, and read the account."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from erp.billing import actions, queries
from erp.billing.models import Payment, Share
from erp.billing.states import PaymentMethod
from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from tests.billing.test_payments import bill
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import a_receipt, credit, pay, receive
from tests.documents.parts import words_of


@pytest.fixture
def buyer():
    return a_contact()


@pytest.fixture
def office(browse):
    return browse(a_user(Role.SECRETARY))


def facts(amount: str, **changes) -> dict[str, str]:
    today = clock.today().isoformat()
    return {"amount": amount, "method": "transfer", "received_on": today, **changes}


def plain(page) -> str:
    return page.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_form_comes_with_the_open_invoices_and_their_parts(office, buyer):
    one, two = bill(buyer), bill(buyer)
    pay(one, "13.50")

    assert "Mécanique du Vallon" in office.get("/bureau/reglements/nouveau").text
    assert "Mécanique" in office.get(f"/bureau/reglements/nouveau?q={two.number}").text
    page = office.get(f"/bureau/clients/{buyer.customer_id}/reglement")

    assert 'value="613,50"' in page.text  # the whole
    assert f'name="part-{one.id}"' in page.text and 'value="300,00"' in page.text
    assert 'value="313,50"' in page.text


def test_a_sum_without_parts_pays_the_oldest_first(office, buyer):
    one, two = bill(buyer), bill(buyer)
    url = f"/bureau/clients/{buyer.customer_id}/reglement"

    page = office.send(url, facts("400", reference="VIR 12"), page=url)

    assert "est enregistré" in page.text
    assert queries.to_pay([one, two]) == {one.id: 0, two.id: 227}
    assert "VIR 12" in office.get("/bureau/reglements").text


def test_parts_typed_by_hand_are_kept_and_the_rest_asks_to_be_spoken_of(office, buyer):
    one, two = bill(buyer), bill(buyer)
    url = f"/bureau/clients/{buyer.customer_id}/reglement"
    sent = facts("400", **{f"part-{two.id}": "313,50"})

    page = office.send(url, sent, page=url)
    assert page.status_code == 422
    assert "86,50 € sans facture" in plain(page)
    assert 'value="313,50"' in page.text
    assert db.session.query(Payment).count() == 0

    page = office.send(url, {**sent, "keep_rest": "y"}, page=url)
    assert "86,50 € restent au crédit" in plain(page)
    assert queries.to_pay([one])[one.id] == one.gross


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": ""}, "Remplissez"),
        ({"amount": "1,234"}, "Au plus 2 chiffres"),
        ({"received_on": "2099-01-01"}, "à venir"),
        ({"received_on": "2001-01-01"}, "est loin"),
        ({"part": "abc"}, "Tapez un montant"),
        ({"part": "1e3"}, "Tapez un montant"),
        ({"part": "-5"}, "Tapez un montant"),
        ({"part": "999"}, "il reste 313,50 € à payer au plus"),
        ({"amount": "10", "part": "20"}, "dépassent le montant"),
        ({"method": "troc"}, ""),
    ],
)
def test_a_payment_that_cannot_be_comes_back_as_it_was_typed(office, buyer, changes, sentence):
    invoice = bill(buyer)
    url = f"/bureau/clients/{buyer.customer_id}/reglement"
    part = changes.pop("part", "")
    sent = {**facts("1000"), f"part-{invoice.id}": part, **changes}

    page = office.send(url, sent, page=url)

    assert page.status_code == 422
    assert sentence in plain(page)
    assert part in page.text
    assert db.session.query(Payment).count() == 0


def test_the_form_sent_twice_records_once(office, buyer):
    bill(buyer), bill(buyer)
    url = f"/bureau/clients/{buyer.customer_id}/reglement"
    sent = facts("100", seen="0")

    assert office.send(url, sent, page=url).status_code == 200
    again = office.send(url, sent, page=url)

    assert again.status_code == 422
    assert "vient d'être enregistré" in again.text.replace("&#39;", "'")
    assert db.session.query(Payment).count() == 1


def test_a_payment_is_read_taken_apart_and_cancelled(office, buyer):
    invoice = bill(buyer)
    payment = pay(invoice, "313.50")
    url = f"/bureau/reglements/{payment.id}"
    assert invoice.number in office.get(url).text

    page = office.send(f"{url}/reprendre/{invoice.id}", page=url)
    assert "au crédit du client" in page.text
    page = office.send(f"{url}/annuler", {"reason": ""}, page=url)
    assert page.status_code == 422
    page = office.send(f"{url}/annuler", {"reason": "Chèque sans provision"}, page=url)

    assert "écriture contraire" in page.text
    assert queries.credit_of(buyer.customer_id) == 0
    again = office.send(f"{url}/annuler", {"reason": "Encore"}, page=url)
    assert again.status_code == 422


def test_the_credit_of_a_customer_pays_or_is_given_back(office, buyer):
    one = bill(buyer)
    receive(buyer.customer, "400.00", (one, "313.50"))
    two = bill(buyer)
    account = f"/bureau/clients/{buyer.customer_id}/compte"
    page = office.get(account)
    assert "86,50" in page.text

    use = f"/bureau/clients/{buyer.customer_id}/credit"
    seen = str(queries.count_moves(buyer.customer_id))
    sent = {f"part-{two.id}": "50,00", "seen": seen}
    assert "est utilisé" in office.send(use, sent, page=account).text
    office.send(use, sent, page=account)
    assert queries.credit_of(buyer.customer_id) == 36.5

    back = f"/bureau/clients/{buyer.customer_id}/rembourser"
    assert 'value="36,50"' in office.get(back).text
    assert office.send(back, facts("40"), page=back).status_code == 422
    assert "est enregistré" in office.send(back, facts("36,50"), page=back).text
    assert queries.credit_of(buyer.customer_id) == 0


def test_the_account_says_each_move_and_the_balance(office, buyer):
    one, two = bill(buyer), bill(buyer)
    pay(one, "313.50")
    credit(two, "5")

    page = plain(office.get(f"/bureau/clients/{buyer.customer_id}/compte"))

    assert one.number in page and "Règlement par virement" in page
    assert "250,80 €" in page  # 627.00 - 313.50 - 62.70
    pdf = office.get(f"/bureau/clients/{buyer.customer_id}/compte/pdf")
    assert pdf.data.startswith(b"%PDF")


def test_a_statement_calls_a_write_off_by_its_name_and_shows_no_debt_that_is_not_there(
    office, buyer
):
    invoice = bill(buyer)
    pay(invoice, "313.49")

    def statement():
        pdf = office.get(f"/bureau/clients/{buyer.customer_id}/compte/pdf").data
        return " ".join(" ".join(words_of(pdf)).split())

    assert "par ancienneté" in statement()
    actions.pay_invoice(
        invoice,
        a_receipt("0.01", method=PaymentMethod.ROUNDING),
        actor=a_user(),
        now=clock.now(),
    )
    db.session.commit()

    told = statement()
    assert "Écart de règlement" in told and "par écart" not in told
    assert "compte soldé" in told and "par ancienneté" not in told


def test_the_aged_balance_puts_each_debt_in_its_column(office, buyer):
    invoice = bill(buyer)
    today = clock.today()
    for days, place in ((0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (91, 3), (120, 3), (121, 4)):
        aged = queries.aged_of(buyer.customer_id, today=today + timedelta(days=days))
        assert [n for n, part in enumerate(aged.parts) if part] == [place], days
        assert aged.owed == invoice.gross
    assert "Mécanique du Vallon" in office.get("/bureau/reglements/balance").text
    assert invoice.number in office.get("/bureau/reglements/echeances").text


def test_a_statement_is_whole_or_refused(office, buyer, monkeypatch):
    """A row left out would make its balance wrong, on a paper that the customer reads."""
    bill(buyer), bill(buyer)
    monkeypatch.setattr("erp.billing.queries.statements.MOST_ROWS", 1)

    for page in ("compte", "compte/pdf"):
        told = office.get(f"/bureau/clients/{buyer.customer_id}/{page}")
        assert told.status_code == 409 and "choisissez-en une plus courte" in told.text


def test_a_replaced_invoice_asks_for_nothing_in_the_account(office, buyer):
    invoice, who = bill(buyer), {"actor": a_user()}
    corrective = actions.draft_corrective(invoice, reason="Numéro de commande", **who)
    actions.issue_invoice(corrective, school=a_school(), now=clock.now(), **who)
    db.session.commit()

    page = plain(office.get(f"/bureau/clients/{buyer.customer_id}/compte"))

    assert f"remplacée par {corrective.number}" in page
    assert page.count("à payer avant le") == 1


def test_a_credit_note_says_where_it_went_and_what_is_left_of_it(office, buyer):
    one, other = bill(buyer), bill(buyer)
    pay(one, str(one.gross))
    note = credit(one, str(one.lines[0].quantity))
    page = plain(office.get(f"/bureau/factures/{note.id}"))
    assert "Rien pour le moment" in page and "Reste à utiliser" in page and "313,50 €" in page

    who = {"actor": a_user(), "now": clock.now()}
    actions.use_credit(buyer.customer, {other.id: Decimal("100")}, **who)
    actions.pay_back(buyer.customer, a_receipt("213.50"), **who)
    db.session.commit()

    page = plain(office.get(f"/bureau/factures/{note.id}"))
    assert f">{other.number}</a>" in page and "100,00 €" in page
    assert "Remboursement" in page and "213,50 €" in page
    assert re.search(r"Reste à utiliser.{0,60}0,00 €", page, re.DOTALL)


def test_the_list_is_searched_and_filtered(office, buyer):
    other = a_customer("Garage Bellon", siret="")
    receive(other, "77.00")
    pay(bill(buyer), "10.00")
    for query, found, missing in (
        ("q=bellon", "Garage Bellon", "Mécanique"),
        ("q=77,00", "Garage Bellon", "Mécanique"),
        ("with_rest=y", "Garage Bellon", "Mécanique"),
        ("until=2000-01-01", "Aucun règlement ici", "Mécanique du Vallon"),
        ("since=hier", "Mécanique", "Aucun règlement ici"),
    ):
        page = office.get(f"/bureau/reglements?{query}").text
        rows = page.partition("<main")[2]
        assert found in rows, query
        assert missing not in rows, query


def test_an_unknown_payment_or_somebody_else_s_share_is_refused(office, buyer):
    one, two = bill(buyer), bill(buyer)
    payment = pay(one, "10.00")
    page = f"/bureau/reglements/{payment.id}"
    answer = office.send(f"{page}/reprendre/{two.id}", page=page)
    assert "déjà reprise" in answer.text
    assert db.session.query(Share).count() == 1
    assert office.get("/bureau/reglements/999999").status_code == 404


def test_a_buyer_sees_what_pays_an_invoice(browse, buyer):
    one = bill(buyer)
    pay(one, "100.00")
    page = plain(browse(buyer.user).get(f"/client/factures/{one.id}"))
    assert "100,00 €" in page and "régler 213,50 €" in page
