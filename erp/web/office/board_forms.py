"""The forms of the board: where a card goes, and who is away this morning."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.core.refusal import Refusal
from erp.equipment.models import Machine
from erp.people.models import Student, User
from erp.production.actions import Team
from erp.timetable.states import AbsenceReason
from erp.web.shared.fields import DayField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class CardForm(SchoolForm):
    """Who does it at the chosen session, and on what; the page adds which card it showed."""

    student_ids = SelectMultipleField(
        _l("Élèves"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    machine_id = SelectField(_l("Machine"), coerce=lambda v: int(v) if v else None)
    motive = StringField(
        _l("Motif pour passer outre"),
        [at_most(500)],
        description=_l("Il est gardé avec votre nom. La loi, elle, ne se force jamais."),
    )
    bends, asks_director = False, False

    def offer(self, students: Iterable[Student], machines: Iterable[Machine]) -> "CardForm":
        self.student_ids.choices = [SelectChoice(str(s.id), s.name) for s in students]
        none = SelectChoice("", _l("Sans machine"))
        self.machine_id.choices = [none, *(SelectChoice(str(m.id), m.name) for m in machines)]
        return self

    def fill(self, team: Team) -> None:
        """With the team that was asked for, or that could be."""
        self.student_ids.data = [one.id for one in team.students]
        self.machine_id.data = team.machine.id if team.machine else None

    def tell_all(self, reasons: Iterable[Refusal]) -> None:
        for reason in reasons:
            article = getattr(reason, "article", "")
            law = _l("Code du travail")
            self.form_errors.append(f"{reason} ({law}, {article})" if article else str(reason))


class AbsentForm(SchoolForm):
    """Who is missing, and until when it is known to last."""

    qui = SelectField(_l("Qui"))
    jusque = DayField(_l("Jusqu'au"), [REQUIRED])
    moitie = SelectField(
        _l("De ce jour-là"),
        choices=[
            SelectChoice("soir", _l("toute la journée")),
            SelectChoice("midi", _l("le matin")),
        ],
        default="soir",
    )
    reason = WordField(_l("Raison"), AbsenceReason, default=AbsenceReason.OTHER)

    def offer(self, students: Iterable[Student], staff: Iterable[User]) -> "AbsentForm":
        pupils = [SelectChoice(f"e{one.id}", one.name) for one in students]
        grown = [SelectChoice(f"p{one.id}", f"{one.name} ({one.role.label})") for one in staff]
        self.qui.choices = [SelectChoice("", _l("Choisir")), *grown, *pupils]
        return self
