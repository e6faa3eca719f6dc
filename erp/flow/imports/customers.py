"""Client companies, each with a first contact."""

from datetime import date
from decimal import Decimal
from typing import Any

from erp.core import tables
from erp.core.journal import Actor
from erp.core.tables import CellRefused, Column
from erp.core.words import N_
from erp.customers import actions as customers
from erp.customers import queries as companies
from erp.flow.imports.kind import Add, Kind


def _customer_adder(actor: Actor, today: date) -> Add:
    def add(facts: dict[str, Any]) -> str | None:
        contact = {key: facts.pop(f"contact_{key}") or "" for key in ("name", "email", "function")}
        if companies.same_customer(facts["name"], facts["siret"] or ""):
            return None
        days = facts.pop("payment_days")
        told = {key: value or "" for key, value in facts.items()}
        customer = customers.add_customer(**told, payment_days=_days(days), actor=actor)
        if contact["name"] and contact["email"]:
            customers.add_contact(customer, **contact)
        return customer.name

    return add


def _days(value: Decimal | None) -> int | None:
    if value is None:
        return None
    if value != int(value) or not 0 <= value <= 60:
        raise CellRefused(value=value, why=N_("tapez un nombre de jours entre 0 et 60."))
    return int(value)


CUSTOMERS = Kind(
    N_("Clients"),
    (
        Column("name", "Nom", required=True, others=("Raison sociale",), example="Méca du Val"),
        Column("siret", "SIRET", example="20000000800017", most=20),
        Column("vat_number", "Numéro de TVA", others=("TVA",), most=20),
        Column("street", "Rue", others=("Adresse",), example="3 rue du Vallon"),
        Column("postal_code", "Code postal", others=("CP",), example="38100", most=10),
        Column("city", "Ville", example="Saint-Aubin", most=100),
        Column("email", "E-mail", others=("Mail", "Courriel"), example="achats@example.org"),
        Column("phone", "Téléphone", others=("Tél",), example="01 99 00 45 67", most=30),
        Column("payment_days", "Délai de paiement", tables.number, example="30"),
        Column("contact_name", "Contact", example="Paul Verdier", most=120),
        Column("contact_email", "E-mail du contact", example="p.verdier@example.org"),
        Column("contact_function", "Fonction du contact", example="Acheteur", most=120),
    ),
    _customer_adder,
)
