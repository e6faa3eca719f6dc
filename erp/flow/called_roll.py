"""The roll is called: the families of minors who are missing are told, once a day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from erp.core import mail, outbox
from erp.core.words import N_
from erp.documents import format as french
from erp.people import queries as people
from erp.people.models import Guardian, Student, User
from erp.school.models import School
from erp.timetable import actions as timetable
from erp.timetable.models import Attendance, ClassSession
from erp.timetable.states import Presence, Side
from erp.training import queries as training

MISSING = (
    N_("%(student)s n'est pas à l'école"),
    N_(
        "Bonjour %(name)s,\n\n%(student)s n'était pas à l'appel, %(day)s.\n"
        "Si vous savez pourquoi, répondez-nous : %(phone)s.\n\n%(school)s\n"
    ),
)
FOUND = (
    N_("%(student)s est à l'école"),
    N_(
        "Bonjour %(name)s,\n\nNotre message du %(day)s est corrigé : %(student)s est à l'école.\n"
        "Excusez-nous de l'inquiétude.\n\n%(school)s\n"
    ),
)


def call_roll(
    session: ClassSession,
    students: Sequence[Student],
    said: Mapping[int, tuple[Presence, int]],
    *,
    school: School,
    actor: User,
    now: datetime,
    side: Side = Side.LEADER,
) -> None:
    new = timetable.call_roll(session, students, said, actor=actor, now=now, side=side)
    known = training.expected_away([one.student_id for one in new], session)
    told = {one.student_id: one for one in new if one.student_id not in known}
    for guardian in people.guardians_to_tell(told, session.day):
        _tell(guardian, told[guardian.student_id], session.day, school)


def _tell(guardian: Guardian, word: Attendance, day: date, school: School) -> None:
    """Of the absence once; and that it was none, when we had said it was."""
    key = f"absence-{guardian.id}-{day.isoformat()}"
    if word.presence is Presence.ABSENT and not outbox.is_known(key):
        _post(MISSING, guardian, key, day, school)
    elif word.presence is not Presence.ABSENT and outbox.is_known(key):
        undone = f"{key}-undone"
        if not training.is_away(word.student_id, day) and not outbox.is_known(undone):
            _post(FOUND, guardian, undone, day, school)


def _post(letter: tuple[str, str], guardian: Guardian, key: str, day: date, school: School) -> None:
    facts = {
        "student": guardian.student.first_name,
        "name": guardian.name,
        "day": french.day(day),
        "phone": school.phone or school.email,
        "school": school.name,
    }
    subject, text = letter
    mail.post(guardian.email, subject % facts, text % facts, key=key)
