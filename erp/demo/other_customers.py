"""Customers of another kind than the companies around: a person, abroad, a builder, a town."""

from typing import Any

from erp.core.db import db
from erp.customers.models import Customer
from erp.customers.states import VatRegime
from erp.demo.customers import a_buyer
from erp.demo.wishes import PASSWORD
from erp.people import secrets

PERSON, GERMAN, SWISS, BUILDER, TOWN = range(8, 13)  # after the companies of customers.py
BUYERS: tuple[tuple[dict[str, Any], tuple[str, str, str, str]], ...] = (
    (
        {"name": "Solène Kerbrat", "is_private": True, "street": "4 impasse du Lavoir"},
        ("Solène", "Kerbrat", "", "client9"),
    ),
    (
        {
            "name": "Maschinenbau Lindenhof GmbH",
            "country": "DE",
            "vat_number": "DE900000022",
            "vat_regime": VatRegime.EU,
            "street": "Lindenstraße 8",
            "postal_code": "77652",
            "city": "Offenburg",
        },
        ("Jutta", "Brandhorst", "Einkauf", "client10"),
    ),
    (
        {
            "name": "Ateliers du Léman SA",
            "country": "CH",
            "vat_regime": VatRegime.ABROAD,
            "street": "Route du Port 3",
            "postal_code": "1180",
            "city": "Rolle",
        },
        ("Blaise", "Corminbœuf", "Achats", "client11"),
    ),
    (
        {
            "name": "Bâti-Rives Construction",
            "siret": "31000000500010",
            "vat_number": "FR14310000005",
            "vat_regime": VatRegime.BUILDER,
            "street": "14 rue de l'Équerre",
        },
        ("Yann", "Delbosque", "Conducteur de travaux", "client12"),
    ),
    (
        {
            "name": "Commune de Pont-les-Rivières",
            "siret": "31000001300014",
            "is_public": True,
            "service_code": "VOIRIE",
            "needs_service": True,
            "needs_commitment": True,
            "street": "1 place de la Mairie",
        },
        ("Aurore", "Vasseur", "Services techniques", "client13"),
    ),
)


def make_other_customers() -> list[Customer]:
    known = secrets.hash_password(PASSWORD)
    customers = []
    for n, (facts, buyer) in enumerate(BUYERS, start=PERSON):
        columns: dict[str, Any] = {"postal_code": "38000", "city": "Pont-les-Rivières"}
        columns.update(facts)
        customer = Customer(email=f"contact.{n + 1}@example.org", **columns)
        customer.contacts = [a_buyer(*buyer, n, known)]
        customers.append(customer)
    db.session.add_all(customers)
    return customers
