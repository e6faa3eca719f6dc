"""A student says that an hour is wrong; the instructor corrects it or keeps it, and the student is told."""

from datetime import datetime, timedelta
from html import unescape

import pytest
import time_machine

from erp.core import clock
from erp.core.db import db
from erp.core.refusal import MoveRefused
from erp.people.models import Student
from erp.production import actions, queries
from erp.production.models import CorrectionRequest, TimeEntry
from erp.production.refusals import AlreadyAtWork, AnsweredAlready, AskedAlready, EndIsToCome
from erp.production.states import CorrectionState, CorrectionWish, KeptReason
from erp.web.shared.words import clock_time
from tests.builders_work import Bench

LONGER, NOT_ME = CorrectionWish.LONGER, CorrectionWish.NOT_ME
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=clock.PARIS)
AN_HOUR, A_QUARTER, A_MINUTE = timedelta(hours=1), timedelta(minutes=15), timedelta(minutes=1)
TIMES = ("started_at", "ended_at")


def worked(bench: Bench, student: Student, begun: datetime, ended: datetime) -> TimeEntry:
    entry = TimeEntry(operation=bench.operation, student=student)
    entry.started_at, entry.ended_at = begun, ended
    db.session.add(entry)
    db.session.commit()
    return entry


def asked(bench: Bench, wish: CorrectionWish = LONGER) -> CorrectionRequest:
    """Inès has worked a quarter of an hour from nine o'clock."""
    begun = bench.session.starts_at
    entry = worked(bench, bench.ines, begun, begun + A_QUARTER)
    request = actions.ask_correction(entry, wish, now=clock.now())
    db.session.commit()
    return request


def hours_of(bench: Bench, browse) -> str:
    return unescape(bench.enter(browse).get("/atelier/mes-heures").text)


def correct(maitre, page: str, entry: TimeEntry):
    """As proposed: nothing else is typed."""
    fields = {
        name: page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]
        for name in ("started_at", "ended_at", "note")
    }
    return maitre.send(f"/bureau/pointages/temps/{entry.id}", fields)


def test_the_instructor_corrects_and_the_student_reads_it(browse):
    bench = Bench()
    request, maitre = asked(bench), browse(bench.instructor)
    assert "Ton maître regarde." in hours_of(bench, browse)
    assert f"/bureau/pointages/temps/{request.entry_id}" in maitre.get("/bureau/a-valider").text
    page = unescape(maitre.get(f"/bureau/pointages/temps/{request.entry_id}").text)
    assert "J'ai travaillé plus" in page

    answer = correct(maitre, page, request.entry)

    assert answer.request.path == "/bureau/a-valider"
    db.session.expire_all()
    assert (request.state, request.closed_by_id) == (
        CorrectionState.CORRECTED,
        bench.instructor.id,
    )
    assert queries.open_corrections() == []
    told = hours_of(bench, browse)
    assert "Ton maître a corrigé l'heure." in told and "Ton maître regarde." not in told


def test_the_instructor_keeps_the_hour_with_one_of_few_reasons(browse):
    bench = Bench()
    request, maitre = asked(bench), browse(bench.instructor)
    page = f"/bureau/corrections/{request.id}"
    assert page in maitre.get("/bureau/a-valider").text
    assert KeptReason.BREAK.label in unescape(maitre.get(page).text)

    maitre.send(page, {"reason": "break"})

    assert queries.open_corrections() == []
    told = hours_of(bench, browse)
    assert "Ton maître garde l'heure." in told and KeptReason.BREAK.label in told
    assert f"/atelier/mes-heures/{request.entry_id}" not in told


def test_a_reason_that_is_none_of_them_keeps_nothing(browse):
    bench = Bench()
    request, maitre = asked(bench), browse(bench.instructor)
    for told in ({}, {"reason": "x"}):
        assert maitre.send(f"/bureau/corrections/{request.id}", told).status_code == 404
    assert len(queries.open_corrections()) == 1


def test_an_answer_is_given_once():
    bench = Bench()
    request, who = asked(bench), {"actor": bench.instructor, "now": clock.now()}
    actions.keep_time(request, KeptReason.RIGHT, **who)
    with pytest.raises(MoveRefused):
        actions.keep_time(request, KeptReason.TALK, **who)


def test_the_same_hour_is_asked_about_once():
    bench = Bench()
    request, now = asked(bench), clock.now()
    with pytest.raises(AskedAlready):
        actions.ask_correction(request.entry, NOT_ME, now=now)

    actions.keep_time(request, KeptReason.RIGHT, actor=bench.instructor, now=now)
    with pytest.raises(AnsweredAlready):
        actions.ask_correction(request.entry, NOT_ME, now=now)


def test_a_corrected_hour_is_new_and_may_be_asked_about_again(browse):
    bench = Bench()
    entry, now = asked(bench).entry, clock.now()
    until = entry.started_at + timedelta(minutes=20)
    times = {"started_at": entry.started_at, "ended_at": until}
    right = actions.correct_time(entry, **times, note="Vu", actor=bench.instructor, now=now)
    db.session.commit()

    assert f"/atelier/mes-heures/{right.id}" in hours_of(bench, browse)
    actions.ask_correction(right, LONGER, now=now)
    db.session.commit()

    assert "Ton maître regarde." in hours_of(bench, browse)


@time_machine.travel(FRIDAY, tick=True)
def test_more_is_proposed_until_what_came_next():
    bench = Bench()
    request = asked(bench)
    begun, ended = request.entry.started_at, request.entry.ended_at
    now = bench.session.ends_at + AN_HOUR
    assert queries.proposed_times(request, now) == (begun, bench.session.ends_at)

    worked(bench, bench.ines, begun + AN_HOUR, begun + 2 * AN_HOUR)
    assert queries.proposed_times(request, now) == (begun, begun + AN_HOUR)

    worked(bench, bench.ines, ended, begun + AN_HOUR)
    assert queries.proposed_times(request, now) == (begun, ended)


