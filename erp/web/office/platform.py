"""The office's pages about the approved platform: where it is, « Activer », what left."""

from pathlib import Path
from typing import Any

from flask import abort, current_app, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from erp.access.permissions import May
from erp.billing import queries as billing
from erp.billing.actions import exchanges
from erp.billing.platform import queries, secret
from erp.core import clock
from erp.flow import platform_post
from erp.flow.platform_post import Post
from erp.school import queries as school
from erp.web.office.face import office
from erp.web.office.platform_forms import PlatformForm
from erp.web.shared.paging import after
from erp.web.shared.records import Answer, done, record_page

URL = "/reglages/plateforme"


@office.get(URL, access=May.MANAGE_PLATFORM)
def show_platform() -> str:
    return render_template(
        "office/platform/show_platform.html",
        settings=queries.settings(),
        has_key=bool(post().key),
        folder=post().data_dir / platform_post.FOLDER,
        page=queries.exchanges(after()),
    )


@office.get(URL + "/modifier", access=May.MANAGE_PLATFORM)
def edit_platform() -> Answer:
    return form_page(PlatformForm(obj=queries.settings()))


@office.post(URL + "/modifier", access=May.MANAGE_PLATFORM)
def change_platform() -> Answer:
    form = PlatformForm()
    if form.accepts(lambda: change(form)):
        return done(_("La plateforme est réglée. Essayez la connexion, puis activez."), here())
    return form_page(form)


def change(form: PlatformForm) -> None:
    facts: dict[str, Any] = dict(form.data)
    typed = str(facts.pop("secret") or "").strip()
    exchanges.change_platform(
        queries.settings(), actor=current_user, has_new_key=bool(typed), **facts
    )
    if typed:
        secret.keep(post().data_dir, typed)


def form_page(form: PlatformForm) -> Answer:
    return record_page(form, kicker=_("Réglages"), title=_("Plateforme agréée"), back=here())


@office.post(URL + "/essayer", access=May.MANAGE_PLATFORM)
def try_platform() -> Answer:
    platform_post.try_platform(post())
    return done(_("La plateforme répond. Rien n'a été envoyé."), here())


@office.post(URL + "/activer", access=May.MANAGE_PLATFORM)
def activate_platform() -> Answer:
    exchanges.activate_platform(
        queries.settings(), has_secret=bool(post().key), actor=current_user, now=clock.now()
    )
    return done(_("La plateforme est active : chaque facture émise y part."), here())


@office.post(URL + "/arreter", access=May.MANAGE_PLATFORM)
def stop_platform() -> Answer:
    exchanges.stop_platform(queries.settings(), actor=current_user)
    return done(_("La plateforme est arrêtée : plus rien ne part."), here())


@office.post(URL + "/relever", access=May.MANAGE_PLATFORM)
def collect_news() -> Answer:
    strangers = platform_post.collect(post())
    told = _("Les statuts sont relevés.")
    if strangers:
        words = (
            "%(num)s statut porte sur une facture inconnue.",
            "%(num)s statuts portent sur des factures inconnues.",
        )
        told = f"{told} {ngettext(*words, len(strangers))}"
    return done(told, here())


@office.post(URL + "/envois/<int:exchange_id>/reprendre", access=May.MANAGE_PLATFORM)
def send_again(exchange_id: int) -> Answer:
    exchange = queries.exchange(exchange_id) or abort(404)
    exchanges.send_again(exchange, actor=current_user)
    return done(_("L'envoi est repris."), here())


@office.post("/factures/<int:invoice_id>/deposer", access=May.WRITE_INVOICES)
def hand_over(invoice_id: int) -> Answer:
    invoice = billing.invoice(invoice_id) or abort(404)
    exchanges.hand_over(invoice, school=school.the_school(), now=clock.now())
    return done(
        _("La facture part vers la plateforme."), url_for(".show_invoice", invoice_id=invoice.id)
    )


def post() -> Post:
    return Post(Path(current_app.config["DATA_DIR"]), current_app.config.get("PLATFORM_SECRET", ""))


def here() -> str:
    return url_for(".show_platform")
