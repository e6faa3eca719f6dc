"""The planning board as an instructor sees it: the grid, « Déplacer vers… », plans, two at once."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine

from erp.core import clock, outbox
from erp.core.db import db
from erp.equipment.models import Machine, MaintenanceWindow, RegulatedWork
from erp.equipment.states import Article, MachineMode
from erp.people.states import Role
from erp.planning import actions as planning
from erp.planning import job, queries
from erp.planning.actions import KIND, Hand, Seen
from erp.planning.grid import load_tone
from erp.production import queries as production
from erp.production.actions import Team
from erp.safety.models import SafetyDecision
from erp.safety.states import Decision
from erp.school.models import School
from erp.timetable import queries as timetable
from erp.timetable.models import Absence, CalendarEvent, ClosedDays
from erp.timetable.states import AbsenceReason, EventKind, Nature
from tests.builders import a_class_session, a_place, a_school, a_student, a_user, saved
from tests.planning.test_school_instance import Workshop, an_operation_like
from tests.walls.test_query_counts import ask

MONDAY, FOUR_HOURS = "2026-11-23T07:00:00+01:00", 240


@pytest.fixture
def workshop():
    return Workshop()


def week_of(session) -> str:
    return f"/bureau/planning?semaine={clock.monday_of(session.day)}"


def a_card(workshop, session, student=None):
    team = Team(
        workshop.operation, session, [student or workshop.ines], workshop.leader, workshop.machine
    )
    planning.place_card(team, Hand(workshop.leader, clock.now()))
    db.session.commit()
    return production.assignment_of(workshop.operation.id, session.id)


def told(workshop, card, session, **more) -> dict:
    """What the form of a card sends."""
    return {
        "operation": workshop.operation.id,
        "card": card.id if card else "",
        "version": card.version if card else "",
        "seance": session.id,
        "student_ids": [workshop.ines.id],
        "machine_id": workshop.machine.id,
        "semaine": clock.monday_of(session.day).isoformat(),
        **more,
    }


def move(browser, workshop, card, session, **more):
    url = f"/bureau/planning/operations/{workshop.operation.id}/deplacer"
    return browser.send(url, told(workshop, card, session, **more))


@pytest.mark.parametrize("by", ["equipes", "machines", "eleves"])
def test_a_card_is_in_the_row_of_its_team_its_machine_and_its_student(browse, workshop, by):
    card = a_card(workshop, workshop.sessions[0])

    page = browse(workshop.leader).get(f"{week_of(workshop.sessions[0])}&par={by}").text

    row = {"equipes": workshop.cohort.name, "machines": "Tour 1", "eleves": workshop.ines.name}[by]
    line = next(one for one in page.split("<tr>") if f'<th scope="row">{row}' in one)
    assert f'id="carte-{card.id}"' in line
    assert "niv. 3" in line and "25 ×" in line and "promis" in line


def test_a_card_says_when_its_order_would_end_after_the_promise(browse, workshop):
    """Both days, in amber; red once the promise is past."""
    workshop.work.due_on = clock.day_of(workshop.sessions[0].starts_at)
    workshop.operation.student_seconds = 3600
    for one in workshop.work.operations[1:]:
        db.session.delete(one)
    a_card(workshop, workshop.sessions[1])
    browser, due = browse(workshop.leader), workshop.work.due_on

    page = browser.get(week_of(workshop.sessions[1])).text
    assert "job-late" in page and "demain → " in page
    with time_machine.travel(clock.at(due + timedelta(days=1), time(7)), tick=False):
        page = browse(workshop.leader).get(week_of(workshop.sessions[1])).text
    assert "job-missed" in page and "hier dépassé" in page


def test_a_card_that_others_finish_before_it_says_so(browse, workshop):
    workshop.operation.student_seconds = 3600
    a_card(workshop, workshop.sessions[0])
    a_card(workshop, workshop.sessions[1])

    page = browse(workshop.leader).get(week_of(workshop.sessions[1])).text

    assert page.count("fini avant") == 1


@pytest.mark.parametrize(
    ("by", "possible"),
    [("equipes", 2 * FOUR_HOURS), ("machines", FOUR_HOURS), ("eleves", FOUR_HOURS)],
)
def test_a_bar_says_how_full_a_row_is(browse, by, possible):
    """One student works an hour and a half of the week's one morning that is not over."""
    with time_machine.travel(MONDAY, tick=False):
        workshop = Workshop(mornings=1)
        workshop.operation.student_seconds = 5400
        a_card(workshop, workshop.sessions[0])
        page = browse(workshop.leader).get(f"{week_of(workshop.sessions[0])}&par={by}").text

    heads = re.findall(r'<th scope="row">.*?</th>', page, re.S)
    bars = [re.search(r'value="(\d+)" max="(\d+)"', one) for one in heads]
    assert ("90", str(possible)) in [one.groups() for one in bars if one]


