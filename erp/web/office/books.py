"""For the accountant: the journal of a period, and how the coefficient of deduction is made."""

from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import Any, TypeVar

from flask import Response, abort, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import StringField

from erp.access.permissions import May
from erp.billing import actions
from erp.billing.books import coefficient, feed, files
from erp.billing.books.accounts import DEFAULTS, GROUPS, Account, caption
from erp.billing.models import YearFigure
from erp.billing.refusals import AccountIsWrong, PeriodIsWrong
from erp.billing.states import Counts, RevenueTag
from erp.core import clock
from erp.core.refusal import Refusal
from erp.core.words import Word
from erp.web.office.face import office
from erp.web.office.payments_forms import PeriodFilter
from erp.web.shared.fields import CountField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import RecordPages, done, number_asked

W = TypeVar("W", bound=Word)


class FigureForm(SchoolForm):
    beside = {AccountIsWrong: "account"}

    year = CountField(_l("Exercice qui commence en"), [REQUIRED], least=2000, most=2099)
    account = StringField(_l("Compte"), [REQUIRED, at_most(20)])
    label = StringField(_l("Libellé"), [REQUIRED, at_most(120)])
    amount = FrenchDecimalField(_l("Montant, €"), [REQUIRED], most=100_000_000)
    counts = WordField(_l("Numérateur, dénominateur"), Counts)


@office.get("/comptabilite", access=May.READ_INVOICES)
def show_books() -> str:
    form = PeriodFilter()
    since, until = period(form)
    form.since.data, form.until.data = since, until
    sums = feed.sums_between(since, until)
    facts = {"form": form, "since": since, "until": until, "sums": sums, "formats": files.FORMATS}
    return render_template("office/books/show_books.html", **facts)


def period(form: PeriodFilter) -> tuple[date, date]:
    """What the address says, else the last whole month."""
    form.validate()
    last = clock.today().replace(day=1) - timedelta(days=1)
    since, until = form.since.data or last.replace(day=1), form.until.data or last
    if until < since:
        raise PeriodIsWrong
    return since, until


@office.get("/comptabilite/fichier", access=May.READ_INVOICES)
def download_journal() -> Response:
    form = request.args.get("format", "fec")
    if form not in files.FORMATS:
        abort(404)
    since, until = period(PeriodFilter())
    found = feed.entries_for_file(since, until)
    target = TemporaryFile()  # noqa: SIM115 - closed when it is sent
    files.write(found, target, form)
    target.seek(0)
    name = f"journal-{since:%Y%m%d}-{until:%Y%m%d}.{files.EXTENSIONS[form]}"
    return send_file(target, files.MEDIA[form], as_attachment=True, download_name=name)


@office.get("/comptabilite/comptes", access=May.READ_INVOICES)
def edit_accounts() -> str:
    return accounts_page(feed.chart().lines, "")


def accounts_page(lines: dict[str, Account], problem: str) -> str:
    facts = {"groups": GROUPS, "lines": lines, "caption": said, "problem": problem}
    return render_template("office/books/edit_accounts.html", **facts)


def said(key: str) -> str:
    return str(_(caption(key)))


@office.post("/comptabilite/comptes", access=May.WRITE_INVOICES)
def change_accounts() -> Answer | tuple[str, int]:
    told = {key: typed(key) for key in DEFAULTS}
    try:
        actions.set_accounts(told, actor=current_user)
    except Refusal as refusal:
        return accounts_page(told, str(refusal)), 422
    return done(_("Les comptes sont enregistrés."), url_for(".edit_accounts"))


def typed(key: str) -> Account:
    """An empty field is ours by default."""
    number = request.form.get(f"number-{key}", "").strip()[:20]
    label = request.form.get(f"label-{key}", "").strip()[:80]
    return Account(number or DEFAULTS[key].number, label or DEFAULTS[key].label)


@office.get("/comptabilite/coefficient", access=May.READ_INVOICES)
def show_coefficient() -> str:
    year = year_asked()
    told = coefficient.coefficient(year)
    facts = {"year": year, "told": told, "tags": RevenueTag, "counts": Counts}
    return render_template("office/books/show_coefficient.html", **facts)


def year_asked() -> int:
    asked = number_asked("year")
    return asked if asked and 2000 <= asked <= 2098 else coefficient.current_year(clock.today())


@office.get("/comptabilite/coefficient.csv", access=May.READ_INVOICES)
def download_coefficient() -> Response:
    year = year_asked()
    content = files.coefficient_csv(coefficient.coefficient(year))
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=coefficient-{year}.csv"
    return answer


@office.post("/comptabilite/coefficient/compte", access=May.WRITE_INVOICES)
def count_account() -> Answer:
    number = request.form.get("number", "")[:20]
    tag, counts = word(RevenueTag, "tag"), word(Counts, "counts")
    actions.count_account(number, tag, counts, actor=current_user)
    return redirect(url_for(".show_coefficient", year=year_asked()), 303)


def word(words: type[W], name: str) -> W:
    """What was chosen in a closed list; 404 when it is none of it."""
    known = {one.value: one for one in words}
    return known.get(request.form.get(name, "")) or abort(404)


def change_figure(figure: YearFigure | None, form: SchoolForm) -> YearFigure:
    facts: dict[str, Any] = form.data
    return actions.set_figure(figure, **facts)


RecordPages(
    face=office,
    access=May.WRITE_INVOICES,
    url="/comptabilite/chiffres",
    name="year_figure",
    form=lambda one: FigureForm(obj=one) if one else FigureForm(year=year_asked()),
    find=coefficient.figure,
    add=lambda form: change_figure(None, form),
    change=change_figure,
    back=lambda one: url_for("office.show_coefficient", year=one.year if one else None),
    kicker=_l("Coefficient de déduction"),
    title=_l("Ajouter une recette sans facture"),
).open()
