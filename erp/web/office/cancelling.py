"""Two doors for every paper that proves: ask why it is cancelled, cancel it. Nothing is deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import StringField

from erp.access.permissions import May
from erp.core import clock
from erp.safety import actions
from erp.web.office.face import office
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.records import Answer, done, named, record_page


class CancelForm(SchoolForm):
    reason = StringField(
        _l("Pourquoi"),
        [REQUIRED, at_most(200)],
        description=_l("Le papier reste lisible avec votre raison, mais ne vaut plus."),
    )


@dataclass(frozen=True)
class Cancelling:
    """ask_cancel_X and cancel_X below `url`, which holds the paper's number."""

    url: str
    name: str
    access: May
    find: Callable[[int], Any]
    back: Callable[[Any], str]

    def open(self) -> None:
        url = f"{self.url}/annuler"
        office.get(url, access=self.access)(named(self.ask, f"ask_cancel_{self.name}"))
        office.post(url, access=self.access)(named(self.cancel, f"cancel_{self.name}"))

    def ask(self, proof_id: int) -> Answer:
        return self.page(CancelForm(), self.find(proof_id) or abort(404))

    def cancel(self, proof_id: int) -> Answer:
        proof, form = self.find(proof_id) or abort(404), CancelForm()
        facts = {"actor": current_user, "today": clock.today()}
        if form.accepts(lambda: actions.cancel(proof, reason=form.reason.data or "", **facts)):
            return done(_("C'est annulé, et gardé."), self.back(proof))
        return self.page(form, proof)

    def page(self, form: CancelForm, proof: Any) -> Answer:
        words = {"kicker": _("Annuler"), "title": str(proof), "label": _("Annuler ce papier")}
        return record_page(form, **words, back=self.back(proof))


def back_to_list(endpoint: str) -> Callable[[Any], str]:
    return lambda _proof: url_for(f"office.{endpoint}")


def back_to_student(proof: Any) -> str:
    return url_for("office.show_student_safety", student_id=proof.student_id)
