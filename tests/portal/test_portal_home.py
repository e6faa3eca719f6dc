from tests.builders import a_contact
from tests.builders_sales import a_quote
from tests.builders_work import a_signed_slip, an_invoice


def test_the_buyer_first_reads_what_is_theirs_to_do(browse):
    contact = a_contact()
    quote = a_quote(contact, sent=True)
    page = browse(contact.user).get("/client/").text
    assert f"Répondre au devis {quote}" in page


def test_an_unpaid_invoice_waits_on_the_first_page_of_its_buyer_only(browse):
    slip = a_signed_slip()
    invoice = an_invoice(slip, issued=True)
    assert invoice.number in browse(slip.order.contact.user).get("/client/").text
    stranger = browse(a_contact().user).get("/client/").text
    assert invoice.number not in stranger
    assert "Rien à faire" in stranger
