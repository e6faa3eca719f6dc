"""What a hand does on the board: put a card, move it, pin it, put it in order, take it back."""

from dataclasses import dataclass
from datetime import date, datetime

from erp.core import clock
from erp.core.db import db
from erp.core.words import N_
from erp.equipment import queries as equipment
from erp.equipment.states import MachineMode
from erp.people import queries as people
from erp.people.models import User
from erp.planning import queries, rules
from erp.planning.actions.weeks import hold_weeks
from erp.planning.models import BoardMove
from erp.planning.queries.stands import Stands, as_it_stands, is_same
from erp.planning.refusals import (
    CardHasMoved,
    CardStandsOtherwise,
    MoveIsTooOld,
    MoveIsUndone,
    PlanIsOutdated,
)
from erp.planning.states import MoveKind
from erp.production import actions as production
from erp.production import queries as work
from erp.production.actions import Team
from erp.production.models import Assignment, Operation
from erp.production.refusals import AlreadyAssigned
from erp.timetable import queries as timetable


@dataclass(frozen=True)
class Hand:
    """Who moves, when, and why when a rule is set aside. `undoes`: a move that is taken back."""

    actor: User
    now: datetime
    motive: str = ""
    undoes: BoardMove | None = None


@dataclass(frozen=True)
class Seen:
    """A card as the page showed it; `version`: the one that was read there."""

    card_id: int
    operation: Operation
    version: int

    @classmethod
    def now(cls, card: Assignment) -> "Seen":
        return cls(card.id, card.operation, card.version)


def place_card(team: Team, hand: Hand, known: int | None = None) -> BoardMove:
    """From the tray to a session; `known`: how many teams its page showed of the operation."""
    hold_weeks([_monday(team.session.starts_at)])
    if known is not None and work.count_teams(team.operation.id) != known:
        raise CardHasMoved(what=queries.what_happened(team.operation))
    rules.check_to_come(team.session, hand.now)
    _check_has_none(team)
    standing = _give(team, hand)
    return _note(MoveKind.PLACE, team.operation, None, as_it_stands(standing), hand)


def move_card(seen: Seen, team: Team, hand: Hand) -> BoardMove:
    """To another session, other students, another machine."""
    card = _found(seen, team.session.starts_at)
    rules.check_is_free_to_move(card)
    rules.check_to_come(card.class_session, hand.now)
    rules.check_to_come(team.session, hand.now)
    before, kind = as_it_stands(card), MoveKind.CHANGE
    if card.class_session_id != team.session.id:
        kind = MoveKind.MOVE
        _check_has_none(team)
        card.class_session, card.rank = team.session, 0  # the last of those who are there
        db.session.flush()  # what follows asks who has what at that session
    return _note(kind, card.operation, before, as_it_stands(_give(team, hand)), hand)


def remove_card(seen: Seen, hand: Hand) -> BoardMove:
    """Back to the tray."""
    card = _found(seen)
    rules.check_is_free_to_move(card)
    rules.check_to_come(card.class_session, hand.now)
    before, operation = as_it_stands(card), card.operation
    production.remove_team(card, actor=hand.actor)
    db.session.flush()  # an undo in the same breath must find the place free
    db.session.expire(operation, ["assignments"])
    return _note(MoveKind.REMOVE, operation, before, None, hand)


def pin_card(seen: Seen, is_pinned: bool, hand: Hand) -> BoardMove:
    """A pinned card stays where it is, whatever a plan proposes."""
    card = _found(seen)
    before = as_it_stands(card)
    card.is_pinned = is_pinned
    kind = MoveKind.PIN if is_pinned else MoveKind.UNPIN
    return _note(kind, card.operation, before, as_it_stands(card), hand)


def put_ahead(seen: Seen, ahead_of: int | None, hand: Hand) -> BoardMove:
    """Changes the order only, within the session; None puts it last."""
    card = _found(seen)
    before = as_it_stands(card)
    others = [one for one in queries.in_turn(_beside(card)) if one.id != card.id]
    place = [n for n, one in enumerate(others) if one.id == ahead_of]
    others.insert(place[0] if place else len(others), card)
    for rank, one in enumerate(others):
        one.rank = rank
    return _note(MoveKind.ORDER, card.operation, before, as_it_stands(card), hand)


