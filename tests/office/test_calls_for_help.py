"""A student calls: where, who may help, that somebody comes, and how long it took."""

from datetime import timedelta

import pytest

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.production import actions, queries
from erp.production.models import HelpCall
from erp.timetable.models import Attendance
from erp.timetable.states import Presence
from erp.web.shared.words import clock_time
from tests.builders import a_student, a_user, saved
from tests.builders_work import Bench
from tests.walls.test_query_counts import listening

BOARD, PAGE = "/bureau/planning/suivi", "/bureau/a-valider"


def call_for(bench: Bench, minutes_ago: int = 0) -> HelpCall:
    at = clock.now() - timedelta(minutes=minutes_ago)
    call = HelpCall(operation=bench.operation, student=bench.ines, called_at=at)
    return saved(call)


def expert(bench: Bench, name: str, level: int = 4):
    student = a_student(bench.session.cohort, first_name=name)
    kind = bench.operation.operation_type_id
    actions.set_level(student, kind, level, actor=bench.instructor, now=clock.now())
    db.session.commit()
    return student


def test_whoever_comes_says_so_to_everybody(browse):
    bench = Bench()
    call, maitre = call_for(bench), browse(bench.instructor)

    maitre.send(f"/bureau/aides/{call.id}/vue")

    page = maitre.get(PAGE).text
    told = f"{bench.instructor.first_name}, {clock_time(call.seen_at)}"
    assert f"Vu par {told}" in page and "panel-call-seen" in page and "J&#39;arrive" not in page
    assert f"vu par {told}" in maitre.get(BOARD).text


def test_the_first_who_says_so_is_named_even_when_another_settles_it(browse):
    bench = Bench()
    call, other = call_for(bench), a_user(Role.INSTRUCTOR, first_name="Karima")
    actions.see_help(call, actor=bench.instructor, now=clock.now())
    actions.see_help(call, actor=other, now=clock.now())
    actions.close_help(call, actor=other, now=clock.now())
    db.session.commit()

    page = browse(bench.instructor).get(PAGE).text

    assert f"vue par {bench.instructor.first_name} en 1 min" in page and "Karima" not in page


def test_the_times_of_the_day_are_kept_and_told(browse):
    bench = Bench()
    for minutes in (10, 20, 60):
        actions.see_help(call_for(bench, minutes), actor=bench.instructor, now=clock.now())
    actions.close_help(call_for(bench, 30), actor=bench.instructor, now=clock.now())
    call_for(bench)
    db.session.commit()

    page = browse(bench.instructor).get(PAGE).text

    assert "Aides du jour : 5" in page
    assert "vues en 25 min" in page  # the median of 10, 20, 30 and 60
    assert "réglée en 30 min" in page and "pas encore vue" in page


def test_a_call_of_yesterday_stays_open_and_is_not_of_the_day(browse):
    bench = Bench()
    call_for(bench, minutes_ago=24 * 60)

    page = browse(bench.instructor).get(PAGE).text

    assert "panel-call" in page and "Aides du jour" not in page


def test_who_is_there_and_may_coach_is_proposed(browse):
    bench = Bench()
    lina, absent = expert(bench, "Lina"), expert(bench, "Noé")
    expert(bench, "Tom", level=3)
    away = {"presence": Presence.ABSENT, "minutes": 0}
    saved(Attendance(class_session=bench.session, student=absent, **away))
    call_for(bench)

    page = browse(bench.instructor).get(PAGE).text

    assert f"{lina.first_name} (niveau\N{NO-BREAK SPACE}4)" in page
    assert (
        "Noé (niveau\N{NO-BREAK SPACE}4)" not in page
        and "Tom (niveau\N{NO-BREAK SPACE}4)" not in page
    )


def test_a_beginners_team_is_shown_who_may_help_it(browse):
    bench = Bench()
    lina, maitre = expert(bench, "Lina"), browse(bench.instructor)
    told = f"{lina.first_name} (niveau\N{NO-BREAK SPACE}4)"
    assert told not in maitre.get(PAGE).text  # they work alone

    for student in (bench.ines, bench.malik):
        kind = bench.operation.operation_type_id
        actions.set_level(student, kind, 1, actor=bench.instructor, now=clock.now())
    db.session.commit()

    assert told in maitre.get(PAGE).text
    team = f"/bureau/operations/{bench.operation.id}/equipe/{bench.session.id}"
    assert told in maitre.get(team).text


def test_nobody_coaches_their_own_team(browse):
    bench = Bench()
    kind = bench.operation.operation_type_id
    actions.set_level(bench.malik, kind, 4, actor=bench.instructor, now=clock.now())
    call_for(bench)

    assert "Peut aider" not in browse(bench.instructor).get(PAGE).text


def test_the_board_is_told_which_card_calls(browse):
    bench = Bench()
    maitre = browse(bench.instructor)
    known = {"If-None-Match": maitre.get(BOARD).headers["ETag"]}
    assert maitre.get(BOARD, headers=known).status_code == 304

    call = call_for(bench)

    page = maitre.get(BOARD, headers=known)
    assert page.status_code == 200
    assert f'data-call="{bench.assignment.id}"' in page.text
    assert bench.ines.first_name in page.text and bench.ines.last_name not in page.text
    maitre.send(f"/bureau/aides/{call.id}/fermer", page=PAGE)
    assert "data-call" not in maitre.get(BOARD).text


def test_a_call_before_the_session_has_an_operation_only(app):
    bench = Bench()
    call_for(bench, minutes_ago=90)  # the session began half an hour ago

    (told,) = queries.cards_calling()

    assert (told.card_id, told.operation_id) == (None, bench.operation.id)


@pytest.mark.parametrize("calls", [0, 1, 4])
def test_the_board_asks_one_question_about_calls_however_many_there_are(browse, calls):
    bench = Bench()
    maitre = browse(bench.instructor)
    for _ in range(calls):
        call_for(bench)

    with listening() as statements:
        maitre.get(BOARD)

    assert len([one for one in statements if "FROM help_call" in one]) == 1
