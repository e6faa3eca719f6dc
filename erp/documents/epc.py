"""A SEPA transfer in a QR code: EPC069-12, version 002, of the European Payments Council."""

from decimal import Decimal

from stdnum import iban

from erp.documents.invoice_paper import TRANSFERS, InvoicePaper

MOST = Decimal("999999999.99")
NAME, REFERENCE = 70, 140
MASK = 4  # of 60 such codes 40 want it, and none is worse by more than a fourteenth


def transfer(paper: InvoicePaper) -> str:
    """What the code says; "" when nothing is asked by transfer, or no account is known."""
    asks = paper.is_issued and not paper.is_credit and paper.payment_code in TRANSFERS
    account = "".join(paper.school.iban.split()).upper()
    if not (asks and 0 < paper.to_pay <= MOST and iban.is_valid(account)):
        return ""
    lines = (
        "BCD",
        "002",
        "1",  # UTF-8
        "SCT",
        "".join(paper.school.bic.split()).upper(),
        paper.school.name[:NAME],
        account,
        f"EUR{paper.to_pay:.2f}",
        "",
        "",
        paper.number[:REFERENCE],
    )
    return "\n".join(lines)
