"""The morning screen and the roles of the day: fair, and nothing private on a wall."""

from datetime import timedelta
from decimal import Decimal
from html import unescape

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student
from erp.production import queries
from erp.production.models import PieceCount, RoleOfDay
from erp.production.states import DayRole
from erp.timetable.models import Attendance
from erp.timetable.states import Presence
from tests.builders import a_class_session, a_student, saved
from tests.builders_work import Bench

ROLES, MORNING = "/bureau/roles", "/bureau/matin"


def roles() -> dict[DayRole, int]:
    return {one.role: one.student_id for one in db.session.query(RoleOfDay)}


def deal(browser, bench: Bench):
    return browser.send(f"{ROLES}/{bench.session.id}", page=ROLES)


def a_class(bench: Bench, *names: str):
    return [a_student(bench.session.cohort, first_name=name) for name in names]


def test_each_role_goes_to_one_of_those_who_are_there(browse):
    bench = Bench()
    lina, noe, tom = a_class(bench, "Lina", "Noé", "Tom")
    away = {"presence": Presence.ABSENT, "minutes": 0}
    saved(Attendance(class_session=bench.session, student=noe, **away))

    page = deal(browse(bench.instructor), bench)

    assert set(roles().values()) == {bench.ines.id, bench.malik.id, lina.id, tom.id}
    for word in DayRole:
        assert word.label in unescape(page.text)
    assert noe.name not in page.text and "Donner les rôles" not in page.text


def test_a_role_lasts_all_day_and_is_given_once(browse):
    bench = Bench()
    a_class(bench, "Lina", "Tom")
    a_class_session(bench.session.cohort, starts_in=timedelta(minutes=90), place=bench.place)
    maitre = browse(bench.instructor)
    assert maitre.get(ROLES).text.count("Donner les rôles") == 1

    deal(maitre, bench)
    before = roles()
    deal(maitre, bench)

    assert roles() == before and len(before) == len(DayRole)
    assert "Donner les rôles" not in maitre.get(ROLES).text
    assert maitre.get(MORNING).text.count("Magasinier") == 1


def test_a_small_class_is_given_what_it_can_bear(browse):
    bench = Bench()
    maitre = browse(bench.instructor)

    page = deal(maitre, bench)
    assert len(roles()) == 2 and "Donner les rôles qui manquent" in page.text

    a_class(bench, "Lina", "Tom")
    assert "Donner les rôles" not in deal(maitre, bench).text
    assert len(roles()) == len(DayRole)


def call_absent(student, session):
    saved(Attendance(class_session=session, student=student, presence=Presence.ABSENT, minutes=0))


def test_the_role_of_who_is_then_absent_goes_to_another(browse):
    """The others keep theirs; whoever is away has had no turn."""
    bench = Bench()
    a_class(bench, "Lina", "Tom", "Eva")
    maitre = browse(bench.instructor)
    deal(maitre, bench)
    before = roles()
    ((role, student_id),) = [one for one in before.items() if one[0] is DayRole.INSPECTOR]
    gone = db.session.get(Student, student_id)

    call_absent(gone, bench.session)
    page = unescape(maitre.get(ROLES).text)
    assert f"{gone.name} n'est pas là" in page and "Donner les rôles qui manquent" in page
    assert gone.first_name not in maitre.get(MORNING).text
    page = deal(maitre, bench).text

    after = roles()
    assert after[role] not in before.values() and "Donner les rôles" not in page
    assert {**after, role: student_id} == before
    assert queries.turns_of([gone.id]) == {}


def test_who_was_absent_in_the_morning_only_keeps_nothing_in_the_way(browse):
    """The roll of the session now, or of the next one, says who is there."""
    bench = Bench()
    a_class(bench, "Lina", "Tom")
    times = {"starts_in": timedelta(hours=-3), "lasts": timedelta(hours=1)}
    morning = a_class_session(bench.session.cohort, place=bench.place, **times)
    call_absent(bench.ines, morning)

    browse(bench.instructor).send(f"{ROLES}/{morning.id}", page=ROLES)

    assert bench.ines.id in roles().values() and len(roles()) == len(DayRole)


def test_roles_turn_from_one_day_to_the_next(browse):
    bench = Bench()
    a_class(bench, "Lina", "Tom")
    for days in range(1, 4):
        starts_in = timedelta(days=-days)
        session = a_class_session(bench.session.cohort, starts_in=starts_in, place=bench.place)
        browse(bench.instructor).send(f"{ROLES}/{session.id}", page=ROLES)
    deal(browse(bench.instructor), bench)

    leaders = [one.student_id for one in db.session.query(RoleOfDay).filter_by(role="team_leader")]
    assert len(set(leaders)) == len(leaders) == 4


def test_the_screen_shows_nothing_private(browse):
    bench = Bench()
    lina, noe = a_class(bench, "Lina", "Noé")
    away = {"presence": Presence.ABSENT, "minutes": 0, "note": "Chez le médecin"}
    saved(Attendance(class_session=bench.session, student=noe, **away))
    bench.work.due_on = clock.today() - timedelta(days=3)
    db.session.commit()
    maitre = browse(bench.instructor)
    deal(maitre, bench)

    page = unescape(maitre.get(MORNING).text)

    assert lina.first_name in page and bench.work.label in page  # a full screen
    assert "Absents aujourd'hui : 1" in page and "Noé" not in page
    customer = bench.order.customer.name
    surnames = [one.last_name for one in (bench.ines, bench.malik, lina, noe)]
    for private in (*surnames, bench.instructor.name, customer, "médecin", "sidebar"):
        assert private not in page, private


def test_monday_is_proud_of_friday(browse):
    bench = Bench()
    three_days = timedelta(days=3)
    a_class_session(bench.session.cohort, starts_in=-three_days, place=bench.place)
    made = {"good": Decimal(12), "scrapped": 0}
    saved(PieceCount(operation=bench.operation, declared_at=clock.now() - three_days, **made))

    page = browse(bench.instructor).get(MORNING).text

    assert '<p class="morning-number">12</p>' in page
