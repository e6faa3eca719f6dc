"""A finger and nothing else: a whole task, an accident, an hour that is wrong, whoever shares the tablet."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from erp.core import clock
from erp.core.db import db
from erp.people.models import Student, Tablet
from erp.people.states import TabletMode
from erp.production import actions, queries
from erp.production.models import (
    CorrectionRequest,
    Incident,
    PieceCount,
    TabletEvent,
    TimeEntry,
)
from erp.production.states import CorrectionWish, IncidentKind, OperationState
from tests.browser.conftest import SIZES
from tests.browser.outages import Workshop, a_workshop
from tests.browser.school_of_one import fill, operation_of, task_of
from tests.browser.tablets import Bench
from tests.builders_sales import an_order

pytestmark = pytest.mark.browser
GESTURES = """
  for (const kind of ["keydown", "wheel", "touchmove", "dragstart", "contextmenu", "pointermove"])
    window.addEventListener(kind, (event) => {
      if (kind !== "pointermove" || event.buttons) window.gesture(kind);
    }, { capture: true, passive: true });
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Iterator[Workshop]:
    with a_workshop(tmp_path_factory.mktemp("workshop"), tablets=10) as one:
        yield one


@pytest.fixture
def bench(chromium, workshop) -> Iterator[Bench]:
    """A tablet nobody has used yet, standing; `gestures` is all that a finger's tap is not."""
    width, height = SIZES["tall"]
    n = workshop.taken = getattr(workshop, "taken", -1) + 1
    size = {"width": width, "height": height}
    one = Bench(chromium, workshop, n, viewport=size, has_touch=True)
    one.gestures = []
    one.context.expose_function("gesture", lambda kind: one.gestures.append(kind))
    one.context.add_init_script(GESTURES)
    yield one
    one.context.close()


def key(page: Page, name: str) -> Locator:
    """A button or a link that one sees."""
    button = page.get_by_role("button", name=name, exact=True)
    found = button.or_(page.get_by_role("link", name=name, exact=True))
    return found.locator("visible=true").first


def touch(page: Page, *names: str) -> None:
    for name in names:
        key(page, name).tap()


def told(bench: Bench) -> list[tuple[str, str]]:
    with bench.workshop.inside():
        events = db.select(TabletEvent).filter_by(tablet_id=bench.job["tablet"])
        kept = db.session.scalars(events.order_by(TabletEvent.id))
        return [(one.kind.value, one.answer.value) for one in kept]


def share(bench: Bench, mode: TabletMode) -> list[int]:
    """The tablet's setting, and two more in the team whose own tablets nobody uses; their ids."""
    with bench.workshop.changing():
        db.session.get(Tablet, bench.job["tablet"]).mode = mode
        task = task_of(bench.job)
        ids = [one["student"] for one in (bench.job, *bench.workshop.jobs[-2:])]
        team, boss = [db.session.get(Student, one) for one in ids], task.instructor
        actions.assign_team(task.operation, task.class_session, team, instructor=boss, actor=boss)
    return ids


def at_work(operation_id: int) -> list[int]:
    return sorted(one.student_id for one in queries.open_entries_on(operation_id))


