"""What the law wants to read on an invoice and on a credit note."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from erp.documents import epc, invoice
from erp.documents.invoice_paper import Deposit
from erp.documents.lines import GOODS, SERVICE, category
from erp.documents.vat import GROUNDS
from tests.documents import parts, samples
from tests.documents.invoices import a_paper


def words_of(paper: invoice.InvoicePaper) -> str:
    return " ".join(parts.words_of(invoice.draw(paper)))


@pytest.mark.parametrize(
    "mention",
    [
        "F2026-00001",
        "21 novembre 2026",
        "École de production Les Trois Rivières",
        "Association loi 1901",
        "12 quai des Forges",
        "SIREN 100 000 009",
        "N° TVA FR88100000009",
        "Mécanique du Vallon",
        "SIREN 200 000 008",
        "N° TVA FR37200000008",
        "Adresse de livraison Dépôt de Crolles",
        "12 novembre 2026, 19 novembre 2026",
        "BL2026-00007, BL2026-00009",
        "PO-2026-118",
        "25 pièces 31,3248 € 20 % 783,12 €",
        "Livraison de biens",
        "TVA 20 % sur 783,12 € 156,62 €",
        "Total HT 783,12 €",
        "Total TTC 939,74 €",
        "Déjà réglé -200,00 €",
        "À payer 739,74 €",
        "À payer avant le 21 décembre 2026",
        "Pas d'escompte pour paiement anticipé",
        "12,15 % par an",
        "indemnité forfaitaire pour frais de recouvrement de 40,00 €",
        "FR76 3000 6000 0112 3456 7890 189",
        "AGRIFRPP",
        "Option pour le paiement de la taxe d'après les débits",
    ],
)
def test_the_invoice_says(mention):
    assert mention in words_of(samples.an_invoice())


def test_the_option_for_debits_is_silent_when_not_chosen():
    assert "débits" not in words_of(samples.an_invoice(vat_on_debits=False))


def test_an_exemption_is_printed_word_for_word():
    mention = "Autoliquidation – art. 283-2 nonies CGI"

    assert mention in words_of(samples.an_invoice(exemption_mentions=(mention,)))


def test_the_delivery_address_is_silent_when_it_is_the_customers():
    customer = parts.a_customer()
    same = replace(customer, delivery_address=customer.address)

    assert "Adresse de livraison" not in words_of(samples.an_invoice(customer=same))


def test_a_discount_has_its_column():
    line = replace(parts.priced_lines(1)[0], discount_percent=Decimal("7.5"))

    assert "Remise" not in words_of(samples.an_invoice())
    assert "Remise" in words_of(samples.an_invoice(lines=(line,)))
    assert "7,5 %" in words_of(samples.an_invoice(lines=(line,)))


def test_sixty_slips_and_their_days_are_all_named():
    numbers = tuple(f"BL2026-{place:05}" for place in range(300))
    days = tuple(date(2026, month, day) for month in range(1, 12) for day in range(1, 28))

    words = words_of(samples.an_invoice(slip_numbers=numbers, delivered_on=days))

    assert all(number in words for number in numbers)
    assert "27 novembre 2026" in words


def test_the_credit_note_names_its_invoice_and_asks_for_nothing():
    words = words_of(samples.a_credit_note())

    assert "Avoir AV2026-00001" in words
    assert "F2026-00001 du 21 novembre 2026" in words
    assert "Total TTC -939,74 €" in words
    assert "En votre faveur 939,74 €" in words
    for silent in ("À payer", "IBAN", "indemnité", "Escompte"):
        assert silent not in words


@pytest.mark.parametrize(
    ("natures", "words"),
    [
        ([GOODS, GOODS], "Livraison de biens"),
        ([SERVICE], "Prestation de services"),
        ([GOODS, SERVICE], "opération mixte"),
        ([], ""),
    ],
)
def test_the_category_of_operation_comes_from_the_lines(natures, words):
    lines = [replace(parts.priced_lines(1)[0], nature=nature) for nature in natures]

    assert words in category(lines)


@pytest.mark.parametrize("name", GROUNDS)
def test_a_line_without_vat_says_why_once(name):
    ground = GROUNDS[name]
    lines = [replace(line, ground=ground) for line in parts.priced_lines(2)]

    assert words_of(samples.an_invoice(lines=tuple(lines))).count(ground.mention) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "deposit", "paid_on": date(2026, 11, 3)}, "Facture d'acompte F2026-00001"),
        ({"kind": "deposit", "paid_on": date(2026, 11, 3)}, "Acompte reçu le 3 novembre 2026"),
        ({"kind": "final"}, "Facture de solde F2026-00001"),
        ({"kind": "corrective", "credited_number": "F2026-00009"}, "Facture rectificative"),
        ({"kind": "corrective", "credited_number": "F2026-00009"}, "Remplace F2026-00009"),
        ({"kind": "proforma"}, "Ce document n'est pas une facture"),
        ({"buyer_reference": "SERVICE-12"}, "Votre référence SERVICE-12"),
        ({"contract_number": "2026-M-07"}, "Marché ou contrat 2026-M-07"),
        ({"recovery_note": "Quarante euros par retard."}, "Quarante euros par retard."),
    ],
)
def test_each_kind_says_what_it_is(changes, told):
    assert told in words_of(samples.an_invoice(**changes))


def test_the_final_invoice_takes_each_deposit_off_by_its_name():
    deposits = (
        Deposit("F2026-00003", date(2026, 9, 1), Decimal(100), Decimal(20)),
        Deposit("F2026-00005", date(2026, 10, 1), Decimal(50), Decimal(10)),
    )
    paper = samples.an_invoice(
        kind="final", deposits=deposits, already_paid=Decimal(200), to_pay=Decimal("739.74")
    )

    words = words_of(paper)

    assert "Acompte F2026-00003 -120,00 € Acompte F2026-00005 -60,00 €" in words
    assert "Déjà réglé -20,00 € À payer 739,74 €" in words
    assert "F2026-00003 du 1er septembre 2026 : 100,00 € HT, 20,00 € TVA, 120,00 € TTC" in words


def test_a_paid_invoice_says_when_and_asks_no_more():
    paper = samples.an_invoice(to_pay=Decimal(0), paid_on=date(2026, 11, 20))

    words = words_of(paper)

    assert "Payée le 20 novembre 2026" in words
    assert "À payer avant le" not in words
    assert "IBAN" not in words


def test_a_customer_abroad_has_its_country():
    customer = parts.a_customer(country="DE")

    assert "38420 Domène Allemagne" in words_of(samples.an_invoice(customer=customer))
    assert "France" not in words_of(samples.an_invoice())


def test_a_transfer_is_scanned_by_the_customers_bank():
    paper = a_paper()
    lines = epc.transfer(paper).split("\n")
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[6] == "".join(paper.school.iban.split())
    assert lines[7] == f"EUR{paper.to_pay:.2f}"
    assert lines[10] == paper.number


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "credit_note"},
        {"kind": "proforma"},
        {"payment_code": "20"},
        {"to_pay": Decimal(0)},
        {"school": parts.a_school(iban="")},
    ],
)
def test_nothing_to_transfer_has_no_code(changes):
    assert epc.transfer(a_paper(**changes)) == ""