@time_machine.travel(FRIDAY, tick=True)
def test_more_is_proposed_from_what_came_before_when_nothing_is_free_after():
    bench = Bench()
    begins, ends = bench.session.starts_at, bench.session.ends_at
    worked(bench, bench.ines, begins, begins + A_QUARTER)
    last = worked(bench, bench.ines, begins + AN_HOUR, ends)
    request = actions.ask_correction(last, LONGER, now=ends)
    db.session.commit()

    assert queries.proposed_times(request, ends) == (begins + A_QUARTER, ends)


def test_nothing_is_proposed_for_who_was_not_there_and_no_guess_for_less():
    bench = Bench()
    request = asked(bench, NOT_ME)
    begun, ended = request.entry.started_at, request.entry.ended_at
    assert queries.proposed_times(request, clock.now()) == (begun, begun)
    request.wish = CorrectionWish.SHORTER
    assert queries.proposed_times(request, clock.now()) == (begun, ended)


@time_machine.travel(FRIDAY, tick=True)
def test_on_monday_a_student_speaks_of_friday_and_reads_every_answer_of_the_week(browse):
    bench = Bench()
    request = asked(bench)
    actions.keep_time(request, KeptReason.RIGHT, actor=bench.instructor, now=clock.now())
    later = worked(bench, bench.ines, clock.now(), clock.now() + A_QUARTER)

    def shown(days: int) -> list[TimeEntry]:
        return list(queries.recent_entries(bench.ines.id, clock.now() + timedelta(days=days)))

    assert shown(3) == [later, request.entry]
    worked(bench, bench.ines, clock.now() + timedelta(days=3), clock.now() + timedelta(days=3.1))
    assert request.entry in shown(4) and later not in shown(4)
    assert request.entry not in shown(9)


@pytest.mark.parametrize("ended", [True, False], ids=["ended", "still on"])
@time_machine.travel(FRIDAY, tick=True)
def test_nobody_is_corrected_into_two_places_at_once(browse, ended):
    """Nine to half past nine elsewhere: the hour is refused, in a sentence that names that time."""
    bench = Bench()
    begun, now = bench.session.starts_at, clock.now()
    entry = worked(bench, bench.ines, begun - A_QUARTER, begun)
    other = worked(bench, bench.ines, begun, begun + A_QUARTER)
    other.ended_at = other.ended_at if ended else None
    db.session.commit()
    times = {"started_at": begun - A_QUARTER, "ended_at": begun + A_MINUTE, "note": "Vu"}

    with pytest.raises(AlreadyAtWork) as refused:
        actions.correct_time(entry, **times, actor=bench.instructor, now=now)

    assert f"a déjà un temps de {clock_time(begun)} à" in str(refused.value)
    typed = {name: f"{times[name].astimezone(clock.PARIS):%Y-%m-%dT%H:%M}" for name in TIMES}
    url = f"/bureau/pointages/temps/{entry.id}"
    page = browse(bench.instructor).send(url, {**typed, "note": "Vu"})
    assert page.status_code == 422 and "a déjà un temps" in page.text
    assert entry.replaced_by_id is None


@time_machine.travel(FRIDAY, tick=True)
def test_beside_another_task_a_time_is_corrected_and_stays_beside():
    """« Temps masqué » lasts and takes nobody's hours, before the correction and after."""
    bench = Bench()
    begun, now = bench.session.starts_at, clock.now()
    main = worked(bench, bench.ines, begun, begun + A_QUARTER)
    beside = worked(bench, bench.ines, begun, begun + A_MINUTE)
    beside.is_parallel = True
    db.session.commit()
    who = {"note": "Vu", "actor": bench.instructor, "now": now}

    longer = actions.correct_time(beside, started_at=begun, ended_at=begun + A_QUARTER, **who)
    actions.correct_time(main, started_at=begun, ended_at=begun + 2 * A_MINUTE, **who)

    assert longer.is_parallel
    assert queries.measures_of(bench.work, now=now)[bench.operation.id] == queries.Measures(
        900, 120
    )


@time_machine.travel(FRIDAY, tick=True)
def test_what_has_no_length_or_is_another_s_stands_in_nobody_s_way():
    bench = Bench()
    begun, now = bench.session.starts_at, clock.now()
    entry = worked(bench, bench.ines, begun, begun + A_MINUTE)
    worked(bench, bench.ines, begun + 2 * A_MINUTE, begun + 2 * A_MINUTE)  # taken back
    worked(bench, bench.malik, begun, begun + A_QUARTER)
    who = {"note": "Vu", "actor": bench.instructor, "now": now}

    right = actions.correct_time(entry, started_at=begun, ended_at=begun + A_QUARTER, **who)
    worked(bench, bench.ines, begun + A_QUARTER, now)
    none = actions.correct_time(
        right, started_at=begun + A_QUARTER, ended_at=begun + A_QUARTER, **who
    )

    assert (right.started_at, right.ended_at) == (begun, begun + A_QUARTER)
    assert none.started_at == none.ended_at == begun + A_QUARTER
    assert (entry.replaced_by_id, right.replaced_by_id) == (right.id, none.id)


@time_machine.travel(FRIDAY, tick=True)
def test_nobody_is_corrected_into_tomorrow():
    bench = Bench()
    now = clock.now()
    entry = worked(bench, bench.ines, now - A_QUARTER, now)
    times = {"started_at": now - A_QUARTER, "ended_at": now + A_QUARTER, "note": "Vu"}
    with pytest.raises(EndIsToCome):
        actions.correct_time(entry, **times, actor=bench.instructor, now=now)
