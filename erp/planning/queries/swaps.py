"""Somebody is away: what they were to do, and three ways out of it for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from erp.core.words import N_, Word
from erp.people import queries as people
from erp.people.models import Student, User
from erp.people.states import Role
from erp.planning.queries.chances import Chances, Wish
from erp.production.actions import Team
from erp.production.models import Assignment

LEADERS = (Role.INSTRUCTOR, Role.WORKSHOP_MANAGER)


class Way(Word):
    REPLACE = "replace", N_("Remplacer")
    FEWER = "fewer", N_("Continuer à moins")
    ENTRUST = "entrust", N_("Confier à un autre maître")
    LATER = "later", N_("Déplacer")
    TRAY = "tray", N_("Remettre à planifier")


@dataclass(frozen=True)
class Swap:
    """`team` None: back to the tray. `projected`: when the order would be done; None: unknown."""

    way: Way
    team: Team | None
    projected: date | None


@dataclass(frozen=True)
class Touched:
    """A card somebody who is away was on. `projected`: if nobody does anything about it."""

    card: Assignment
    projected: date | None
    swaps: list[Swap]


def touched(
    chances: Chances, who: Student | User, span: tuple[datetime, datetime]
) -> list[Touched]:
    """As if the absence were told already; nothing is written."""
    away = chances.known.away
    (away.students if isinstance(who, Student) else away.staff).setdefault(who.id, []).append(span)
    found = []
    for card in chances.teams:
        session = card.class_session
        if session.starts_at < span[1] and span[0] < session.ends_at and _is_on(who, card):
            left = [(session, len(_others(who, card)))] if _others(who, card) else []
            as_is = chances.projected(card.operation, card, left)
            found.append(Touched(card, as_is, list(_swaps(chances, who, card))[:3]))
    return found


def _is_on(who: Student | User, card: Assignment) -> bool:
    if isinstance(who, User):
        return card.instructor_id == who.id
    return any(member.student_id == who.id for member in card.members)


def _others(who: Student | User, card: Assignment) -> list[Student]:
    """Those of the team who can go on: nobody when it is their instructor who is away."""
    if isinstance(who, User):
        return []
    return [member.student for member in card.members if member.student_id != who.id]


def _swaps(chances: Chances, who: Student | User, card: Assignment) -> Iterator[Swap]:
    if isinstance(who, User):
        yield from _entrusted(chances, who, card)
    else:
        yield from _replaced(chances, who, card)
    team = [member.student for member in card.members]
    for one in chances.proposals(card.operation, but=card, students=team, most=2):
        yield Swap(Way.LATER, one.team, one.projected)
    yield Swap(Way.TRAY, None, chances.projected(card.operation, card))


def _replaced(chances: Chances, who: Student, card: Assignment) -> Iterator[Swap]:
    session, operation, others = card.class_session, card.operation, _others(who, card)
    everybody = Wish(size=99, machine=card.machine, but=card, without=who.id)
    able = chances.team_at(operation, session, everybody)
    free = [one for one in (able.students if able else ()) if one not in others]
    facts = (card.instructor, card.machine, card.mode)
    if free:
        team = Team(operation, session, [*others, free[0]], *facts)
        same = chances.projected(operation, card, [(session, len(team.students))])
        yield Swap(Way.REPLACE, team, same)
    if others:
        slower = chances.projected(operation, card, [(session, len(others))])
        yield Swap(Way.FEWER, Team(operation, session, others, *facts), slower)


def _entrusted(chances: Chances, who: User, card: Assignment) -> Iterator[Swap]:
    """To the one there who has the fewest students, as long as the school allows so many."""
    session, hands = card.class_session, {member.student_id for member in card.members}
    under: dict[int, set[int]] = {}
    for one in chances.beside(session):
        told = under.setdefault(one.instructor_id, set())
        told.update(member.student_id for member in one.members)
    there = [
        one
        for one in people.staff(*LEADERS)
        if one.id != who.id
        and not chances.known.away.is_staff_away(one.id, session)
        and len(under.get(one.id, set()) | hands) <= chances.known.most_students
    ]
    for leader in sorted(there, key=lambda user: (len(under.get(user.id, ())), user.id))[:1]:
        students = [member.student for member in card.members]
        team = Team(card.operation, session, students, leader, card.machine, card.mode)
        slot = (session, len(students))
        yield Swap(Way.ENTRUST, team, chances.projected(card.operation, card, [slot]))
