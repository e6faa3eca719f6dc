"""What the accountant decides: the chart, what counts in the coefficient, figures of a year."""

from collections.abc import Mapping
from decimal import Decimal

from erp.billing.books.accounts import DEFAULTS, Account, caption, check_setting
from erp.billing.models import AccountCounts, AccountSetting, YearFigure
from erp.billing.states import Counts, RevenueTag
from erp.core import ledger
from erp.core.db import db
from erp.core.journal import Actor


def set_accounts(told: Mapping[str, Account], *, actor: Actor | None) -> None:
    """The whole chart by key; what is as ours by default is not kept."""
    for key, account in told.items():
        check_setting(key, account.number)
        known = db.session.get(AccountSetting, key)
        before = known.number if known else DEFAULTS[key].number
        ledger.note_change(caption(key), before, account.number, actor=actor)
        if account == DEFAULTS[key]:
            if known is not None:
                db.session.delete(known)
            continue
        if known is None:
            known = AccountSetting(key=key)
            db.session.add(known)
        known.number, known.label = account.number, account.label


def count_account(number: str, tag: RevenueTag, counts: Counts, *, actor: Actor | None) -> None:
    """How an account of sales enters the coefficient."""
    known = db.session.get(AccountCounts, (number, tag))
    about = f"{number} {tag.label}"
    ledger.note_change(about, known.counts.label if known else "", counts.label, actor=actor)
    if known is None:
        known = AccountCounts(number=number, tag=tag)
        db.session.add(known)
    known.counts = counts


def set_figure(
    figure: YearFigure | None, *, year: int, account: str, label: str, amount: Decimal,
    counts: Counts,
) -> YearFigure:  # fmt: skip
    """A new figure (None), or one corrected."""
    check_setting("figure", account)
    if figure is None:
        figure = YearFigure()
        db.session.add(figure)
    figure.year, figure.account, figure.label = year, account, label
    figure.amount, figure.counts = amount, counts
    return figure
