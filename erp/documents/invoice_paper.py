"""What an invoice says: the one source of its page and of its XML, which never compute apart."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from erp.core.words import N_
from erp.documents import format as french
from erp.documents.lines import PaperLine, Totals, vat_mentions
from erp.documents.parties import CustomerBlock, SchoolBlock

Kind = Literal["invoice", "deposit", "final", "credit_note", "corrective", "proforma"]
NO_EARLY_DISCOUNT = N_("Pas d'escompte pour paiement anticipé")
DEBITS = N_("Option pour le paiement de la taxe d'après les débits")
TRANSFER = "58"  # SEPA credit transfer (UNTDID 4461)
TRANSFERS = frozenset({"30", TRANSFER})


@dataclass(frozen=True)
class Deposit:
    """A deposit invoice already issued and paid, that the final invoice takes off."""

    number: str
    issued_on: date
    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


@dataclass(frozen=True)
class InvoicePaper:
    """Amounts come ready: `to_pay` is what is left after `already_paid`, deposits included.

    `early_payment_discount`, `late_penalty` and `recovery_note` are whole sentences (code de
    commerce L441-9, L441-10, D441-5). A credit note names the invoice it corrects and has neither
    due date nor penalties on its page; a corrective invoice names the one it replaces, likewise in
    `credited_number`. `payment_code` is UNTDID 4461: 58 transfer, 48 card, 20 cheque, 10 cash.
    `paid_on` is the day it was paid in full, or the day of the deposit. `buyer_reference` is the
    service code of a public buyer. `credits_deposit`: the credit note gives back a deposit.
    `consumer`: what the law tells a private person.
    """

    kind: Kind
    school: SchoolBlock
    customer: CustomerBlock
    number: str
    issued_on: date | None
    lines: tuple[PaperLine, ...]
    totals: Totals
    to_pay: Decimal
    already_paid: Decimal = Decimal(0)
    due_on: date | None = None
    delivered_on: tuple[date, ...] = ()
    slip_numbers: tuple[str, ...] = ()
    order_number: str = ""
    po_number: str = ""
    subject: str = ""
    payment_terms: str = ""
    payment_means: str = "Virement bancaire"
    early_payment_discount: str = NO_EARLY_DISCOUNT
    late_penalty: str = ""
    recovery_fee: Decimal = Decimal(40)
    vat_on_debits: bool = False
    exemption_mentions: tuple[str, ...] = ()
    credited_number: str = ""
    credited_on: date | None = None
    notes: str = ""
    draft: bool = False
    duplicate: bool = False
    deposits: tuple[Deposit, ...] = ()
    paid_on: date | None = None
    payment_code: str = TRANSFER
    recovery_note: str = ""
    buyer_reference: str = ""
    contract_number: str = ""
    credits_deposit: bool = False
    consumer: tuple[str, ...] = ()

    @property
    def is_credit(self) -> bool:
        return self.kind == "credit_note"

    @property
    def is_issued(self) -> bool:
        """Whether it is an invoice in law, which carries its XML; a proforma never is."""
        return bool(self.number and self.issued_on) and not self.draft and self.kind != "proforma"

    @property
    def is_paid(self) -> bool:
        """Nothing was left to pay when it was issued."""
        asks = self.kind in {"invoice", "deposit", "corrective"}
        return asks and self.totals.gross > 0 and self.to_pay == 0

    @property
    def recovery(self) -> str:
        """The 40 € of D441-5, word for word on the page and in the XML."""
        return self.recovery_note or (
            "En cas de retard de paiement entre professionnels, une indemnité forfaitaire pour "
            f"frais de recouvrement de {french.money(self.recovery_fee)} est due "
            "(code de commerce, D441-5)."
        )

    @property
    def vat_mentions(self) -> tuple[str, ...]:
        """Each ground once, as the law words it (242 nonies A, 12° and 13°)."""
        return tuple(dict.fromkeys([*vat_mentions(self.lines), *self.exemption_mentions]))
