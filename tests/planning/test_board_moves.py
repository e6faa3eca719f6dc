"""Cards moved by hand: checked by the rules, kept, taken back, and never lost between two people."""

import pytest

from erp.core import clock
from erp.core.db import db
from erp.people.states import Role
from erp.planning import actions, queries
from erp.planning.actions import Hand, Seen
from erp.planning.refusals import (
    CardHasMoved,
    CardIsPinned,
    CardRefused,
    CardStandsOtherwise,
    MoveIsTooOld,
    MoveIsUndone,
)
from erp.planning.states import MoveKind
from erp.production import queries as production
from erp.production.actions import Team
from erp.production.states import OperationState
from erp.school.models import School
from erp.timetable.models import Absence
from erp.timetable.states import AbsenceReason
from tests.builders import a_place, a_user, saved
from tests.planning.test_school_instance import Workshop, an_operation_like


@pytest.fixture
def workshop():
    return Workshop()


def hand(workshop, motive: str = "") -> Hand:
    return Hand(workshop.leader, clock.now(), motive)


def to(workshop, session, *students) -> Team:
    team = list(students) or [workshop.ines]
    return Team(workshop.operation, session, team, workshop.leader, workshop.machine)


def placed(workshop, session, *students):
    move = actions.place_card(to(workshop, session, *students), hand(workshop))
    db.session.commit()
    return production.assignment_of(workshop.operation.id, session.id), move


def test_a_card_goes_to_another_session_and_says_from_where(workshop):
    monday, tuesday = workshop.sessions[:2]
    card, _ = placed(workshop, monday)

    move = actions.move_card(Seen.now(card), to(workshop, tuesday), hand(workshop))
    db.session.commit()

    assert production.assignment(card.id).class_session_id == tuesday.id
    assert move.kind is MoveKind.MOVE
    assert (move.before["session"], move.after["session"]) == (monday.id, tuesday.id)
    assert "Inès" in move.after["words"]


def test_every_reason_against_a_move_is_told_at_once(workshop):
    monday, tuesday = workshop.sessions[:2]
    card, _ = placed(workshop, monday)
    ends = {"starts_at": tuesday.starts_at, "ends_at": tuesday.ends_at}
    saved(Absence(student=workshop.ines, reason=AbsenceReason.ILLNESS, **ends))
    workshop.machine.place = a_place()
    db.session.commit()

    with pytest.raises(CardRefused) as refused:
        actions.move_card(Seen.now(card), to(workshop, tuesday), hand(workshop))

    told = " ".join(str(one) for one in refused.value.reasons)
    assert "est absent" in told and "la séance est ailleurs" in told
    assert not refused.value.bends


def test_an_instructor_sets_the_order_of_work_aside_with_a_motive(workshop):
    then = a_next_operation(workshop)
    team = Team(then, workshop.sessions[0], [workshop.malik], workshop.leader)

    with pytest.raises(CardRefused, match="placez-la d'abord") as refused:
        actions.place_card(team, hand(workshop))
    db.session.rollback()
    assert refused.value.bends and not refused.value.asks_director
    move = actions.place_card(team, hand(workshop, "pièces d'une autre série"))

    assert move.motive == "pièces d'une autre série"


def test_a_safety_rule_of_the_school_bends_for_the_director_only(workshop):
    workshop.machine.capacity = 1
    team = to(workshop, workshop.sessions[0])
    others = crowd(workshop, team)
    assert others

    with pytest.raises(CardRefused) as refused:
        actions.place_card(team, hand(workshop, "urgent"))
    db.session.rollback()
    assert refused.value.asks_director and refused.value.bends
    director = Hand(a_user(Role.DIRECTOR), clock.now(), "urgent")

    assert actions.place_card(team, director).motive == "urgent"


def crowd(workshop, team):
    """The school allows one student an instructor, and one is there already."""
    db.session.get(School, 1).students_per_instructor = 1
    other = an_operation_like(workshop.operation)
    given = Team(other, team.session, [workshop.malik], workshop.leader)
    db.session.commit()
    return actions.place_card(given, hand(workshop))


