"""How hours and natures are typed in the spreadsheet of a timetable."""

from datetime import datetime, time

from erp.core import tables
from erp.core.tables import CellRefused
from erp.core.words import N_
from erp.timetable.states import Nature


def hour(value: str) -> time:
    for form in ("%H:%M", "%Hh%M", "%Hh", "%H:%M:%S"):
        try:
            return datetime.strptime(value.replace(" ", ""), form).time()
        except ValueError:
            continue
    raise CellRefused(value=value, why=N_("tapez une heure comme 13:30."))


def nature(value: str) -> Nature:
    for one in Nature:
        if tables.fold(value) in (tables.fold(one.label), one.value):
            return one
    raise CellRefused(value=value, why=N_("écrivez Atelier ou Cours."))
