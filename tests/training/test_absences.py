"""Absences: who is told, who said why, whom to call first, and who reads what."""

import re
from datetime import date, timedelta
from io import BytesIO

from erp.core import clock
from erp.core.db import db
from erp.core.outbox import OutboxMessage
from erp.flow import called_roll
from erp.people import actions as people
from erp.people.states import Role
from erp.timetable import actions as timetable
from erp.timetable import away, days
from erp.timetable import queries as lessons
from erp.timetable.models import Attendance, Justification
from erp.timetable.states import AbsenceReason, Nature, Presence, Side
from erp.training import queries
from erp.training.states import Alert
from erp.web.shared.words import clock_time
from tests.builders import a_class_session, a_cohort, a_school, a_student, a_user, messages
from tests.builders_work import Bench
from tests.portal.test_portal_requests import PDF

AWAY = (Presence.ABSENT, 0)
MINOR = clock.today() - 16 * timedelta(days=366)


def a_family(student, email="parent@example.org"):
    facts = {"name": "Mme Marchal", "relation": "mère", "email": email, "phone": ""}
    guardian = people.add_guardian(student, **facts, is_notified=True, actor=a_user())
    db.session.commit()
    return guardian


def call(session, students, said):
    facts = {"school": a_school(), "actor": session.leader, "now": clock.now()}
    called_roll.call_roll(session, students, said, **facts)
    db.session.commit()


def letters() -> list[str]:
    return [one.payload["subject"] for one in messages()]


def test_the_family_of_a_minor_is_told_once_a_day_and_of_our_mistake():
    cohort = a_cohort()
    ines = a_student(cohort, first_name="Inès", birth_date=MINOR)
    a_family(ines)
    early = clock.start_of(clock.today())
    morning = a_class_session(cohort, starts_at=early, lasts=timedelta(minutes=1))
    later = a_class_session(cohort, starts_at=early + timedelta(minutes=1), lasts=timedelta(0, 60))

    call(morning, [ines], {ines.id: AWAY})
    call(later, [ines], {ines.id: AWAY})
    assert letters() == ["Inès n'est pas à l'école"]

    call(morning, [ines], {})
    assert len(letters()) == 1  # still away from the second session
    call(later, [ines], {})
    assert letters()[-1] == "Inès est à l'école" and len(letters()) == 2


def test_nobody_is_told_about_an_adult_or_an_announced_absence():
    cohort = a_cohort()
    adult = a_student(cohort, birth_date=date(2000, 1, 1))
    ill = a_student(cohort)
    for student in (adult, ill):
        a_family(student)
    today = clock.today()
    timetable.justify(
        ill, starts_on=today, ends_on=today, reason=AbsenceReason.ILLNESS, note="",
        stored_file=None, actor=a_user(), now=clock.now(),
    )  # fmt: skip
    call(a_class_session(cohort), [adult, ill], {adult.id: AWAY, ill.id: AWAY})
    assert letters() == []


def announce(student, session, *, until=None):
    days.tell_absence(
        student, starts_at=session.starts_at, ends_at=until or session.ends_at,
        reason=AbsenceReason.APPOINTMENT, actor=None,
    )  # fmt: skip
    db.session.commit()


def test_who_announced_an_absence_is_absent_on_the_roll_before_anybody_taps(browse):
    a_school()
    cohort = a_cohort()
    ines, malik = (a_student(cohort, first_name=name) for name in ("Inès", "Malik"))
    session = a_class_session(cohort)
    announce(ines, session)

    page = browse(session.leader).get(f"/bureau/appels/{session.id}").text

    chosen = r'name="presence-{}" value="(\w+)" checked'
    assert re.findall(chosen.format(ines.id), page) == ["absent"]
    assert re.findall(chosen.format(malik.id), page) == ["present"]
    assert page.count("absence annoncée") == 1


def test_an_announced_absence_tells_no_family_and_is_justified(browse):
    a_school()
    student = a_student(birth_date=MINOR)
    a_family(student)
    session = a_class_session(student.cohort)
    announce(student, session)
    call(session, [student], {student.id: AWAY})

    assert letters() == []
    assert [one.reason for one in queries.absences(clock.today(), clock.today())] == [
        AbsenceReason.APPOINTMENT
    ]
    page = browse(a_user(Role.SECRETARY)).get("/bureau/absences").text
    assert "Rendez-vous médical" in page and "Sans nouvelle" not in page