@pytest.mark.parametrize(
    ("planned", "tone"), [(0, ""), (216, ""), (217, "warn"), (240, "warn"), (241, "bad")]
)
def test_a_load_is_amber_beyond_nine_tenths_and_red_beyond_what_is_possible(planned, tone):
    assert load_tone(planned, 240) == tone


def test_holidays_and_closed_days_are_shut_with_their_name(browse):
    with time_machine.travel(MONDAY, tick=False):
        workshop = Workshop()  # its sessions begin on Tuesday
        closed = {"starts_on": clock.today(), "ends_on": clock.today()}
        saved(ClosedDays(label="pont de Noël", **closed))
        browser = browse(workshop.leader)
        a_class_session(workshop.cohort, starts_at=clock.at(date(2026, 12, 18), time(8)))
        a_class_session(workshop.cohort, starts_at=clock.at(date(2026, 12, 22), time(8)))

        bridge = browser.get(week_of(workshop.sessions[0])).text
        holidays = browser.get("/bureau/planning?semaine=2026-12-21").text

    assert bridge.count('<p class="shut shut-closed">pont de Noël</p>') == 2
    assert holidays.count('<p class="shut shut-closed">vacances de Noël</p>') >= 7


def test_a_week_without_sessions_says_why_and_offers_no_empty_paper(browse, workshop):
    browser = browse(workshop.leader)

    board = browser.get("/bureau/planning?semaine=2026-12-28").text
    wall = browser.get("/bureau/planning/mur?semaine=2026-12-28").text

    assert "Rien cette semaine" in board and "vacances de Noël" in board
    assert "semaine.pdf" not in board and "equipes.pdf" not in board
    assert "Pas d&#39;atelier cette semaine : vacances de Noël" in wall.replace("'", "&#39;")


def test_a_school_without_orders_reads_where_work_comes_from(browse):
    a_school()

    page = browse(a_user(Role.INSTRUCTOR)).get("/bureau/planning").text

    assert "Rien à planifier" in page and "Tout a une équipe" not in page


def test_the_tray_is_in_the_order_of_the_promises(browse, workshop):
    late, soon = an_operation_like(workshop.operation), an_operation_like(workshop.operation)
    late.work_order.due_on, soon.work_order.due_on = date(2027, 3, 1), date(2026, 1, 5)
    workshop.work.due_on = date(2026, 6, 1)
    db.session.commit()

    page = browse(workshop.leader).get(week_of(workshop.sessions[0])).text

    shown = re.findall(r'job-wait"[^>]*data-operation="(\d+)"', page)
    firsts = [int(one) for one in shown if int(one) in (late.id, soon.id, workshop.operation.id)]
    assert firsts == [soon.id, workshop.operation.id, late.id]


def test_moving_and_putting_in_order_are_told_apart_above_the_grid(browse, workshop):
    page = browse(workshop.leader).get(week_of(workshop.sessions[0])).text

    assert page.index("Déplacer change quand et qui") < page.index("<table")


def test_lessons_events_and_upkeep_are_shut(browse, workshop):
    session = workshop.sessions[0]
    day = {"starts_on": session.day, "ends_on": session.day}
    saved(CalendarEvent(kind=EventKind.EXAM, label="Examen blanc", cohort=workshop.cohort, **day))
    span = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    saved(MaintenanceWindow(machine=workshop.machine, reason="Vidange", **span))
    browser = browse(workshop.leader)

    teams = browser.get(week_of(session)).text
    machines = browser.get(f"{week_of(session)}&par=machines").text

    assert "shut-lesson" in teams and "Examen blanc" in teams
    assert "Vidange" in machines


def test_an_absent_student_is_shown_without_a_reason(browse, workshop):
    session = workshop.sessions[0]
    span = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    saved(Absence(student=workshop.ines, reason=AbsenceReason.ILLNESS, **span))

    page = browse(workshop.leader).get(f"{week_of(session)}&par=eleves").text

    assert "Absent" in page and "Maladie" not in page


