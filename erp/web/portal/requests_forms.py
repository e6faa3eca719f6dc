"""The buyer's form: what, how many, when, with which drawings."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired

from erp.core.files import FileIsEmpty, FileKindRefused, FilesTooLarge, FileTooLarge
from erp.sales.refusals import WeekIsPast, WeekIsTooFar
from erp.sales.states import Flexibility, MaterialBy
from erp.web.shared.fields import UploadsField, WeekField, WordField
from erp.web.shared.forms import REQUIRED, at_most
from erp.web.shared.parts import PartsForm


class RequestForm(PartsForm):
    beside = {
        WeekIsPast: "wished_week",
        WeekIsTooFar: "wished_week",
        FileIsEmpty: "files",
        FileKindRefused: "files",
        FileTooLarge: "files",
        FilesTooLarge: "files",
    }

    wished_week = WeekField(_l("Semaine souhaitée"), [REQUIRED])
    flexibility = WordField(_l("Délai"), Flexibility, default=Flexibility.NORMAL)
    material_by = WordField(_l("Qui fournit la matière ?"), MaterialBy)
    note = TextAreaField(_l("À quoi sert-elle ? Une précision ?"), [at_most(2000)])
    files = UploadsField(
        _l("Plans"),
        description=_l("PDF, DXF, STEP, STL, JPG ou PNG. 20 Mo au plus par fichier, 100 en tout."),
    )
    made_by_students = BooleanField(
        _l(
            "J'accepte que la pièce soit faite par des élèves en formation, avec un délai indicatif."
        ),
        [InputRequired(_l("Cochez la case pour envoyer la demande."))],
    )

    @property
    def wish(self) -> dict[str, Any]:
        """What sales takes."""
        names = ("wished_week", "flexibility", "material_by", "note")
        return {"parts": self.wanted, **{name: self[name].data for name in names}}