def undo_move(move: BoardMove, *, actor: User, now: datetime) -> BoardMove:
    """Put the card back as it stood before, as long as it stands as this move left it."""
    _check_can_be_undone(move)
    hand = Hand(actor, now, N_("Annulation d'un déplacement"), move)
    if move.before is None:
        return remove_card(Seen.now(_as_left(move)), hand)
    if move.after is None:
        return place_card(_team(move.operation, Stands.read(move.before)), hand)
    return _put_back(_as_left(move), move, hand)


def _put_back(card: Assignment, move: BoardMove, hand: Hand) -> BoardMove:
    kept, seen = move.before or {}, Seen.now(card)
    before, now = Stands.read(kept), as_it_stands(card)
    if before.is_pinned != card.is_pinned:
        return pin_card(seen, before.is_pinned, hand)
    if not is_same(kept, now):
        return move_card(seen, _team(card.operation, before), hand)
    later = [one for one in queries.in_turn(_beside(card)) if one.id != card.id]
    ahead = later[before.rank].id if before.rank < len(later) else None
    return put_ahead(seen, ahead, hand)


def _check_can_be_undone(move: BoardMove) -> None:
    if move not in queries.last_moves():
        raise MoveIsTooOld(count=queries.LAST)
    if queries.undone([move.id]):
        raise MoveIsUndone


def _as_left(move: BoardMove) -> Assignment:
    """The card as this move left it."""
    left = move.after or {}
    found = work.assignment_of(move.operation_id, Stands.read(left).session_id)
    if found is None or not is_same(as_it_stands(found), left):
        raise CardStandsOtherwise(operation=move.operation.label)
    return found


def _team(operation: Operation, stands: Stands) -> Team:
    session = timetable.class_session(stands.session_id)
    instructor = people.user(stands.instructor_id)
    students = people.students_by_ids(stands.student_ids)
    if session is None or instructor is None:
        raise PlanIsOutdated
    machine = equipment.machine(stands.machine_id) if stands.machine_id else None
    return Team(operation, session, students, instructor, machine, MachineMode.of(stands.mode))


def _found(seen: Seen, *moments: datetime) -> Assignment:
    """Read again once nobody else writes: the page may have been drawn a while ago."""
    card = db.session.get(Assignment, seen.card_id, populate_existing=True)
    if card is not None:
        hold_weeks(_monday(one) for one in (card.class_session.starts_at, *moments))
        card = db.session.get(Assignment, seen.card_id, populate_existing=True)
    if card is None or card.version != seen.version:
        raise CardHasMoved(what=queries.what_happened(seen.operation))
    return card


def _check_has_none(team: Team) -> None:
    if work.assignment_of(team.operation.id, team.session.id):
        raise AlreadyAssigned(operation=team.operation.label)


def _monday(moment: datetime) -> date:
    return clock.monday_of(clock.day_of(moment))


def _give(team: Team, hand: Hand) -> Assignment:
    """After everything that stands against it was told at once."""
    own, safety = queries.against_plan(team), production.against(team)
    rules.check_may_bend(own, safety, hand.motive, hand.actor.role)
    motive = hand.motive if own or safety else ""
    given = production.give_team(team, motive=motive, actor=hand.actor)
    if not given.rank:
        given.rank = len(_beside(given))
    db.session.flush()  # a move is noted with the card's number
    return given


def _beside(standing: Assignment) -> list[Assignment]:
    return list(work.assignments_of_session(standing.class_session_id))


def _note(
    kind: MoveKind,
    operation: Operation,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    hand: Hand,
) -> BoardMove:
    move = BoardMove(
        at=hand.now,
        actor=hand.actor,
        kind=MoveKind.UNDO if hand.undoes else kind,
        operation=operation,
        before=before,
        after=after,
        motive=hand.motive,
        undoes_id=hand.undoes.id if hand.undoes else None,
    )
    db.session.add(move)
    db.session.flush()  # moves are told in the order of their numbers
    return move
