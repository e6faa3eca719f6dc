"""The forms about absences and the people who answer for a student."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField
from wtforms.validators import Email, Optional

from erp.core.files import FileIsEmpty, FileKindRefused, FileTooLarge
from erp.timetable.refusals import EndsBeforeItStarts
from erp.timetable.states import AbsenceReason
from erp.web.shared.fields import DayField, UploadsField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class JustifyForm(SchoolForm):
    beside = {
        EndsBeforeItStarts: "ends_on",
        FileIsEmpty: "paper",
        FileKindRefused: "paper",
        FileTooLarge: "paper",
    }

    starts_on = DayField(_l("Du"), [REQUIRED])
    ends_on = DayField(_l("Au"), [REQUIRED])
    reason = WordField(_l("Raison"), AbsenceReason)
    note = StringField(_l("Précision"), [at_most(300)])
    paper = UploadsField(
        _l("Justificatif"), most=1, description=_l("PDF ou photo. Seul le bureau peut l'ouvrir.")
    )


class GuardianForm(SchoolForm):
    name = StringField(_l("Nom"), [REQUIRED, at_most(120)])
    relation = StringField(_l("Lien"), [at_most(60)], description=_l("Mère, père, tutrice."))
    email = EmailField(
        _l("Adresse e-mail"),
        [Optional(), Email(_l("Cette adresse n'est pas complète.")), at_most(200)],
    )
    phone = StringField(_l("Téléphone"), [at_most(40)])
    is_notified = BooleanField(_l("Prévenir à chaque absence"), default=True)