def test_a_whole_task_with_fingers_only(bench):
    """From the face to the pieces, help and undo included: no key, no swipe, no long press, no drag."""
    fill(bench.workshop, bench.job)
    page = bench.enter()
    touch(page, "Aide")
    expect(page.get_by_text("Le maître est appelé.")).to_be_visible()
    touch(page, "Commencer", "Je suis protégé", "C'est bon")
    expect(key(page, "Pause")).to_be_visible()
    touch(page, "Annuler")
    touch(page, "Commencer", "Je suis protégé", "C'est bon", "Pause", "Récré")
    touch(page, "Commencer", "Je suis protégé", "C'est bon", "Fini")
    stepper = page.locator("[data-stepper]")
    stepper.nth(0).get_by_role("button", name="Un de moins").tap()
    stepper.nth(1).get_by_role("button", name="Un de plus").tap()
    touch(page, "C'est bon")
    expect(page.get_by_text("Dis pourquoi elles sont ratées.")).to_be_visible()
    page.locator(".choice", has_text="Mauvaise cote").tap()
    touch(page, "C'est bon")
    expect(page.get_by_text("Rien pour toi ici.")).to_be_visible()
    touch(page, "Fini pour moi")
    expect(page.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()

    kinds = ["help", "start", "undo", "start", "pause", "start", "done"]
    assert told(bench) == [(kind, "accepted") for kind in kinds]
    with bench.workshop.inside():
        count = db.session.query(PieceCount).filter_by(operation_id=bench.job["operation"]).one()
        assert (count.good, count.scrapped, count.scrap_reason.value) == (24, 1, "measure")
        assert operation_of(bench.job).state is OperationState.TO_VALIDATE
    assert bench.gestures == []
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()
    assert bench.gestures == ["keydown"], "nothing was heard because nothing listened"


def test_a_tap_is_answered_before_the_server_is(bench):
    """How fast is measured apart (tests/bench/taps.py): here, that nothing waits for the network."""
    page, held = bench.enter(), []
    bench.through(lambda route: held.append(route))
    touch(page, "Aide")
    expect(page.locator("[data-queue]")).to_contain_text("Gardé sur la tablette (1)")
    assert bench.on_the_server() == []
    bench.context.unroute_all(behavior="ignoreErrors")


def test_an_accident_is_said_in_two_taps(bench):
    page = bench.enter()
    touch(page, "Problème", "Quelqu'un est blessé")
    expect(key(page, "Aide").or_(page.get_by_text("appelé"))).to_be_visible()
    assert told(bench) == [("incident", "accepted")]
    with bench.workshop.inside():
        incident = db.session.query(Incident).filter_by(operation_id=bench.job["operation"]).one()
        assert incident.kind is IncidentKind.ACCIDENT


def test_an_hour_of_yesterday_that_is_wrong_is_told_to_the_instructor(bench):
    fill(bench.workshop, bench.job)
    page = bench.enter()
    touch(page, "Moi", "Mes heures")
    expect(page.get_by_text("hier")).to_be_visible()
    touch(page, "C'est faux", "J'ai travaillé plus")
    expect(page.locator(".hours-list").get_by_text("Ton maître regarde.")).to_be_visible()
    with bench.workshop.inside():
        asked = db.session.query(CorrectionRequest).one()
        assert asked.wish is CorrectionWish.LONGER
        assert asked.entry.student_id == bench.job["student"]
        assert clock.day_of(asked.entry.started_at) < clock.today()
    assert bench.gestures == []


def test_on_a_tablet_of_one_nobody_else_is_put_to_work(bench):
    """The team has three; the setting says one student at a time."""
    team = share(bench, TabletMode.ALONE)
    page = bench.enter()
    touch(page, "Commencer")
    expect(key(page, "Pause")).to_be_visible()
    with bench.workshop.inside():
        assert at_work(bench.job["operation"]) == team[:1]


def test_on_a_tablet_of_several_one_says_with_whom(bench):
    team = share(bench, TabletMode.SEVERAL)
    page = bench.enter()
    touch(page, "Commencer")
    expect(page.get_by_role("heading", name="Avec qui ?")).to_be_visible()
    expect(page.locator(".choice")).to_have_count(3)
    page.locator(".choice", has_text=bench.workshop.jobs[-1]["name"]).tap()
    touch(page, "C'est bon")
    expect(key(page, "Pause")).to_be_visible()
    with bench.workshop.inside():
        assert at_work(bench.job["operation"]) == team[:2]


def test_on_the_tablet_of_a_team_all_begin_in_one_tap(bench):
    team = share(bench, TabletMode.TEAM)
    page = bench.enter()
    touch(page, "Commencer")
    expect(key(page, "Pause")).to_be_visible()
    with bench.workshop.inside():
        assert at_work(bench.job["operation"]) == sorted(team)


def a_second_task(bench: Bench) -> int:
    """Another operation for the same student, and its id."""
    with bench.workshop.changing():
        task = task_of(bench.job)
        other = queries.work_orders_of_order(an_order().id)[0].operations[0]
        team, boss = [task.members[0].student], task.instructor
        actions.assign_team(other, task.class_session, team, instructor=boss, actor=boss)
        return other.id


def test_two_tasks_at_once_never_make_more_hours_than_the_clock(bench):
    second = a_second_task(bench)
    first, student = bench.job["operation"], bench.job["student"]
    page = bench.enter()
    asked = page.get_by_role("heading", name="Que fais-tu ?")
    page.locator(".reason").first.tap()
    touch(page, "Commencer", "C'est bon")
    expect(asked).to_be_visible()
    page.locator(".reason").nth(1).tap()
    touch(page, "Commencer")
    expect(page.get_by_text("Tu fais déjà")).to_be_visible()
    touch(page, "Les deux en même temps")
    expect(asked).to_be_visible()
    expect(page.locator('[data-mark="sent"]')).to_be_visible()

    with bench.workshop.inside():
        mine = db.session.query(TimeEntry).filter_by(student_id=student)
        entries = mine.order_by(TimeEntry.id).all()
        assert [(one.ended_at, one.is_parallel) for one in entries] == [(None, False), (None, True)]
        later = clock.now() + timedelta(hours=1)
        works = [
            db.session.get(type(operation_of(bench.job)), one).work_order for one in (first, second)
        ]
        measures = [
            queries.measures_of(work, now=later)[one]
            for work, one in zip(works, (first, second), strict=True)
        ]
        elapsed = (later - entries[0].started_at).total_seconds()
        assert sum(one.student_seconds for one in measures) <= elapsed
        assert min(one.clock_seconds for one in measures) >= 3600


def test_a_tap_that_comes_before_the_page_is_ready_goes_nowhere(bench, chromium):
    """Sent by the browser alone it would be lost, and look as if it had been taken."""
    bench.enter()
    with bench.workshop.inside():
        card = f"/atelier/taches/{task_of(bench.job).id}"
    facts = {"storage_state": bench.context.storage_state(), "has_touch": True}
    context = chromium.new_context(base_url=bench.workshop.url, service_workers="block", **facts)
    page = context.new_page()
    page.route("**/workshop/app.js*", lambda route: route.abort())
    page.goto(card)
    call = page.get_by_role("button", name="Aide")
    box = call.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert call.evaluate("button => getComputedStyle(button).pointerEvents") == "none"
    assert page.url.endswith(card)
    context.close()
