"""The chart: which account, which journal; ours by default, the accountant's where it is set.

Numbers and labels of the plan comptable général; what is given back as a rebate has those of 709.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from erp.billing.models import AccountSetting
from erp.billing.refusals import AccountIsWrong, JournalIsWrong, MonthIsWrong
from erp.billing.states import PaymentMethod, RevenueTag
from erp.core.words import N_
from erp.documents.vat import EXEMPT, GROUNDS, OUTSIDE
from erp.sales.states import LineNature, VatCase

NUMBER, CODE = re.compile(r"[0-9]{3}[0-9A-Z]{0,17}"), re.compile(r"[A-Z0-9]{1,6}")
RATES = tuple(Decimal(rate) for rate in ("20", "10", "5.5", "2.1"))
UNTAXED = tuple(case for case in VatCase if case.value in GROUNDS)
SALES, BANK, CASH, MISC = "journal.sales", "journal.bank", "journal.cash", "journal.misc"
VAT_DUE = "journal.vat"
SALE, REBATE = "sale", "rebate"
GOODS, SERVICE = LineNature.GOODS, LineNature.SERVICE
GIVEN = N_("Rabais, remises et ristournes accordés")
JOURNALS = {  # of money; each has numbers of its own
    BANK: (PaymentMethod.TRANSFER, PaymentMethod.CHEQUE, PaymentMethod.CARD),
    CASH: (PaymentMethod.CASH,),
    MISC: (PaymentMethod.ROUNDING,),
}
FIRST_MONTH = "year.first_month"


@dataclass(frozen=True)
class Account:
    """A number and its label; of a journal, its code and label."""

    number: str
    label: str


@dataclass(frozen=True)
class Group:
    """Lines that stand together on the page of settings."""

    title: str
    defaults: Mapping[str, Account]


def rate_key(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


def _by_vat(kind: str, nature: LineNature, number: str, label: str) -> dict[str, Account]:
    """One for each rate, one for each reason to bear no VAT, and one for any other rate."""
    about = [*(f".{rate_key(rate)}" for rate in RATES), *(f".{one.value}" for one in UNTAXED), ""]
    return {f"{kind}.{nature.value}{one}": Account(number, label) for one in about}


def _vat() -> dict[str, Account]:
    told = {
        f"vat.{rate_key(rate)}": Account(f"44571{place}", f"TVA collectée {percent(rate)}")
        for place, rate in enumerate(RATES, start=1)
    }
    return {**told, "vat": Account("445719", "TVA collectée, autre taux")}


def _waiting() -> dict[str, Account]:
    """VAT of services and deposits until the money is there (CGI 269-2)."""
    told = {
        f"waiting.{rate_key(rate)}": Account(f"44574{place}", f"TVA en attente {percent(rate)}")
        for place, rate in enumerate(RATES, start=1)
    }
    return {**told, "waiting": Account("445749", "TVA en attente, autre taux")}


def percent(rate: Decimal) -> str:
    return f"{rate_key(rate).replace('.', ',')} %"


def caption(key: str) -> str:
    """What a line of the chart is for, in words, beside what it is called."""
    kind, _, about = key.partition(".")
    about = about.partition(".")[2] if kind in {SALE, REBATE} else about
    told = {f"{rate_key(rate)}": percent(rate) for rate in RATES}
    told |= {one.value: one.label for one in (*UNTAXED, *PaymentMethod)}
    return told.get(about) or CAPTIONS.get(key) or OTHER_RATE


OTHER_RATE = N_("Autre taux")
CAPTIONS = {
    "customer": N_("Clients"),
    "deposit": N_("Acomptes reçus"),
    "rounding.loss": N_("Le client a payé un peu moins"),
    "rounding.gain": N_("Le client a payé un peu plus"),
    "journal.sales": N_("Ventes"),
    "journal.bank": N_("Virements, chèques, cartes"),
    "journal.cash": N_("Espèces"),
    "journal.misc": N_("Écarts"),
    "journal.vat": N_("TVA exigible au règlement"),
    "year.first_month": N_("Premier mois, de 1 à 12"),
}
GROUPS = (
    Group(
        N_("Clients"),
        {
            "customer": Account("411000", "Clients"),
            "deposit": Account("419100", "Clients – acomptes reçus"),
        },
    ),
    Group(N_("Ventes de biens"), _by_vat(SALE, GOODS, "701000", "Ventes de produits finis")),
    Group(N_("Prestations"), _by_vat(SALE, SERVICE, "706000", "Prestations de services")),
    Group(
        N_("Rabais sur ventes de biens"),
        _by_vat(REBATE, GOODS, "709100", f"{GIVEN} sur ventes de produits finis"),
    ),
    Group(
        N_("Rabais sur prestations"),
        _by_vat(REBATE, SERVICE, "709600", f"{GIVEN} sur prestations de services"),
    ),
    Group(N_("TVA collectée"), _vat()),
    Group(N_("TVA en attente du règlement"), _waiting()),
    Group(
        N_("Argent reçu"),
        {
            f"money.{PaymentMethod.TRANSFER.value}": Account("512000", "Banque"),
            f"money.{PaymentMethod.CHEQUE.value}": Account("511200", "Chèques à encaisser"),
            f"money.{PaymentMethod.CARD.value}": Account("511500", "Cartes à encaisser"),
            f"money.{PaymentMethod.CASH.value}": Account("530000", "Caisse"),
        },
    ),
    Group(
        N_("Écarts d'arrondi"),
        {
            "rounding.loss": Account("658000", "Écarts de règlement – charges"),
            "rounding.gain": Account("758000", "Écarts de règlement – produits"),
        },
    ),
    Group(
        N_("Journaux"),
        {
            SALES: Account("VT", "Ventes"),
            BANK: Account("BQ", "Banque"),
            CASH: Account("CA", "Caisse"),
            MISC: Account("OD", "Opérations diverses"),
            VAT_DUE: Account("TV", "TVA sur les encaissements"),
        },
    ),
    Group(N_("Exercice"), {FIRST_MONTH: Account("1", "Premier mois de l'exercice")}),
)
DEFAULTS = {key: one for group in GROUPS for key, one in group.defaults.items()}


class Chart:
    """The accounts as they hold today."""

    def __init__(self, own: Iterable[AccountSetting] = ()) -> None:
        set_by_them = {one.key: Account(one.number, one.label) for one in own}
        self.lines = {**DEFAULTS, **set_by_them}

    def __getitem__(self, key: str) -> Account:
        return self.lines[key]

    @property
    def first_month(self) -> int:
        return int(self.lines[FIRST_MONTH].number)

    def year_of(self, day: date) -> int:
        """The year of accounts, named by the calendar year it begins in."""
        return day.year if day.month >= self.first_month else day.year - 1

    def sale(self, nature: LineNature, case: VatCase, rate: Decimal, *, is_rebate: bool) -> Account:
        about = rate_key(rate) if case is VatCase.TAXED else case.value
        key = f"{REBATE if is_rebate else SALE}.{nature.value}"
        return self.lines.get(f"{key}.{about}") or self.lines[key]

    def vat(self, rate: Decimal) -> Account:
        return self.lines.get(f"vat.{rate_key(rate)}") or self.lines["vat"]

    def waiting(self, rate: Decimal) -> Account:
        return self.lines.get(f"waiting.{rate_key(rate)}") or self.lines["waiting"]

    def money(self, method: PaymentMethod, amount: Decimal) -> Account:
        """Where money went; a difference given up is a charge, or a gain when it stays here."""
        if method is PaymentMethod.ROUNDING:
            return self.lines["rounding.loss" if amount > 0 else "rounding.gain"]
        return self.lines[f"money.{method.value}"]

    def journal(self, method: PaymentMethod) -> Account:
        key = next((key for key, methods in JOURNALS.items() if method in methods), BANK)
        return self.lines[key]


def check_setting(key: str, number: str) -> None:
    if key == FIRST_MONTH:
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 12):
            raise MonthIsWrong(number=number)
    elif key.startswith("journal."):
        if not CODE.fullmatch(number):
            raise JournalIsWrong(number=number)
    elif not NUMBER.fullmatch(number):
        raise AccountIsWrong(number=number)


def tag_of(case: VatCase) -> RevenueTag:
    """By the category of EN 16931: exempt, out of scope; all others open the right to deduct."""
    ground = GROUNDS.get(case.value)
    if ground is None:
        return RevenueTag.TAXED
    if ground.category == EXEMPT:
        return RevenueTag.EXEMPT
    return RevenueTag.OUTSIDE if ground.category == OUTSIDE else RevenueTag.TAXED
