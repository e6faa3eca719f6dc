"""The form that gives an operation to a team."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from erp.equipment.states import MachineMode
from erp.web.shared.fields import WordField
from erp.web.shared.forms import SchoolForm, at_most


class TeamForm(SchoolForm):
    """The students are those of the session's cohort; who is absent is refused with a sentence."""

    student_ids = SelectMultipleField(
        _l("Élèves"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    machine_id = SelectField(_l("Machine"), coerce=lambda v: int(v) if v else None)
    mode = WordField(_l("Pour quoi faire"), MachineMode, default=MachineMode.PRODUCTION)
    motive = StringField(
        _l("Motif de la direction pour passer outre"),
        [at_most(500)],
        description=_l("Une règle de l'école seulement. Votre motif est gardé."),
    )
    bends = False  # whether what stands against the team is only the school's own rules

    def offer(self, students: Mapping[int, str], machines: Mapping[int, str]) -> "TeamForm":
        """Who and what may be chosen, by id."""
        self.student_ids.choices = [SelectChoice(str(key), name) for key, name in students.items()]
        none = SelectChoice("", _l("Sans machine"))
        named = (SelectChoice(str(key), name) for key, name in machines.items())
        self.machine_id.choices = [none, *named]
        return self