def test_what_another_person_moved_meanwhile_is_told_and_nothing_is_lost(workshop):
    monday, tuesday, wednesday = workshop.sessions[:3]
    card, _ = placed(workshop, monday)
    old = Seen.now(card)
    paul = Hand(a_user(Role.INSTRUCTOR, first_name="Paul"), clock.now())
    actions.move_card(old, to(workshop, tuesday), paul)
    db.session.commit()

    with pytest.raises(CardHasMoved, match="Paul .* vient de changer"):
        actions.move_card(old, to(workshop, wednesday), hand(workshop))
    db.session.rollback()

    assert production.assignment(card.id).class_session_id == tuesday.id


def test_other_hands_alone_are_another_version_of_the_card(workshop):
    card, _ = placed(workshop, workshop.sessions[0])
    old = Seen.now(card)
    actions.move_card(old, to(workshop, workshop.sessions[0], workshop.malik), hand(workshop))
    db.session.commit()

    with pytest.raises(CardHasMoved):
        actions.move_card(old, to(workshop, workshop.sessions[1]), hand(workshop))


def test_a_card_that_is_gone_is_told_not_an_error(workshop):
    card, _ = placed(workshop, workshop.sessions[0])
    old = Seen.now(card)
    actions.remove_card(old, hand(workshop))
    db.session.commit()

    with pytest.raises(CardHasMoved, match="à planifier"):
        actions.pin_card(old, True, hand(workshop))


def test_a_pinned_card_is_freed_before_it_moves(workshop):
    card, _ = placed(workshop, workshop.sessions[0])
    actions.pin_card(Seen.now(card), True, hand(workshop))
    db.session.commit()

    with pytest.raises(CardIsPinned):
        actions.move_card(Seen.now(card), to(workshop, workshop.sessions[1]), hand(workshop))


def test_a_pin_survives_a_new_plan(workshop):
    far = workshop.sessions[3]
    card, _ = placed(workshop, far)
    actions.pin_card(Seen.now(card), True, hand(workshop))
    db.session.commit()

    planned = workshop.planned()

    first = planned[str(workshop.operation.id)].chunks[0]
    assert first.session == str(far.id)


@pytest.mark.parametrize("kind", ["place", "move", "change", "pin", "remove"])
def test_each_kind_of_move_is_taken_back(workshop, kind):
    monday, tuesday = workshop.sessions[:2]
    card, move = placed(workshop, monday)
    before = queries.as_it_stands(card)
    if kind == "move":
        move = actions.move_card(Seen.now(card), to(workshop, tuesday), hand(workshop))
    if kind == "change":
        team = to(workshop, monday, workshop.malik)
        move = actions.move_card(Seen.now(card), team, hand(workshop))
    if kind == "pin":
        move = actions.pin_card(Seen.now(card), True, hand(workshop))
    if kind == "remove":
        move = actions.remove_card(Seen.now(card), hand(workshop))
    db.session.commit()

    undone = actions.undo_move(move, actor=workshop.leader, now=clock.now())
    db.session.commit()

    now = production.assignment_of(workshop.operation.id, monday.id)
    assert undone.kind is MoveKind.UNDO and undone.undoes_id == move.id
    if kind == "place":
        assert now is None
    else:
        kept = queries.as_it_stands(now)
        assert {**kept, "rank": 0} == {**before, "rank": 0}
    with pytest.raises(MoveIsUndone):
        actions.undo_move(move, actor=workshop.leader, now=clock.now())


def test_other_hands_on_a_published_team_are_taken_back(workshop):
    """It was never ranked by a hand: its rank moves too, and that is not what is undone."""
    card = workshop.assign(workshop.sessions[0], machine=workshop.machine)
    team = to(workshop, workshop.sessions[0], workshop.malik)
    move = actions.move_card(Seen.now(card), team, hand(workshop))
    db.session.commit()

    actions.undo_move(move, actor=workshop.leader, now=clock.now())
    db.session.commit()

    hands = [one.student_id for one in production.assignment(card.id).members]
    assert hands == [workshop.ines.id]


