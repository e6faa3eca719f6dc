"""The form by which a new revision of an ordered part's drawing is sent."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from erp.core.files import StoredFile
from erp.sales.models import Order
from erp.web.shared.fields import UploadsField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.talk import FILES, keep_all


class RevisionForm(SchoolForm):
    beside: ClassVar[dict[Any, str]] = FILES

    line_id = SelectField(_l("Quelle pièce ?"), coerce=int)
    files = UploadsField(_l("Le nouveau plan"), [REQUIRED], most=1)
    number = StringField(_l("Numéro du plan"), [at_most(60)])
    revision = StringField(_l("Indice"), [REQUIRED, at_most(20)])
    note = TextAreaField(_l("Ce qui change"), [at_most(1000)])

    def __init__(self, order: Order, **facts: object) -> None:
        super().__init__(**facts)
        self.lines = {line.id: line for line in order.lines}
        self.line_id.choices = [SelectChoice(str(one.id), one.label) for one in order.lines]

    @property
    def facts(self) -> dict[str, Any]:
        told = {name: str(self[name].data) for name in ("number", "revision", "note")}
        return {**told, "line": self.lines[self.line_id.data], "stored": self.kept()}

    def kept(self) -> StoredFile:
        return keep_all(self.files.data)[0]
