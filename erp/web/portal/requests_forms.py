"""The buyer's form: what, how many, when."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired

from erp.sales.states import Flexibility, MaterialBy
from erp.web.shared.fields import FrenchDecimalField, UploadsField, WeekField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class RequestForm(SchoolForm):
    label = StringField(
        _l("Quelle pièce ?"), [REQUIRED, at_most(200)],
        description=_l("Nom, dimensions, matière. Par exemple : Axe Ø30×220 42CrMo4."),
    )  # fmt: skip
    quantity = FrenchDecimalField(
        _l("Combien ?"), [REQUIRED], places=0, least=Decimal(1), most=1_000_000
    )
    wished_week = WeekField(_l("Semaine souhaitée"), [REQUIRED])
    flexibility = WordField(_l("Délai"), Flexibility, default=Flexibility.NORMAL)
    material_by = WordField(_l("Qui fournit la matière ?"), MaterialBy)
    note = TextAreaField(_l("À quoi sert-elle ? Une précision ?"), [at_most(2000)])
    files = UploadsField(
        _l("Plans"), description=_l("PDF, DXF, JPG ou PNG. 20 Mo au plus par fichier.")
    )
    made_by_students = BooleanField(
        _l(
            "J'accepte que la pièce soit faite par des élèves en formation, avec un délai indicatif."
        ),
        [InputRequired(_l("Cochez la case pour envoyer la demande."))],
    )