def test_what_is_announced_for_the_morning_does_not_explain_the_afternoon():
    cohort = a_cohort()
    ines, early = a_student(cohort), clock.start_of(clock.today())
    minute = timedelta(minutes=1)
    morning = a_class_session(cohort, starts_at=early, lasts=minute)
    later = a_class_session(cohort, starts_at=early + minute, lasts=minute)
    announce(ines, morning)
    for session in (morning, later):
        call(session, [ines], {ines.id: AWAY})

    assert queries.expected_away([ines.id], morning) == {ines.id}
    assert queries.expected_away([ines.id], later) == set()
    (told,) = queries.absences(clock.today(), clock.today())
    assert told.whole and told.reason is None


def test_days_announced_before_worry_nobody():
    cohort, teacher = a_cohort(), a_user(Role.TEACHER)
    away_, here = a_student(cohort), a_student(cohort)
    for back in (1, 2, 3, 4, 5):
        session = a_class_session(cohort, Nature.THEORY, starts_in=timedelta(days=-back))
        announce(away_, session)
        timetable.call_roll(
            session, [away_, here], {away_.id: AWAY}, actor=teacher, now=clock.now()
        )

    assert queries.worries(clock.today()) == []


def test_who_is_away_for_days_without_a_word_is_called_first():
    cohort, teacher = a_cohort(), a_user(Role.TEACHER)
    lost, ill, here = (a_student(cohort, first_name=name) for name in ("Théo", "Ada", "Léo"))
    for back in (1, 2, 3, 4, 5):
        session = a_class_session(cohort, Nature.THEORY, starts_in=timedelta(days=-back))
        said = {lost.id: AWAY, ill.id: AWAY}
        timetable.call_roll(session, [lost, ill, here], said, actor=teacher, now=clock.now())
    timetable.justify(
        ill, starts_on=clock.today() - timedelta(days=9), ends_on=clock.today(),
        reason=AbsenceReason.ILLNESS, note="", stored_file=None, actor=teacher, now=clock.now(),
    )  # fmt: skip
    db.session.commit()

    found = queries.worries(clock.today())

    assert [(one.student, one.alert, one.days) for one in found] == [(lost, Alert.DROPOUT, 5)]


def test_the_office_justifies_with_a_paper_that_teachers_do_not_open(browse):
    a_school()
    student, secretary = a_student(), browse(a_user(Role.SECRETARY))
    call(a_class_session(student.cohort), [student], {student.id: AWAY})
    assert "Sans nouvelle" in secretary.get("/bureau/absences").text

    today = clock.today().isoformat()
    facts = {"starts_on": today, "ends_on": today, "reason": "illness", "note": "Angine"}
    paper = (BytesIO(PDF), "certificat.pdf")
    page = secretary.send(f"/bureau/eleves/{student.id}/justifier", {**facts, "paper": paper})

    assert "est justifiée" in page.text and "Sans nouvelle" not in page.text
    kept = db.session.query(Justification).one()
    url = f"/bureau/justificatifs/{kept.id}"
    assert secretary.get(url).data == PDF
    teacher = browse(a_user(Role.TEACHER))
    assert teacher.get(url).status_code == 403
    page = teacher.get(f"/bureau/absences?student_id={student.id}").text
    assert "Angine" not in page and url not in page


def test_a_justification_that_ends_before_it_starts_is_refused(browse):
    a_school()
    student, secretary = a_student(), browse(a_user(Role.SECRETARY))
    facts = {"starts_on": "2026-11-20", "ends_on": "2026-11-19", "reason": "illness"}
    page = secretary.send(f"/bureau/eleves/{student.id}/justifier", facts)
    assert page.status_code == 422 and "La fin est avant le début" in page.text


def test_the_office_s_word_holds_over_the_teacher_s(browse):
    a_school()
    student = a_student()
    session = a_class_session(student.cohort)
    url = f"/bureau/appels/{session.id}"
    browse(session.leader).send(url, {})
    browse(a_user(Role.SECRETARY)).send(url, {f"presence-{student.id}": "absent"})
    browse(session.leader).send(url, {f"presence-{student.id}": "late", f"late-{student.id}": "5"})

    words = db.session.query(Attendance).order_by(Attendance.id).all()
    assert [one.side for one in words] == [Side.LEADER, Side.OFFICE, Side.LEADER]
    assert [one.replaced_at is None for one in words] == [False, True, False]


