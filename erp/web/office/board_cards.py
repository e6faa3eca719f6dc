"""« Déplacer vers… »: a card goes to another session, other hands or another machine."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from erp.access.permissions import May, is_granted
from erp.core import clock
from erp.core.refusal import Refusal
from erp.equipment import queries as equipment
from erp.flow import moved_card
from erp.people import queries as people
from erp.planning import actions, queries
from erp.planning.actions import Hand, Seen
from erp.planning.models import BoardMove
from erp.planning.refusals import CardHasMoved, CardRefused
from erp.production import queries as production
from erp.production.actions import Team
from erp.production.models import Assignment, Operation
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.web.office.board import board_page, by_asked, week_asked
from erp.web.office.board_forms import CardForm
from erp.web.office.face import office
from erp.web.shared.asked import as_number

Answer = str | Response | tuple[str, int]
CARD, OPERATION = "/planning/cartes/<int:assignment_id>", "/planning/operations/<int:operation_id>"


@office.get(CARD, access=May.ASSIGN_TEAMS)
def show_card(assignment_id: int) -> str:
    card = production.assignment(assignment_id) or abort(404)
    return card_page(card.operation, card, wanted_session() or card.class_session)


@office.get(OPERATION, access=May.ASSIGN_TEAMS)
def place_operation(operation_id: int) -> str:
    return card_page(find_operation(operation_id), None, wanted_session())


@office.post(f"{OPERATION}/deplacer", access=May.ASSIGN_TEAMS, own_transactions=True)
def move_card(operation_id: int) -> Answer:
    """The card is the one that the page showed of the operation, or none yet."""
    operation, session = find_operation(operation_id), wanted_session() or abort(404)
    form = offered(CardForm(), session)
    if not form.validate():
        return card_page(operation, shown_card(), session, form), 422
    return moved(operation, team_of(operation, session, form), form)


@office.post(f"{CARD}/fixer", access=May.ASSIGN_TEAMS)
def pin_card(assignment_id: int) -> Answer:
    is_pinned = request.form.get("pinned") == "1"
    return done(lambda: actions.pin_card(seen(assignment_id), is_pinned, hand()))


@office.post(f"{CARD}/ranger", access=May.ASSIGN_TEAMS)
def order_card(assignment_id: int) -> Answer:
    return done(lambda: actions.put_ahead(seen(assignment_id), number("ahead") or None, hand()))


@office.post(f"{CARD}/rendre", access=May.ASSIGN_TEAMS)
def return_card(assignment_id: int) -> Answer:
    return done(lambda: actions.remove_card(seen(assignment_id), hand()))


def moved(operation: Operation, team: Team, form: CardForm) -> Answer:
    """Every reason against is told at once, with three other sessions that hold."""
    go = moving(operation, team, hand(form.motive.data or ""))
    try:
        return done(lambda: moved_card.move(team, go, actor=current_user))
    except CardRefused as refused:
        form.tell_all(refused.reasons)
        form.bends, form.asks_director = refused.bends, refused.asks_director
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
    form.fill(team)
    return card_page(operation, shown_card(), team.session, form), 422


def moving(operation: Operation, team: Team, by: Hand) -> Callable[[], BoardMove]:
    card_id = number("card")
    if not card_id:
        return lambda: actions.place_card(team, by, number("version"))
    known = seen(card_id, operation)
    return lambda: actions.move_card(known, team, by)


def done(do: Callable[[], object]) -> Answer:
    """Back to the board; 409 and the board as it is now when somebody was faster."""
    try:
        do()
    except CardHasMoved as faster:
        return board_page(week_asked(), by_asked(), str(faster)), 409
    flash(
        _("C'est noté au planning : la tablette le montre. Pour annuler : « Déplacements »."),
        "success",
    )
    return redirect(url_for(".show_board", semaine=week_asked(), par=by_asked().value), 303)


def card_page(
    operation: Operation, card, session, form: CardForm | None = None, problem: str = ""
) -> str:
    chances = queries.chances(clock.now())
    if form is None and session is not None:
        form = proposed(operation, card, session, chances)
    told = {"operation": operation, "card": card, "session": session, "form": form}
    return render_template(
        "office/board_cards/edit_card.html",
        **told,
        problem=problem,
        **elsewhere(operation, card, chances),
        sessions=sessions_to_choose(chances, session),
        insists=may_insist(form),
    )


def elsewhere(operation: Operation, card: Assignment | None, chances) -> dict[str, object]:
    """Three other sessions that hold, and the teams beside this one."""
    students = [member.student for member in card.members] if card else []
    beside = production.assignments_of_session(card.class_session_id) if card else []
    return {
        "proposals": chances.proposals(operation, but=card, students=students),
        "projected": chances.projected(operation),
        "beside": queries.in_turn(beside),
        "reasons": why_late(operation),
        "back": url_for(".show_board", semaine=week_asked(), par=by_asked().value),
    }


def why_late(operation: Operation) -> list[queries.WhyLate]:
    """What the last plan says of this order."""
    plan = queries.last_plan()
    told = queries.reasons(plan.plan) if plan and plan.plan else []
    return [one for one in told if one.number == operation.work_order.number]


def proposed(operation, card, session, chances) -> CardForm:
    """Filled with who has it, or with who could."""
    form = offered(CardForm(formdata=None), session)
    if card is not None and card.class_session.cohort_id == session.cohort_id:
        ids = [member.student_id for member in card.members]
        form.student_ids.data, form.machine_id.data = ids, card.machine_id
    else:
        team = chances.team_at(operation, session, queries.Wish(but=card))
        if team is not None:
            form.fill(team)
    return form


def sessions_to_choose(chances, session: ClassSession | None) -> list[ClassSession]:
    others = [one for one in chances.sessions if session is None or one.id != session.id]
    return [*([session] if session else []), *others]


def may_insist(form: CardForm | None) -> bool:
    """Whether a motive of this person would do."""
    overrides = is_granted(current_user, May.OVERRIDE_SAFETY)
    return form is not None and form.bends and (overrides or not form.asks_director)


def offered(form: CardForm, session: ClassSession) -> CardForm:
    students = people.students_of([session.cohort_id], session.day)
    return form.offer(students, equipment.machines(in_service=True))


def team_of(operation: Operation, session: ClassSession, form: CardForm) -> Team:
    """Under the instructor of the session; the mode of use stays what it was."""
    students = people.students_by_ids(form.student_ids.data or [])
    machine = equipment.machine(form.machine_id.data) if form.machine_id.data else None
    card = shown_card()
    mode = {"mode": card.mode} if card else {}
    return Team(operation, session, students, session.leader, machine, **mode)


def shown_card() -> Assignment | None:
    return production.assignment(number("card"))


def seen(card_id: int, operation: Operation | None = None) -> Seen:
    """What the page knew of the card; it may be gone by now."""
    return Seen(card_id, operation or find_operation(number("operation")), number("version"))


def hand(motive: str = "") -> Hand:
    return Hand(current_user, clock.now(), motive)


def wanted_session() -> ClassSession | None:
    return timetable.class_session(number("seance"))


def number(name: str) -> int:
    """Of the form or of the address; 0 when it cannot be read."""
    return as_number(request.values.get(name, "")) or 0


def find_operation(operation_id: int) -> Operation:
    return production.operation(operation_id) or abort(404)
