"""The bricks of a CII file: elements, amounts, days, parties."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from lxml import etree

from erp.documents.facturx import codes
from erp.documents.parties import CustomerBlock, SchoolBlock

STANDARD = "urn:un:unece:uncefact:data:standard:"
NAMESPACES = {
    "rsm": f"{STANDARD}CrossIndustryInvoice:100",
    "ram": f"{STANDARD}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{STANDARD}UnqualifiedDataType:100",
    "qdt": f"{STANDARD}QualifiedDataType:100",
}
SIREN, SIRET = "0002", "0009"
NEVER_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Node: TypeAlias = etree._Element
Part: TypeAlias = Node | str | None


def node(name: str, *content: Part, **attributes: str) -> Node:
    """`node("ram:ID", "F2026-00001")`; what is None is left out."""
    prefix, _, local = name.partition(":")
    made = etree.Element(f"{{{NAMESPACES[prefix]}}}{local}", attributes, nsmap=NAMESPACES)
    for part in content:
        if isinstance(part, str):
            made.text = NEVER_IN_XML.sub("", part).strip()
        elif part is not None:
            made.append(part)
    return made


def leaf(name: str, words: str, **attributes: str) -> Node | None:
    """An element of words, or nothing: EN 16931 allows no empty element."""
    return node(name, words, **attributes) if NEVER_IN_XML.sub("", words).strip() else None


def group(name: str, *content: Part) -> Node | None:
    """A group that is there only when something is in it."""
    return node(name, *content) if any(part is not None for part in content) else None


def cents(value: Decimal) -> str:
    """Two decimals, never `-0.00` (BR-FR-DEC-01)."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded or abs(rounded):f}"


def decimals(value: Decimal) -> str:
    """As few decimals as the value has: a quantity, a price or a rate."""
    told = f"{value:f}"
    return (told.rstrip("0").rstrip(".") if "." in told else told) or "0"


def amount(name: str, value: Decimal, **attributes: str) -> Node:
    return node(name, cents(value), **attributes)


def moment(name: str, day: date | None, *, inner: str = "udt:DateTimeString") -> Node | None:
    """A day in format 102 (AAAAMMJJ)."""
    return node(name, node(inner, f"{day:%Y%m%d}", format="102")) if day else None


def seller(school: SchoolBlock, *, tells_vat: bool) -> Node:
    """BG-4. BR-E-02: who has no VAT number tells its SIREN as local tax number (BT-32)."""
    vat = ("VA", school.vat_number) if school.vat_number else ("FC", school.siren)
    contact = group(
        "ram:DefinedTradeContact",
        leaf("ram:PersonName", school.name if school.phone or school.email else ""),
        group("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", school.phone)),
        group("ram:EmailURIUniversalCommunication", leaf("ram:URIID", school.email)),
    )
    return node(
        "ram:SellerTradeParty",
        leaf("ram:GlobalID", school.siret, schemeID=SIRET),
        leaf("ram:Name", school.name),
        leaf("ram:Description", school.legal_form),
        group("ram:SpecifiedLegalOrganization", leaf("ram:ID", school.siren, schemeID=SIREN)),
        contact,
        address(codes.place(school.address, school.country)),
        electronic(codes.seller_address(school)),
        registration(*vat) if tells_vat or vat[0] == "FC" else None,
    )


def buyer(customer: CustomerBlock, *, tells_vat: bool) -> Node:
    """BG-7; a private person has neither SIREN nor VAT number."""
    return node(
        "ram:BuyerTradeParty",
        leaf("ram:GlobalID", customer.siret, schemeID=SIRET),
        leaf("ram:Name", customer.name),
        group("ram:SpecifiedLegalOrganization", leaf("ram:ID", customer.siren, schemeID=SIREN)),
        group("ram:DefinedTradeContact", leaf("ram:PersonName", customer.contact)),
        address(codes.place(customer.address, customer.country)),
        electronic(codes.buyer_address(customer)),
        registration("VA", customer.vat_number) if tells_vat else None,
    )


def registration(scheme: str, number: str) -> Node | None:
    told = "".join(number.split())
    return group("ram:SpecifiedTaxRegistration", leaf("ram:ID", told, schemeID=scheme))


def electronic(told: tuple[str, str]) -> Node | None:
    scheme, place = told
    return group("ram:URIUniversalCommunication", leaf("ram:URIID", place, schemeID=scheme))


def address(place: codes.Place) -> Node:
    """Three lines at most: the last one takes what is left."""
    one, two, *others = [*place.lines, "", ""]
    return node(
        "ram:PostalTradeAddress",
        leaf("ram:PostcodeCode", place.postal_code),
        leaf("ram:LineOne", one),
        leaf("ram:LineTwo", two),
        leaf("ram:LineThree", ", ".join(line for line in others if line)),
        leaf("ram:CityName", place.town),
        leaf("ram:CountryID", place.country),
    )
