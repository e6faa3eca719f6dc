"""Where the buyer's programs hear the news: an address, and the secret that proves who speaks."""

from typing import Any, ClassVar

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import URLField

from erp.access.permissions import May
from erp.core import clock
from erp.core.webhooks import AddressRefused, secret_of
from erp.customers import webhooks
from erp.customers.models import Webhook
from erp.customers.refusals import TooManyWebhooks
from erp.web.portal.face import portal
from erp.web.portal.scope import own_contact
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class WebhookForm(SchoolForm):
    beside: ClassVar[dict[Any, str]] = {AddressRefused: "url", TooManyWebhooks: "url"}

    url = URLField(
        _l("Adresse qui reçoit les nouvelles"), [REQUIRED, at_most(500)],
        render_kw={"placeholder": "https://"},
    )  # fmt: skip


@portal.get("/nouvelles", access=May.BUY)
def list_webhooks() -> str:
    return page_of(WebhookForm(formdata=None))


def page_of(form: WebhookForm) -> str:
    rows = webhooks.webhooks_of(own_contact())
    return render_template("portal/webhooks/list_webhooks.html", rows=rows, form=form)


@portal.post("/nouvelles", access=May.BUY)
def add_webhook() -> str | tuple[str, int]:
    form, made = WebhookForm(), []
    if not form.accepts(lambda: made.append(add(form))):
        return page_of(form), 422
    secret = secret_of(str(current_app.config["SECRET_KEY"]), made[0].salt)
    return render_template("portal/webhooks/show_secret.html", secret=secret)


def add(form: WebhookForm) -> Webhook:
    url = str(form.url.data).strip()
    return webhooks.add_webhook(own_contact(), url, actor=current_user, now=clock.now())


@portal.post("/nouvelles/<int:webhook_id>/retirer", access=May.BUY)
def revoke_webhook(webhook_id: int) -> Response:
    one = webhooks.own_webhook(own_contact(), webhook_id) or abort(404)
    webhooks.revoke_webhook(one, actor=current_user, now=clock.now())
    flash(_("Cette adresse ne reçoit plus rien."), "success")
    return redirect(url_for(".list_webhooks"), 303)
