"""Nobody is at work after the bell: the timetable ends tasks, an instructor confirms."""

from datetime import datetime, time, timedelta

import time_machine

from erp.core import clock
from erp.core.db import db
from erp.flow import closing_bell
from erp.production import queries
from erp.production.models import TimeEntry
from erp.production.states import OperationState
from erp.timetable import actions as timetable
from tests.builders_work import Bench
from tests.workshop.test_tablet import an_event, answers, tell

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=clock.PARIS)


def entries() -> list[TimeEntry]:
    db.session.expire_all()
    return db.session.query(TimeEntry).order_by(TimeEntry.id).all()


def ring(moment) -> int:
    rung = closing_bell.ring(moment)
    db.session.commit()
    return rung


def test_the_end_of_the_session_ends_what_goes_on(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench))
    end = bench.session.ends_at

    assert (ring(end - timedelta(minutes=1)), ring(end + timedelta(minutes=5))) == (0, 2)

    assert {entry.ended_at for entry in entries()} == {end}
    assert bench.operation.state is OperationState.PAUSED
    assert len(queries.entries_to_confirm()) == 2


@time_machine.travel(TEN, tick=True)
def test_a_break_rings_too(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench))
    timetable.add_recess("Récré", time(10, 15), time(10, 30))
    assert ring(TEN + timedelta(minutes=14)) == 0
    assert ring(TEN + timedelta(minutes=16)) == 2


def test_work_after_hours_ends_at_midnight(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench))
    midnight = clock.start_of(clock.day_of(bench.session.ends_at) + timedelta(days=1))
    bench.session.ends_at = bench.session.starts_at + timedelta(minutes=1)
    db.session.commit()
    assert ring(midnight + timedelta(minutes=1)) == 2


def test_word_that_comes_late_is_truer_than_the_bell(browse):
    """A tablet without network sends at two o'clock the « Pause » of ten to twelve."""
    bench = Bench()
    browser = bench.enter(browse)
    tell(browser, an_event(bench))
    bench.session.ends_at = clock.now() + timedelta(minutes=3)
    db.session.commit()
    ring(bench.session.ends_at + timedelta(seconds=1))

    late = an_event(bench, "pause", data={"reason": "lesson"})
    assert answers(tell(browser, late)) == ["accepted"]

    assert all(entry.ended_at < bench.session.ends_at for entry in entries())
    assert queries.entries_to_confirm() == []


def test_one_tap_confirms_and_the_list_is_empty(browse):
    bench = Bench()
    tell(bench.enter(browse), an_event(bench))
    ring(bench.session.ends_at + timedelta(hours=1))
    maitre = browse(bench.instructor)
    page = maitre.get("/bureau/a-valider").text
    assert "la sonnerie a arrêté" in page

    shown = [str(entry.id) for entry in entries()]
    page = maitre.send("/bureau/pointages/temps/confirmer", {"entry": shown})

    assert "Les temps sont confirmés" in page.text
    assert queries.entries_to_confirm() == []
    assert {entry.ended_at for entry in entries()} == {bench.session.ends_at}


def test_an_instructor_confirms_taps_without_code(browse):
    bench = Bench()
    tell(bench.device(browse), an_event(bench, student_id=bench.malik.id))
    event = queries.events_without_code()[0].id
    maitre, url = browse(bench.instructor), f"/bureau/eleves/{bench.malik.id}/sans-code"
    assert "sans code" in maitre.get("/bureau/a-valider").text

    maitre.send(f"{url}/confirmer", {"event": str(event)})

    assert queries.events_without_code() == []
    assert entries()[0].replaced_by_id is None


def test_an_instructor_refuses_taps_that_were_somebody_else(browse):
    bench = Bench()
    tell(bench.device(browse), an_event(bench, student_id=bench.malik.id, student_ids=[]))
    event = queries.events_without_code()[0].id
    url = f"/bureau/eleves/{bench.malik.id}/sans-code/refuser"
    browse(bench.instructor).send(url, {"event": str(event)})
    assert bench.operation.state is OperationState.TO_DO


def test_help_is_seen_within_one_look_and_its_answer_is_kept(browse):
    """The pages ask every four seconds with the ETag of what they show."""
    bench = Bench()
    tablet, maitre = bench.enter(browse), browse(bench.instructor)
    before = {page: maitre.get(page).headers["ETag"] for page in ("/bureau/a-valider",)}
    same = maitre.get("/bureau/a-valider", headers={"If-None-Match": before["/bureau/a-valider"]})
    assert (same.status_code, same.text) == (304, "")

    tell(tablet, an_event(bench), an_event(bench, "help"))

    news = maitre.get("/bureau/a-valider", headers={"If-None-Match": before["/bureau/a-valider"]})
    assert news.status_code == 200 and f"Aide : {bench.ines.first_name}" in news.text
    assert "face-help" in tablet.get("/atelier/").text
    call = queries.help_calls()[0]
    maitre.send(f"/bureau/aides/{call.id}/vue")
    card = f"/atelier/taches/{bench.assignment.id}"
    assert "Le maître a vu" in tablet.get(card).text
    db.session.expire_all()
    assert call.seen_at >= call.called_at
