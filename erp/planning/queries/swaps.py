"""Somebody is away: what they were to do, and three ways out of it for each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from erp.core.words import N_, Word
from erp.people import queries as people
from erp.people.models import Student, User
from erp.people.states import Role
from erp.planning.queries.chances import TRIES, Chances, Wish, holds
from erp.planning.standing import Outcome
from erp.production.actions import Team
from erp.production.models import Assignment

LEADERS = (Role.INSTRUCTOR, Role.WORKSHOP_MANAGER)
MOST = 3  # ways out of one card


class Way(Word):
    REPLACE = "replace", N_("Remplacer par")
    FEWER = "fewer", N_("Continuer à moins")
    ENTRUST = "entrust", N_("Confier à")
    LATER = "later", N_("Déplacer")
    TRAY = "tray", N_("Remettre à planifier")


Here = tuple[Way, Team, str]  # at the same session; the text: who takes it over


@dataclass(frozen=True)
class Swap:
    """`team` None: back to the tray. `projected`: of its order. `whom`: who takes it over."""

    way: Way
    team: Team | None
    projected: Outcome
    whom: str = ""


@dataclass(frozen=True)
class Touched:
    """A card somebody who is away was on. `projected`: if nobody does anything about it."""

    card: Assignment
    projected: Outcome
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
            found.append(Touched(card, as_is, list(_swaps(chances, who, card))[:MOST]))
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
    """Only what holds: a button that is refused would be no way out."""
    found = _entrusted(chances, who, card) if isinstance(who, User) else _taken(chances, who, card)
    here = list(found)
    for way, team, whom in here:
        slot = (team.session, len(team.students))
        yield Swap(way, team, chances.projected(card.operation, card, [slot]), whom)
    students = [member.student for member in card.members]
    more = MOST - len(here)
    for one in chances.proposals(card.operation, but=card, students=students, most=more):
        yield Swap(Way.LATER, one.team, one.projected)
    yield Swap(Way.TRAY, None, chances.projected(card.operation, card))


def _taken(chances: Chances, who: Student, card: Assignment) -> Iterator[Here]:
    """By the least busy who may, on the same machine when it can be; or by those who are left."""
    session, operation, others = card.class_session, card.operation, _others(who, card)
    everybody = Wish(size=99, machine=card.machine, but=card, without=who.id)
    able = chances.team_at(operation, session, everybody)
    free = [one for one in able.students if one not in others] if able else []
    tool = able.machine if able and card.machine else None
    for one in free[:TRIES]:
        team = Team(operation, session, [*others, one], card.instructor, tool, card.mode)
        if holds(team):
            yield Way.REPLACE, team, one.first_name
            break
    alone = Team(operation, session, others, card.instructor, card.machine, card.mode)
    if others and holds(alone):
        yield Way.FEWER, alone, ""


def _entrusted(chances: Chances, who: User, card: Assignment) -> Iterator[Here]:
    """To the one there who has the fewest students."""
    session, under = card.class_session, Counter[int]()
    for one in chances.beside(session):
        under[one.instructor_id] += len(one.members)
    away = chances.known.away
    there = [
        one
        for one in people.staff(*LEADERS)
        if one.id != who.id and not away.is_staff_away(one.id, session)
    ]
    students = [member.student for member in card.members]
    for leader in sorted(there, key=lambda user: (under[user.id], user.id))[:TRIES]:
        team = Team(card.operation, session, students, leader, card.machine, card.mode)
        if holds(team):
            yield Way.ENTRUST, team, leader.name
            break