def test_a_secretary_reads_the_board_and_moves_nothing(browse, workshop):
    card = a_card(workshop, workshop.sessions[0])
    browser = browse(a_user(Role.SECRETARY))

    page = browser.get(week_of(workshop.sessions[0])).text
    answer = move(browser, workshop, card, workshop.sessions[1])

    assert "carte-" in page and "draggable" not in page and "Proposer un plan" not in page
    assert answer.status_code == 403


def test_the_tray_leads_to_three_sessions_that_hold_and_one_is_taken_with_one_tap(browse, workshop):
    browser = browse(workshop.leader)
    assert workshop.operation.label in browser.get(week_of(workshop.sessions[0])).text

    page = browser.get(f"/bureau/planning/operations/{workshop.operation.id}").text
    assert page.count('class="proposal"') == 3
    answer = move(browser, workshop, None, workshop.sessions[0])

    assert "noté au planning" in answer.text
    assert production.assignment_of(workshop.operation.id, workshop.sessions[0].id)


def test_a_refused_move_says_every_reason_and_offers_other_sessions(browse, workshop):
    card, session = a_card(workshop, workshop.sessions[0]), workshop.sessions[1]
    span = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    saved(Absence(student=workshop.ines, reason=AbsenceReason.OTHER, **span))
    saved(MaintenanceWindow(machine=workshop.machine, reason="Vidange", **span))

    answer = move(browse(workshop.leader), workshop, card, session)

    assert answer.status_code == 422
    assert "est absent" in answer.text and "entretien" in answer.text
    assert 'class="proposal"' in answer.text and "Forcer avec motif" not in answer.text
    assert production.assignment(card.id).class_session_id == workshop.sessions[0].id
    refused = db.session.query(SafetyDecision).filter_by(decision=Decision.REFUSED).one()
    assert "absent" in str(refused.reasons)


def test_what_is_not_safety_is_forced_by_the_instructor_who_says_why(browse, workshop):
    workshop.machine.place = a_place()
    db.session.commit()
    browser, session = browse(workshop.leader), workshop.sessions[0]

    refused = move(browser, workshop, None, session)
    assert refused.status_code == 422 and "Forcer avec motif" in refused.text
    forced = move(browser, workshop, None, session, motive="machine prêtée")

    assert forced.status_code == 200
    assert queries.last_moves()[0].motive == "machine prêtée"


def test_a_safety_rule_of_the_school_is_forced_by_the_director_alone(browse, workshop):
    """An instructor reads who may, and finds no field for a motive; typing one changes nothing."""
    db.session.get(School, 1).students_per_instructor = 1
    session, other = workshop.sessions[0], an_operation_like(workshop.operation)
    team = Team(other, session, [workshop.malik], workshop.leader)
    planning.place_card(team, Hand(workshop.leader, clock.now()))
    db.session.commit()
    chief, director = browse(workshop.leader), browse(a_user(Role.DIRECTOR))

    for motive in ("", "urgent"):
        refused = move(chief, workshop, None, session, motive=motive)
        assert refused.status_code == 422 and "Forcer avec motif" not in refused.text
        assert "La direction seule passe outre" in refused.text
    offered = move(director, workshop, None, session)
    assert offered.status_code == 422 and "Forcer avec motif" in offered.text
    assert production.assignment_of(workshop.operation.id, session.id) is None
    move(director, workshop, None, session, motive="client pressé")

    kept = db.session.query(SafetyDecision).filter_by(decision=Decision.OVERRIDDEN).one()
    assert kept.motive == "client pressé"


def test_nobody_forces_the_law_nor_an_absence(browse, workshop):
    workshop.machine.regulated_works = [
        RegulatedWork(mode=MachineMode.PRODUCTION, article=Article.MACHINES.value)
    ]
    workshop.ines.birth_date = clock.today() - timedelta(days=16 * 365)
    db.session.commit()

    answer = move(
        browse(a_user(Role.DIRECTOR)), workshop, None, workshop.sessions[0], motive="J'en réponds"
    )

    assert answer.status_code == 422 and "Code du travail" in answer.text
    assert "Forcer avec motif" not in answer.text
    assert production.assignment_of(workshop.operation.id, workshop.sessions[0].id) is None


