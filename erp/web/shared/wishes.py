"""What is asked for, whoever types it: the buyer, somebody without an account, or the office."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from erp.sales.refusals import WeekIsPast, WeekIsTooFar
from erp.sales.states import Flexibility, MaterialBy
from erp.web.shared.fields import UploadsField, WeekField, WordField
from erp.web.shared.forms import REQUIRED, at_most
from erp.web.shared.parts import PartsForm
from erp.web.shared.talk import FILES


class WishForm(PartsForm):
    """What, how many, when, with which drawings."""

    beside: ClassVar[dict[Any, str]] = {
        **FILES,
        WeekIsPast: "wished_week",
        WeekIsTooFar: "wished_week",
    }

    wished_week = WeekField(_l("Semaine souhaitée"), [REQUIRED])
    flexibility = WordField(_l("Délai"), Flexibility, default=Flexibility.NORMAL)
    material_by = WordField(_l("Qui fournit la matière ?"), MaterialBy)
    note = TextAreaField(_l("À quoi sert-elle ? Une précision ?"), [at_most(2000)])
    files = UploadsField(
        _l("Plans"),
        description=_l("PDF, DXF, STEP, STL, JPG ou PNG. 20 Mo au plus par fichier, 100 en tout."),
    )

    @property
    def wish(self) -> dict[str, Any]:
        """What sales takes."""
        names = ("wished_week", "flexibility", "material_by", "note")
        return {"parts": self.wanted, **{name: self[name].data for name in names}}