def test_a_move_is_not_taken_back_over_a_newer_one(workshop):
    monday, tuesday, wednesday = workshop.sessions[:3]
    card, _ = placed(workshop, monday)
    first = actions.move_card(Seen.now(card), to(workshop, tuesday), hand(workshop))
    db.session.commit()
    actions.move_card(Seen.now(card), to(workshop, wednesday), hand(workshop))
    db.session.commit()

    with pytest.raises(CardStandsOtherwise):
        actions.undo_move(first, actor=workshop.leader, now=clock.now())


def two_cards(workshop, session):
    """One after the other in the same session, each with a student of its own."""
    first, _ = placed(workshop, session)
    other = an_operation_like(workshop.operation)
    db.session.commit()
    actions.place_card(Team(other, session, [workshop.malik], workshop.leader), hand(workshop))
    db.session.commit()
    return first, production.assignment_of(other.id, session.id)


def test_order_within_a_session_moves_nobody(workshop):
    session = workshop.sessions[0]
    first, second = two_cards(workshop, session)

    actions.put_ahead(Seen.now(second), first.id, hand(workshop))
    db.session.commit()

    teams = queries.in_turn(production.assignments_of_session(session.id))
    assert [one.id for one in teams] == [second.id, first.id]


def test_three_sessions_that_hold_are_proposed_and_none_where_nobody_is_there(workshop):
    workshop.ines.left_on = clock.today()
    times = {"starts_at": workshop.sessions[0].starts_at, "ends_at": workshop.sessions[0].ends_at}
    saved(Absence(student=workshop.malik, reason=AbsenceReason.OTHER, **times))

    found = queries.chances(clock.now()).proposals(workshop.operation)

    assert [one.team.session.id for one in found] == [one.id for one in workshop.sessions[1:4]]
    assert all(one.team.students == [workshop.malik] for one in found)


def a_next_operation(workshop):
    """The one after, of the same work order."""
    then = an_operation_like(workshop.operation)
    then.work_order, then.position = workshop.work, workshop.operation.position + 1
    then.state = OperationState.TO_DO
    db.session.commit()
    return then


def moved_to_and_fro(workshop, times):
    """One card, between two sessions."""
    moves = []
    card, _ = placed(workshop, workshop.sessions[0])
    for n in range(times):
        team = to(workshop, workshop.sessions[(n + 1) % 2])
        moves.append(actions.move_card(Seen.now(card), team, hand(workshop)))
        db.session.commit()
    return card, moves


def test_twenty_moves_are_taken_back_one_after_the_other_and_no_more(workshop):
    card, moves = moved_to_and_fro(workshop, 21)

    for move in reversed(moves[1:]):
        actions.undo_move(move, actor=workshop.leader, now=clock.now())
        db.session.commit()

    assert production.assignment(card.id).class_session_id == workshop.sessions[1].id
    with pytest.raises(MoveIsTooOld, match="20 derniers"):
        actions.undo_move(moves[0], actor=workshop.leader, now=clock.now())


def test_what_was_taken_back_is_put_again(workshop):
    card, moves = moved_to_and_fro(workshop, 1)
    undone = actions.undo_move(moves[0], actor=workshop.leader, now=clock.now())
    db.session.commit()

    actions.undo_move(undone, actor=workshop.leader, now=clock.now())
    db.session.commit()

    assert production.assignment(card.id).class_session_id == workshop.sessions[1].id


def test_an_order_within_the_session_is_taken_back_too(workshop):
    session = workshop.sessions[0]
    first, second = two_cards(workshop, session)
    move = actions.put_ahead(Seen.now(second), first.id, hand(workshop))
    db.session.commit()

    actions.undo_move(move, actor=workshop.leader, now=clock.now())
    db.session.commit()

    teams = queries.in_turn(production.assignments_of_session(session.id))
    assert [one.id for one in teams] == [first.id, second.id]
