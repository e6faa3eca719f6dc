"""Before a hand touches a machine: every reason against, each with its article and the way out."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import event

from erp.core import clock
from erp.core.db import db
from erp.equipment import actions as equipment
from erp.equipment.states import Article, AuthorisationKind, MachineMode
from erp.people.states import Role
from erp.safety import actions, checks, law, queries, refusals
from erp.safety.law import Weight
from erp.safety.states import Verdict
from erp.timetable.models import Absence, CalendarEvent
from erp.timetable.states import AbsenceReason, EventKind
from tests.builders import a_diploma, a_machine, a_place, a_user, saved
from tests.builders_safety import DAY, ONE_DAY, Lathe

USE = MachineMode.PRODUCTION


def reasons(lathe: Lathe, session=None, machine=None, mode=USE, **facts) -> list[str]:
    db.session.commit()
    told = queries.may_use(
        lathe.student, machine or lathe.machine, mode, session or lathe.session, **facts
    )
    return [type(one).__name__ for one in told]


def test_a_minor_with_every_paper_may_use_a_regulated_machine():
    assert reasons(Lathe()) == []


def test_without_any_paper_every_reason_is_told_with_its_way_out():
    lathe = Lathe(papers=False)

    told = queries.may_use(lathe.student, lathe.machine, USE, lathe.session)

    assert [type(one).__name__ for one in told] == [
        "NoDeclaration",
        "FitnessIsNotKnown",
        "TrainingIsMissing",
        "RisksNotReviewed",
        "PpeNotGiven",
    ]
    assert all(" : " in str(one) or ". " in str(one) for one in told)
    assert [one.article for one in told][:4] == ["R4153-40"] * 4


def test_an_adult_needs_no_paper_of_minors():
    assert reasons(Lathe(born=DAY.replace(year=2008), papers=False)) == []


def test_the_age_is_that_of_the_planned_day():
    """Eighteen on the 24th: the day before, the papers are still asked for."""
    lathe = Lathe(born=DAY.replace(year=2008), papers=False)
    eve = lathe.session_on(DAY - ONE_DAY)

    assert "NoDeclaration" in reasons(lathe, eve)
    assert reasons(lathe) == []


def test_nobody_under_fifteen_works():
    assert "TooYoung" in reasons(Lathe(born=date(2011, 11, 25)))
    assert "TooYoung" not in reasons(Lathe(born=date(2011, 11, 24)))


@pytest.mark.parametrize("article", [one for one in Article if one.is_prohibited])
def test_no_paper_opens_a_prohibited_work(article):
    lathe = Lathe()
    machine = a_machine((article.value,), place=lathe.machine.place)
    lathe.declare(works=list(Article), machines=[machine])

    told = queries.may_use(lathe.student, machine, USE, lathe.session)

    assert any(one.weight is Weight.PROHIBITED for one in told)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2029, 8, 31), True),
        (date(2029, 9, 1), False),
    ],
)
def test_a_declaration_holds_three_years_from_its_sending(day, holds):
    assert Lathe().declare().holds_on(day) is holds


def test_a_declaration_must_name_the_work_the_machine_the_course_and_the_place():
    others = {
        "works": [Article.PRESSURE],
        "machines": [a_machine()],
        "diplomas": [a_diploma("CAP Couture")],
        "places": [a_place()],
    }
    for name, other in others.items():
        lathe = Lathe(papers=False)
        lathe.declare(**{name: other})
        assert "DeclarationDoesNotCover" in reasons(lathe), name


def test_the_latest_medical_opinion_counts_alone():
    lathe = Lathe()
    lathe.look_after(date(2026, 10, 1), verdict=Verdict.UNFIT)
    assert reasons(lathe) == ["FitnessIsNotKnown"]

    lathe.look_after(date(2026, 10, 2))
    assert reasons(lathe) == []


def test_a_restriction_closes_only_its_own_work():
    lathe = Lathe()
    pressure, moving = [Article.PRESSURE], [Article.MACHINES]
    lathe.look_after(date(2026, 10, 1), verdict=Verdict.RESTRICTED, restricted=pressure)
    assert reasons(lathe) == []

    lathe.look_after(date(2026, 10, 2), verdict=Verdict.RESTRICTED, restricted=moving)
    assert reasons(lathe) == ["FitnessIsNotKnown"]


def test_an_opinion_holds_one_year():
    lathe = Lathe()
    day = date(2027, 9, 2)
    assert "FitnessIsNotKnown" in reasons(lathe, lathe.session_on(day))
    assert "FitnessIsNotKnown" not in reasons(lathe, lathe.session_on(day - ONE_DAY))


def test_health_is_told_in_the_same_words_whatever_it_is():
    never, unfit = Lathe(papers=False), Lathe()
    unfit.look_after(date(2026, 10, 1), verdict=Verdict.UNFIT)
    told = []
    for lathe in (never, unfit):
        lathe.student.last_name = "Marchal"
        db.session.commit()
        said = queries.may_use(lathe.student, lathe.machine, USE, lathe.session)
        told.append(next(str(o) for o in said if isinstance(o, refusals.FitnessIsNotKnown)))
    assert told[0] == told[1]


def test_a_training_counts_once_both_have_signed():
    lathe = Lathe(papers=False)
    lathe.declare(), lathe.look_after(), lathe.review()
    lathe.train(signed=False)
    assert reasons(lathe) == ["TrainingIsMissing"]


def test_risks_are_reviewed_every_year():
    lathe = Lathe()
    assert "RisksNotReviewed" in reasons(lathe, lathe.session_on(date(2027, 9, 4)))


def test_a_cancelled_paper_holds_no_more_and_stays():
    lathe = Lathe()
    sheet = lathe.train()
    for one in queries.trainings(lathe.student.id):
        actions.cancel(one, reason="Erreur d'élève", actor=lathe.director, today=DAY)
    assert reasons(lathe) == ["TrainingIsMissing"]
    assert sheet in queries.trainings(lathe.student.id)


def test_a_setting_may_be_regulated_when_production_is_not():
    lathe = Lathe(papers=False)
    cnc = a_machine((Article.MACHINES.value,), MachineMode.SETTING)
    assert reasons(lathe, machine=cnc) == []
    assert "NoDeclaration" in reasons(lathe, machine=cnc, mode=MachineMode.SETTING)


@pytest.mark.parametrize("kind", AuthorisationKind)
def test_some_work_asks_an_adult_too_for_the_heads_authorisation(kind):
    lathe = Lathe(born=date(2000, 1, 1), papers=False)
    machine = a_machine(authorisation=kind)
    assert reasons(lathe, machine=machine) == ["AuthorisationIsMissing"]

    facts = {"given_on": DAY, "valid_until": None, "level": "", "today": DAY}
    actions.give_authorisation(lathe.student, kind, actor=lathe.director, **facts)
    assert reasons(lathe, machine=machine) == []


def test_the_schools_own_rules_are_told_as_such():
    lathe = Lathe(born=date(2000, 1, 1), papers=False)
    saw = a_machine(min_age=30, needs_training=True)
    told = queries.may_use(lathe.student, saw, USE, lathe.session)
    assert {type(one).__name__ for one in told} == {"UnderMachineAge", "TrainingIsAsked"}
    assert {one.weight for one in told} == {Weight.SCHOOL}


def test_a_machine_is_in_service_inspected_and_not_in_upkeep():
    lathe = Lathe()
    due = lathe.machine.inspection_due_on = DAY - ONE_DAY
    assert reasons(lathe) == ["MachineIsNotInspected"]
    assert reasons(lathe, lathe.session_on(due)) == []
    lathe.machine.inspection_due_on, lathe.machine.is_in_service = DAY, False
    assert reasons(lathe) == ["MachineIsOut"]

    lathe.machine.is_in_service = True
    noon = clock.at(DAY, time(11, 59))
    window = {"starts_at": noon, "ends_at": noon + timedelta(hours=1), "reason": "Vidange"}
    equipment.add_window(lathe.machine, **window, actor=None)
    assert reasons(lathe) == ["MachineIsInUpkeep"]


def test_somebody_competent_who_is_there_supervises():
    lathe = Lathe()
    teacher = a_user(Role.TEACHER)
    assert reasons(lathe, instructor=teacher) == ["NobodyCompetent"]

    saved(Absence(user=lathe.instructor, reason=AbsenceReason.TRAINING, **hours_of(DAY)))
    assert reasons(lathe) == ["InstructorIsAway"]


def hours_of(day: date) -> dict:
    return {"starts_at": clock.start_of(day), "ends_at": clock.start_of(day + ONE_DAY)}


def test_who_is_announced_away_or_at_an_exam_is_not_there():
    lathe = Lathe()
    exam = saved(
        CalendarEvent(
            kind=EventKind.EXAM,
            label="EP1",
            starts_on=DAY,
            ends_on=DAY,
            cohort=lathe.session.cohort,
        )
    )
    assert reasons(lathe) == ["StudentIsAbsent"]
    exam.kind = EventKind.OPEN_DAY
    assert reasons(lathe) == []
    saved(Absence(student=lathe.student, reason=AbsenceReason.FAMILY, **hours_of(DAY)))
    assert reasons(lathe) == ["StudentIsAbsent"]


def test_the_facts_of_everybody_take_as_many_questions_as_those_of_one():
    Lathe()
    few = questions(lambda: queries.facts(DAY, DAY + 30 * ONE_DAY))
    for n in range(6):
        lathe = Lathe()
        lathe.session_on(DAY + n * ONE_DAY, starts_at=clock.at(DAY + ONE_DAY, time(14)))
        lathe.declare(machines=[lathe.machine, a_machine((Article.PRESSURE.value,))])
        noon = clock.at(DAY, time(12))
        window = {"starts_at": noon, "ends_at": noon + timedelta(hours=1), "reason": "x"}
        equipment.add_window(lathe.machine, **window, actor=None)
        saved(Absence(student=lathe.student, reason=AbsenceReason.OTHER, **hours_of(DAY)))
    db.session.commit()

    assert questions(lambda: queries.facts(DAY, DAY + 30 * ONE_DAY)) == few


def test_facts_answer_without_asking_the_database_and_say_the_same():
    lathe = Lathe()
    known = queries.facts(DAY, DAY + 7 * ONE_DAY)
    session, machine, student = (
        known.sessions[lathe.session.id],
        known.tools[lathe.machine.id].machine,
        known.students[lathe.student.id],
    )

    def ask() -> None:
        for mode in MachineMode:
            known.may(student.id, machine.id, mode, DAY)
            known.may_use(student, machine, mode, session)
        assert known.is_there(student.id, session) and known.is_free(machine.id, session)

    assert questions(ask) == 0
    assert known.may(student.id, machine.id, USE, DAY)
    assert known.may_use(student, machine, USE, session) == []


def questions(ask) -> int:
    """How many statements are sent to the database meanwhile."""
    sent = []

    def note(*_told) -> None:
        sent.append(1)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)


def test_every_legal_reason_names_its_article_or_is_known_not_to():
    """What we did not check in the Code du travail is not printed as law."""
    unnamed = {"MachineIsNotInspected", "AuthorisationIsMissing"}
    legal = [one for one in refusals.SafetyRefusal.__subclasses__() if one.weight is Weight.LEGAL]
    assert {one.__name__ for one in legal if not one.article} == unnamed
    assert len(checks.PAPERS) == 8 and law.RULES