def test_a_guardian_reads_by_a_link_until_the_student_is_of_age(browse):
    a_school()
    student = a_student(first_name="Zoé", birth_date=MINOR)
    guardian = a_family(student)
    secretary = browse(a_user(Role.SECRETARY))
    page = secretary.send(f"/bureau/responsables/{guardian.id}/lien")
    assert "lien personnel" in page.text
    text = db.session.query(OutboxMessage).one().payload["text"]
    link = text.split("http://school.test")[1].split()[0]

    stranger = browse()
    assert "Zoé à l'école" in stranger.get(link).text
    assert stranger.get(link[:-2] + "xx").status_code == 404

    student.birth_date = date(2000, 1, 1)
    db.session.commit()
    assert stranger.get(link).status_code == 404
    page = secretary.send(f"/bureau/responsables/{guardian.id}/lien", page="/bureau/eleves")
    assert "est majeur" in page.text


def test_a_new_link_ends_the_one_before_and_a_card_taken_away_ends_all(browse):
    a_school()
    guardian = a_family(a_student(birth_date=MINOR))
    who = {"actor": a_user(), "now": clock.now()}
    first = people.open_family_link(guardian, **who)
    second = people.open_family_link(guardian, **who)
    db.session.commit()
    stranger = browse()
    assert stranger.get(f"/famille/{first}").status_code == 404
    assert stranger.get(f"/famille/{second}").status_code == 200
    browse(a_user(Role.SECRETARY)).send(f"/bureau/responsables/{guardian.id}/retirer")
    assert stranger.get(f"/famille/{second}").status_code == 404


def test_a_guardian_s_card_is_kept(browse):
    a_school()
    student, secretary = a_student(), browse(a_user(Role.SECRETARY))
    url = f"/bureau/responsables/nouveau?student_id={student.id}"
    page = secretary.send(url, {"name": "Paul Marchal", "email": "paul@", "is_notified": "y"})
    assert page.status_code == 422 and "pas complète" in page.text
    page = secretary.send(url, {"name": "Paul Marchal", "email": "", "is_notified": "y"})
    assert "Paul Marchal" in page.text
    assert secretary.get("/bureau/responsables/nouveau?student_id=99999").status_code in (200, 404)


def test_the_day_of_the_eighteenth_birthday_counts():
    student = a_student(birth_date=date(2008, 2, 29))
    assert not student.is_adult(date(2026, 2, 28))
    assert student.is_adult(date(2026, 3, 1))


def test_a_student_signs_a_half_day_with_one_tap_where_it_is_asked(browse):
    """The code that was just given says who it is: nothing to draw, nothing to drag."""
    bench = Bench()
    school = a_school()
    tablet = bench.enter(browse)
    assert tablet.get("/atelier/taches").location.endswith(f"/{bench.assignment.id}")
    school.presence_is_signed = True
    db.session.commit()
    assert tablet.get("/atelier/taches").location.endswith("/atelier/presence")
    page = tablet.get("/atelier/presence").text
    assert "Je suis là" in page and "canvas" not in page and "signature.js" not in page

    tablet.send("/atelier/presence")

    assert queries.to_sign(bench.ines, clock.now()) == []
    (word,) = queries.sign_offs(bench.session.id).values()
    assert (word.student_id, word.tablet) == (bench.ines.id, bench.tablet)
    roll = browse(bench.instructor).get(f"/bureau/appels/{bench.session.id}").text
    assert f"code personnel, {clock_time(word.signed_at)}, {bench.tablet.name}" in roll

    again = tablet.send("/atelier/presence")
    assert "Tu as déjà signé" in again.text
    assert len(queries.sign_offs(bench.session.id)) == 1


def test_nobody_signs_without_a_code(browse):
    bench = Bench()
    assert bench.ines.first_name in bench.device(browse).send("/atelier/presence").text
    assert queries.sign_offs(bench.session.id) == {}


def test_who_is_away_has_nothing_to_sign():
    bench = Bench()
    call(bench.session, [bench.ines], {bench.ines.id: AWAY})
    assert queries.to_sign(bench.ines, clock.now()) == []
    assert len(queries.to_sign(bench.malik, clock.now())) == 1


def test_a_word_taken_back_counts_nowhere():
    """Told absent by mistake, then present: nobody is missing any more."""
    student = a_student()
    session = a_class_session(student.cohort)
    call(session, [student], {student.id: AWAY})
    assert lessons.count_absent([session.id]) == 1
    assert away.away(session.day, session.day).is_student_away(student.id, session)

    call(session, [student], {})

    assert lessons.count_absent([session.id]) == 0
    assert not away.away(session.day, session.day).is_student_away(student.id, session)
