"""A draft that cannot be issued says why, beside a link to the field; no number is taken."""

import re
from html import unescape

import pytest
from wtforms import Form

from erp.billing import papers
from erp.core.db import db
from erp.core.numbering import Counter
from erp.documents.facturx.line_rules import LINE_RULES, VAT_RULES
from erp.documents.facturx.paper_rules import PAPER_RULES
from erp.documents.facturx.party_rules import BUYER_RULES, SELLER_RULES
from erp.documents.facturx.public_rules import PUBLIC_RULES
from erp.people.states import Role
from erp.web.office import missing_facts
from erp.web.office.customers_forms import CustomerForm
from erp.web.office.settings import PARTS
from tests.builders import a_contact, a_customer, a_school, a_user
from tests.builders_work import a_finished_order, a_signed_slip, an_invoice

COMPUTED = {"lines", "vat_totals", "totals", "cents", "number", "sign", "days", "origin"}
NO_FIELD = {  # told, and mended by making the invoice otherwise
    "vat_outside", "delivery_date", "origin_later", "deposits", "due_on", "payment_terms", "paid_on",
}  # fmt: skip


def a_draft(**customer):
    return an_invoice(a_signed_slip(a_finished_order(a_contact(a_customer(**customer)))))


def test_every_rule_leads_to_a_field_or_is_known_to_have_none():
    rules = (*SELLER_RULES, *BUYER_RULES, *PUBLIC_RULES, *PAPER_RULES, *VAT_RULES)
    led = {*missing_facts.CUSTOMER, *missing_facts.SCHOOL, "commitment"}

    assert {rule.name for rule in rules} == led | COMPUTED | NO_FIELD
    assert all("%(place)s" in rule.message for rule in LINE_RULES)


def fields(form: type[Form]) -> set[str]:
    return {name for name in vars(form) if not name.startswith("_")}


def test_the_fields_exist():
    assert set(missing_facts.CUSTOMER.values()) <= fields(CustomerForm)
    assert all(field in fields(PARTS[part][0]) for part, field in missing_facts.SCHOOL.values())


@pytest.mark.parametrize(
    ("customer", "school", "sentence", "field"),
    [
        ({"siret": ""}, {}, "Le SIREN de Mécanique du Vallon manque", "siret"),
        ({"street": "", "postal_code": "", "city": ""}, {}, "n'a pas de nom ou d'adresse", "street"),
        ({}, {"siret": ""}, "Le SIREN de l'école manque", "siret"),
        ({}, {"note_pmd": ""}, "pénalités de retard manque", "note_pmd"),
        ({}, {"electronic_address": "a b"}, "électronique de l'école est fausse", "electronic_address"),
    ],
)  # fmt: skip
def test_the_refusal_stands_beside_the_link_to_the_field(browse, customer, school, sentence, field):
    draft, office = a_draft(**customer), browse(a_user(Role.DIRECTOR))
    for name, value in school.items():
        setattr(a_school(), name, value)
    db.session.commit()

    page = office.send(f"/bureau/factures/{draft.id}/emettre", page=f"/bureau/factures/{draft.id}")

    told = unescape(page.text)
    assert told.count(sentence) == 2  # what was refused, and what to complete
    link = re.search(rf'{re.escape(sentence)}[^<]*<a href="([^"#]+)#{field}"', told)
    assert f'id="{field}"' in office.get(link[1]).text
    assert (draft.number, db.session.query(Counter).filter_by(series="F").all()) == (None, [])


def test_a_line_leads_to_its_own_form(browse):
    draft = a_draft()
    draft.lines[0].label = ""
    db.session.commit()
    (problem,) = papers.problems(draft, a_school())
    assert problem.name == "line_label"

    page = unescape(browse(a_user()).get(f"/bureau/factures/{draft.id}").text)

    assert f'href="/bureau/factures/{draft.id}/lignes/{draft.lines[0].id}"' in page
    assert str(problem) in page


def test_a_secretary_is_told_who_mends_the_settings_of_the_school(browse):
    """They have no door to them: « complétez ses réglages » alone leads nowhere."""
    draft = a_draft()
    a_school().iban = ""
    db.session.commit()
    url = f"/bureau/factures/{draft.id}"

    told = unescape(browse(a_user(Role.SECRETARY)).get(url).text)
    by_director = unescape(browse(a_user(Role.DIRECTOR)).get(url).text)

    assert "demande l'IBAN de l'école : complétez ses réglages. Demandez à la direction." in told
    assert "Demandez à la direction" not in by_director and "#iban" in by_director