def drop(browser, workshop, card, session, **more):
    cell = {
        "operation": workshop.operation.id,
        "card": card.id if card else "",
        "version": card.version if card else "",
        "row": workshop.cohort.id,
        "day": session.day.isoformat(),
        "half": "matin",
        "semaine": clock.monday_of(session.day).isoformat(),
    }
    return browser.send("/bureau/planning/deposer", {**cell, **more})


def test_a_card_dropped_in_another_cell_keeps_its_hands_and_its_machine(browse, workshop):
    card = a_card(workshop, workshop.sessions[0])

    drop(browse(workshop.leader), workshop, card, workshop.sessions[1])

    now = production.assignment(card.id)
    assert now.class_session_id == workshop.sessions[1].id
    assert [one.student_id for one in now.members] == [workshop.ines.id]
    assert now.machine_id == workshop.machine.id


def test_dropped_in_another_students_row_the_work_changes_hands(browse, workshop):
    card = a_card(workshop, workshop.sessions[0])
    rows = {"par": "eleves", "row": workshop.malik.id, "from": workshop.ines.id}

    drop(browse(workshop.leader), workshop, card, workshop.sessions[0], **rows)

    assert [one.student_id for one in production.assignment(card.id).members] == [workshop.malik.id]


@pytest.mark.parametrize("wrong", [{"row": "999"}, {"half": "soir"}, {"day": "1999-01-01"}])
def test_dropped_where_there_is_no_session_a_sentence_answers(browse, workshop, wrong):
    answer = drop(browse(workshop.leader), workshop, None, workshop.sessions[0], **wrong)

    assert answer.status_code == 409 and "Pas de séance" in answer.text
    assert answer.text.count('class="proposal"') == 3


def test_dropped_on_a_lesson_the_answer_names_it(browse, workshop):
    browser, session = browse(workshop.leader), workshop.sessions[0]
    lesson = timetable.sessions_between(session.day, session.day, nature=Nature.THEORY)[0]
    lesson.subject = "Mathématiques"
    db.session.commit()

    cell = re.search(r'<td class="cell cell-shut[^>]*>', browser.get(week_of(session)).text).group()
    answer = drop(browser, workshop, None, session, half="soir")

    assert 'data-half="soir"' in cell, "the mouse may put it there, and is answered"
    assert "Mathématiques" in told_in(answer) and answer.status_code == 409


def told_in(answer) -> str:
    return re.search(r'role="alert">(.*?)</div>', answer.text, re.S)[1]


def test_nobody_who_fits_is_said_with_the_students_to_choose_from(browse, workshop):
    """Whoever insists ticks them and reads every reason."""
    for one in (workshop.ines, workshop.malik):
        span = {
            "starts_at": workshop.sessions[0].starts_at,
            "ends_at": workshop.sessions[0].ends_at,
        }
        saved(Absence(student=one, reason=AbsenceReason.OTHER, **span))

    answer = drop(browse(workshop.leader), workshop, None, workshop.sessions[0])

    assert answer.status_code == 409 and "Personne" in told_in(answer)
    assert answer.text.count('class="proposal"') == 3
    assert answer.text.count('name="student_ids"') >= 2


def test_the_second_who_takes_the_same_work_from_the_tray_is_told(browse, workshop):
    """Both pages showed it without a team."""
    first, second = browse(workshop.leader), browse(a_user(Role.INSTRUCTOR))

    drop(first, workshop, None, workshop.sessions[0])
    answer = drop(second, workshop, None, workshop.sessions[1])

    assert answer.status_code == 409 and workshop.leader.name in told_in(answer)
    assert len(workshop.operation.assignments) == 1
    again = drop(second, workshop, None, workshop.sessions[1], version=1)
    assert again.status_code == 200 and len(workshop.operation.assignments) == 2


def test_nonsense_dropped_is_never_an_error_of_ours(browse, workshop):
    browser, session = browse(workshop.leader), workshop.sessions[0]

    assert drop(browser, workshop, None, session, day="hier").status_code == 400
    assert drop(browser, workshop, None, session, operation="x").status_code == 404
    assert browser.get("/bureau/planning?semaine=x&par=y&tri=z").status_code == 200


