"""What companies give beside their orders: who was asked for the tax's balance, what came."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import Regexp

from erp.access.permissions import May
from erp.core import clock
from erp.customers import giving
from erp.customers import queries as customers
from erp.customers.models import Support, TaxCampaign
from erp.customers.refusals import CampaignIsKnown, CampaignIsReversed
from erp.customers.states import SupportKind
from erp.flow import asked_tax
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.shared.fields import CountField, DayField, FrenchDecimalField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.links import absolute
from erp.web.shared.paging import after, words
from erp.web.shared.records import RecordPages, done, number_asked

UAI = Regexp("^[0-9]{7}[A-Za-z]$", message=_l("Sept chiffres et une lettre : 0381234X."))


class CampaignForm(SchoolForm):
    beside = {CampaignIsReversed: "closes_on", CampaignIsKnown: "year"}

    year = CountField(_l("Année"), [REQUIRED], least=2023, most=2099)
    opens_on = DayField(
        _l("Les entreprises choisissent du"), [REQUIRED],
        description=_l("Le calendrier change chaque année : lisez-le sur SOLTéA."),
    )  # fmt: skip
    closes_on = DayField(_l("Jusqu'au"), [REQUIRED])
    school_code = StringField(
        _l("Code UAI de l'école"), [REQUIRED, UAI],
        description=_l("Celui que les entreprises cherchent sur la plateforme."),
    )  # fmt: skip
    is_listed = BooleanField(
        _l("L'école est sur la liste de l'année"), [REQUIRED],
        description=_l("La liste des établissements habilités de votre région, publiée chaque année."),
    )  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        told = {key: value for key, value in self.data.items() if key != "is_listed"}
        return {**told, "school_code": str(self.school_code.data).upper()}


class SupportForm(SchoolForm):
    kind = WordField(_l("Sorte"), SupportKind)
    amount = FrenchDecimalField(_l("Montant en €"), [REQUIRED], most=100_000_000)
    given_on = DayField(_l("Reçu le"), [REQUIRED])
    note = StringField(_l("Remarque"), [at_most(200)])


@office.get("/taxe", access=May.READ_CUSTOMERS)
def list_tax_asks() -> str:
    campaign = giving.last_campaign()
    page = giving.tax_asks(campaign, words(), after=after()) if campaign else None
    asked = [one.customer_id for one in page.rows] if page else []
    return render_template(
        "office/giving/list_tax_asks.html",
        campaign=campaign,
        page=page,
        q=words(),
        received=giving.tax_received(asked, campaign.year) if campaign else {},
        left=giving.to_ask(campaign) if campaign else [],
        silent=giving.silent_customers(),
        today=clock.today(),
    )


@office.post("/taxe/<int:tax_campaign_id>/ecrire", access=May.WRITE_CUSTOMERS)
def ask_for_tax(tax_campaign_id: int) -> Response:
    campaign = giving.campaign(tax_campaign_id) or abort(404)
    link, the_school = absolute("portal.show_tax"), school.the_school()
    count = asked_tax.ask_all(campaign, school=the_school, link=link, now=clock.now())
    said = ngettext("%(num)s lettre part.", "%(num)s lettres partent.", count)
    return done(said, url_for(".list_tax_asks"))


def campaign_form(campaign: TaxCampaign | None) -> CampaignForm:
    known = campaign or giving.last_campaign()
    code = known.school_code if known else ""
    return CampaignForm(obj=campaign, school_code=code, year=clock.today().year)


RecordPages(
    face=office,
    access=May.WRITE_CUSTOMERS,
    url="/taxe/campagnes",
    name="tax_campaign",
    form=campaign_form,
    find=giving.campaign,
    add=lambda form: giving.note_campaign(None, actor=current_user, **form.facts),
    change=lambda one, form: giving.note_campaign(one, actor=current_user, **form.facts),
    back=lambda one: url_for("office.list_tax_asks"),
    kicker=_l("Taxe d'apprentissage"),
    title=_l("Ouvrir une campagne"),
).open()


def customer_id_of(support: Support | None) -> int:
    return support.customer_id if support else number_asked("customer_id") or 0


def note(form: SupportForm) -> Support:
    customer = customers.customer(customer_id_of(None)) or abort(404)
    return giving.note_support(customer, actor=current_user, **form.data)


RecordPages(
    face=office,
    access=May.WRITE_CUSTOMERS,
    url="/soutiens",
    name="support",
    form=lambda support: SupportForm(obj=support, given_on=clock.today()),
    find=giving.support,
    add=note,
    change=lambda support, form: giving.change_support(support, **form.data),
    back=lambda support: url_for("office.show_partner", customer_id=customer_id_of(support)),
    kicker=_l("Taxe, mécénat, dons"),
    title=_l("Noter un soutien"),
).open()
