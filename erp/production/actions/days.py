"""The roles of the day turn round."""

from collections.abc import Sequence

from erp.core import journal
from erp.core.db import db
from erp.core.words import N_
from erp.people.models import Student, User
from erp.production import queries
from erp.production.models import RoleOfDay
from erp.production.states import DayRole
from erp.timetable.models import ClassSession


def deal_roles(
    session: ClassSession, students: Sequence[Student], *, actor: User
) -> list[RoleOfDay]:
    """Each role to who has had it least, then fewest of all; no two to one. Those dealt already
    stay, but for whose student is not among `students`: away, they have had no turn."""
    there = {one.id for one in students}
    known = {one.role: one for one in queries.roles_at([session.id])}
    taken = {one.student_id for one in known.values()} & there
    turns = queries.turns_of([one.id for one in students])
    had = {one.id: sum(turns[one.id, role] for role in DayRole) for one in students}
    dealt = []
    for role in DayRole:
        free = [one for one in students if one.id not in taken]
        given = known.get(role) or RoleOfDay(class_session_id=session.id, role=role)
        if given.student_id in there or not free:
            continue
        chosen = min(free, key=lambda one: (turns[one.id, role], had[one.id], one.id))
        taken.add(chosen.id)
        given.student = chosen
        dealt.append(given)
    db.session.add_all(dealt)
    journal.write(session, "roles", N_("Rôles du jour"), actor=actor)
    return dealt