def test_the_second_of_two_instructors_sees_what_the_first_did(browse, workshop):
    monday, tuesday, wednesday = workshop.sessions[:3]
    card = a_card(workshop, monday)
    shown = told(workshop, card, wednesday)
    paul = Hand(a_user(Role.INSTRUCTOR, first_name="Paul"), clock.now())
    team = Team(workshop.operation, tuesday, [workshop.ines], workshop.leader, workshop.machine)
    planning.move_card(Seen.now(card), team, paul)
    db.session.commit()

    url = f"/bureau/planning/operations/{workshop.operation.id}/deplacer"
    answer = browse(workshop.leader).send(url, shown)

    assert answer.status_code == 409
    assert "Paul" in answer.text and "Rien n&#39;a été enregistré" in answer.text
    assert production.assignment(card.id).class_session_id == tuesday.id


def test_the_page_tells_what_others_moved_since_it_was_drawn(browse, workshop):
    browser, seen = browse(a_user(Role.INSTRUCTOR)), queries.last_move_id()
    a_card(workshop, workshop.sessions[0])
    a_card(workshop, workshop.sessions[1])

    first = browser.get("/bureau/planning/suivi?vu=1")
    again = browser.get(
        "/bureau/planning/suivi?vu=1", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert seen == 0
    assert "Entre-temps" in first.text and workshop.leader.name in first.text
    assert again.status_code == 304


def test_a_pin_is_seen_and_the_last_moves_are_taken_back(browse, workshop):
    card = a_card(workshop, workshop.sessions[0])
    browser = browse(workshop.leader)
    facts = {"operation": workshop.operation.id, "version": card.version, "pinned": "1"}

    page = browser.send(
        f"/bureau/planning/cartes/{card.id}/fixer",
        {**facts, "semaine": clock.monday_of(workshop.sessions[0].day).isoformat()},
    ).text
    assert "job-pin" in page
    moves = browser.get("/bureau/planning/deplacements").text
    newest = re.search(r"deplacements/(\d+)/annuler", moves)[1]
    browser.send(f"/bureau/planning/deplacements/{newest}/annuler")

    assert not production.assignment(card.id).is_pinned


def test_a_plan_is_asked_for_followed_shown_beside_the_week_and_published(browse, workshop):
    browser = browse(workshop.leader)
    browser.send("/bureau/planning/proposer", {"garder": "on"})
    assert "En attente" in browser.get("/bureau/planning/suivi").text
    run_id = queries.run_in_hand().id
    queries.run(run_id).seconds = 1
    db.session.commit()
    for message_id in outbox.due(clock.now()):
        outbox.deliver(message_id, {KIND: job.run_plan, "mail": lambda payload: None})

    plan = queries.run(run_id).plan
    day = clock.monday_of(clock.day_of(workshop.sessions[0].starts_at)).isoformat()
    page = browser.get(f"/bureau/planning?semaine={day}").text
    assert "job-draft" in page and "Publier la semaine" in page
    assert production.assignments_from(clock.today()) == []

    assert "Pas encore publiée" in page

    answer = browser.send(f"/bureau/planning/calculs/{run_id}/publier", {"semaine": day})
    assert f"par {workshop.leader.name}" in answer.text and "Publiée" in answer.text
    assert len(production.assignments_from(clock.today())) >= 1
    assert browser.get(f"/bureau/planning/calculs/{run_id}").status_code == 200
    assert plan["placed"]


def test_a_plan_in_hand_is_stopped(browse, workshop):
    browser = browse(workshop.leader)
    browser.send("/bureau/planning/proposer")
    run_id = queries.run_in_hand().id

    browser.send(f"/bureau/planning/calculs/{run_id}/arreter")

    assert queries.run_in_hand() is None


def test_a_fuller_week_asks_no_more_questions(browse, workshop):
    """Rows, cards, drafts and the tray, whichever the rows are; the wall and the papers too."""
    browser, session = browse(workshop.leader), workshop.sessions[0]
    week = clock.monday_of(session.day)
    pages = [f"{week_of(session)}&par={by}" for by in ("equipes", "machines", "eleves")]
    pages += [f"/bureau/planning/{one}?semaine={week}" for one in ("mur", "semaine.pdf")]
    counts = []
    for rows in (1, 4):
        for _ in range(rows):
            other = an_operation_like(workshop.operation)
            student = a_student(workshop.cohort)
            saved(
                Machine(
                    name=f"Tour {other.id}",
                    machine_type=workshop.machine.machine_type,
                    place=workshop.place,
                )
            )
            team = Team(other, session, [student], workshop.leader)
            planning.place_card(team, Hand(workshop.leader, clock.now()))
            db.session.commit()
        counts.append([len(ask(browser, page)) for page in pages])

    assert counts[0] == counts[1]
