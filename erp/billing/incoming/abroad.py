"""Who counts as a supplier abroad, and what must hold of an invoice typed for one."""

from datetime import date

from erp.billing.incoming.facts import TypedInvoice
from erp.billing.incoming.refusals import (
    GoodsPassCustoms,
    InvoiceIsNoPicture,
    NothingBought,
    SupplierHasNoVatNumber,
    SupplierIsAtHome,
)
from erp.billing.refusals import DayIsToCome
from erp.core.files import PICTURES, FileIsEmpty, FileKindRefused, Upload, media_type_of
from erp.core.identifiers import UNION

AT_HOME = frozenset({"FR", "MC", "GP", "MQ", "RE"})  # BOI-TVA-DECLA-20-30-50-10, § 170 and after
RULES_OF_THEIR_OWN = frozenset({"GF", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"})
SHOWN = ("application/pdf", *PICTURES)


def check_typed(told: TypedInvoice, *, today: date) -> None:
    if told.country in AT_HOME:
        raise SupplierIsAtHome
    if not told.goods and not told.services:
        raise NothingBought
    if told.country not in UNION:
        if told.goods:
            raise GoodsPassCustoms
    elif not told.vat_number.startswith(start_of(told.country)):
        raise SupplierHasNoVatNumber(start=start_of(told.country))
    if told.issued_on > today:
        raise DayIsToCome


def start_of(country: str) -> str:
    """Of the VAT numbers of a state of the Union."""
    return {"GR": "EL"}.get(country, country)


def seller_id(name: str, country: str, vat_number: str) -> str:
    """G2.19: the VAT number in the Union (0223), else the country and 16 letters (0227)."""
    return vat_number if country in UNION else f"{country}{name[:16].strip()}"


def check_picture(upload: Upload) -> None:
    try:
        kind = media_type_of(upload)
    except (FileIsEmpty, FileKindRefused) as refused:
        raise InvoiceIsNoPicture from refused
    if kind not in SHOWN:
        raise InvoiceIsNoPicture
