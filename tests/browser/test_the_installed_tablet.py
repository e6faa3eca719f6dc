"""What the tablet does by itself: installed, awake, one voice, trying again, forgetting in the evening."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from erp.core import clock
from erp.core.db import db
from erp.production import actions
from erp.production.models import StepResult, TabletEvent, TabletPhoto
from erp.production.states import StepKind
from erp.web.shared.papers import files_folder
from tests.browser.outages import Workshop, a_workshop
from tests.browser.pages import until
from tests.browser.school_of_one import a_picture, fill, task_of
from tests.browser.tablets import SENT, Bench

pytestmark = pytest.mark.browser
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
LOCK = """
  window.asked = [];
  const wakeLock = { request: async (kind) => { window.asked.push(kind); return {}; } };
  Object.defineProperty(navigator, "wakeLock", { value: wakeLock });
"""
KEPT = """async () => {
  const { fact, waiting } = await import("/static/js/workshop/store.js");
  const facts = await Promise.all(["day", "review", "last", "sent"].map((name) => fact(name)));
  return {
    facts: facts.filter((one) => one !== undefined).length,
    drawings: await caches.has("etabli-plans"),
    waiting: (await waiting()).map((one) => one.uuid),
  };
}"""
NOBODY_SENDS = (
    "navigator.locks.query().then(({held, pending}) => held.length + pending.length === 0)"
)
CLOCK_IS_MEASURED = """import("/static/js/workshop/store.js")
  .then(({ fact }) => fact("offset")).then((offset) => Math.abs(offset) > 60_000)"""
FLUSH = "() => { import('/static/js/workshop/queue.js').then((queue) => queue.flush()); }"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Iterator[Workshop]:
    with a_workshop(tmp_path_factory.mktemp("workshop"), tablets=11) as one:
        yield one


@pytest.fixture
def bench(chromium, workshop) -> Iterator[Bench]:
    """A tablet nobody has used yet."""
    n = workshop.taken = getattr(workshop, "taken", -1) + 1
    one = Bench(chromium, workshop, n, has_touch=True)
    yield one
    one.context.close()


def test_it_installs_as_an_app_with_icons_of_their_true_size(bench):
    """Those that a launcher may cut round are painted up to their corners."""
    page = bench.page
    told = bench.context.new_cdp_session(page).send("Page.getAppManifest")
    assert told["errors"] == [] and told["url"].endswith("/atelier/manifest.webmanifest")
    manifest = page.request.get("/atelier/manifest.webmanifest").json()
    assert (manifest["display"], manifest["start_url"]) == ("fullscreen", "/atelier/")
    assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} >= {
        ("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in manifest["icons"]:
        picture = Image.open(BytesIO(page.request.get(icon["src"]).body()))
        assert (picture.format, f"{picture.width}x{picture.height}") == ("PNG", icon["sizes"])
        if icon["purpose"] == "maskable":
            edge = picture.width - 1
            corners = [
                picture.convert("RGBA").getpixel((x, y)) for x in (0, edge) for y in (0, edge)
            ]
            assert {alpha for *_, alpha in corners} == {255}


def test_the_screen_stays_lit_also_after_it_was_hidden(bench):
    page = bench.page
    page.add_init_script(LOCK)
    page.reload()
    page.wait_for_function("window.asked.length === 1")
    page.evaluate(HIDE, True)
    assert page.evaluate("window.asked") == ["screen"]
    page.evaluate(HIDE, False)
    assert page.evaluate("window.asked") == ["screen", "screen"]


def test_at_closing_all_about_people_goes_and_the_queue_stays(bench):
    fill(bench.workshop, bench.job)
    page = bench.page
    bench.context.route(SENT, lambda route: route.fulfill(status=503, body="x"))
    page.reload()
    until(page, "caches.open('etabli-plans').then(async (all) => (await all.keys()).length)")
    bench.tap()
    page.evaluate(
        "import('/static/js/workshop/store.js').then((store) => store.setFact('last', {}))"
    )
    assert page.evaluate(KEPT) == {"facts": 4, "drawings": True, "waiting": bench.taps}

    page.get_by_role("button", name="Fermer").click()
    page.locator("#confirm [data-confirm-yes]").click()
    expect(page.get_by_role("heading", name="La tablette est fermée.")).to_be_visible()
    until(page, "caches.has('etabli-plans').then((there) => !there)")
    assert page.evaluate(KEPT) == {"facts": 0, "drawings": False, "waiting": bench.taps}

    bench.context.unroute(SENT)
    bench.flush()
    assert (bench.waiting(), bench.on_the_server()) == ([], bench.taps)


def test_of_two_tabs_only_one_sends(bench):
    held: list[Route] = []
    bench.context.route(SENT, lambda route: held.append(route))
    bench.tap()
    other = bench.context.new_page()
    for page in (bench.page, other):
        page.goto("/atelier/")
        page.evaluate(FLUSH)
    until(
        other,
        "navigator.locks.query().then(({held, pending}) => held.length === 1 && pending.length > 0)",
    )
    held[0].continue_()
    for page in (bench.page, other):
        expect(page.locator('[data-mark="sent"]')).to_be_visible()
    assert (len(held), bench.on_the_server()) == (1, bench.taps)


@contextmanager
def one_more_try(page: Page) -> Iterator[None]:
    """What tried before is over: the call that is seen is new."""
    until(page, NOBODY_SENDS)
    with page.expect_request(SENT):
        yield


def test_it_tries_again_on_load_online_visible_and_every_twenty_seconds(bench):
    page = bench.page
    bench.context.route(SENT, lambda route: route.abort())
    page.clock.install()
    bench.tap()
    with one_more_try(page):
        page.goto("/atelier/")
    with one_more_try(page):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    page.evaluate(HIDE, True)
    with one_more_try(page):
        page.evaluate(HIDE, False)
    with one_more_try(page):
        page.clock.run_for(20_000)
    with one_more_try(page):
        page.reload()
    assert bench.waiting() == bench.taps


def test_fingers_go_before_what_the_tablet_does_of_itself(bench):
    """Who types a code feels no other work: it waits for a second without a finger."""
    page, asked = bench.page, []
    page.clock.install()
    page.clock.pause_at(datetime.now() + timedelta(hours=1))
    page.on("request", lambda request: asked.append(request.url))

    def day_was_asked() -> bool:
        return any(url.endswith("/atelier/jour.json") for url in asked)

    page.goto("/atelier/")
    for _ in range(3):
        page.clock.run_for(900)
        page.get_by_role("heading").first.tap()
    assert not day_was_asked()
    with page.expect_request("**/atelier/jour.json"):
        page.clock.run_for(1_000)

    asked.clear()
    page.reload()
    for _ in range(11):
        page.clock.run_for(900)
        page.get_by_role("heading").first.tap()
    assert not day_was_asked()
    with page.expect_request("**/atelier/jour.json"):  # whoever never stops waits ten seconds
        page.clock.run_for(100)


def test_photos_leave_after_their_events(bench):
    order: list[str] = []
    refuse = [True]

    def carry(route: Route) -> None:
        order.append("photo" if "photos" in route.request.url else "events")
        if refuse and order[-1] == "events":
            route.fulfill(status=503, body="x")
        else:
            route.continue_()

    bench.through(carry)
    for _ in range(2):
        bench.pictures += 1
        bench.taps.append(bench.kept_of({**bench.me, "kind": "photo", "data": {}}))
    bench.flush()
    assert bench.tells_the_truth().kept == "Gardé sur la tablette (4)"
    assert set(order) == {"events"}

    refuse.clear()
    order.clear()
    bench.flush()
    expect(bench.page.locator('[data-mark="sent"]')).to_be_visible()
    assert order == ["events", "photo", "photo"]
    assert bench.photos_on_the_server() == bench.pictures


def test_a_step_asks_for_a_photo_and_a_large_one_travels_small(bench):
    with bench.workshop.changing():
        operation = task_of(bench.job).operation
        actions.add_step(operation, text="Prends la pièce en photo.", kind=StepKind.PHOTO)
    page = bench.enter()
    page.get_by_role("link", name="Étapes 0/1").tap()
    picture = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": a_picture((3200, 2400))}
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_role("link", name="Étapes 1/1")).to_be_visible()
    expect(page.locator('[data-mark="sent"]')).to_be_visible()
    with bench.workshop.inside():
        event = db.session.query(TabletEvent).filter_by(tablet_id=bench.job["tablet"]).one()
        photo = db.session.query(TabletPhoto).filter_by(event_uuid=event.uuid).one()
        assert Image.open(files_folder() / photo.stored_file.path).size == (1600, 1200)
        step = db.session.query(StepResult).filter_by(event_id=event.id).one()
        assert (event.kind.value, step.student_id) == ("photo", bench.job["student"])


def begun(bench: Bench) -> Page:
    """« Commencer » was just tapped."""
    page = bench.enter()
    with bench.workshop.inside():
        question = f"/atelier/taches/{task_of(bench.job).id}/equipe"
    page.goto(question)
    good = page.get_by_role("button", name="C'est bon")
    expect(good).to_be_visible()
    good.tap()
    expect(page.get_by_text("C'est fait.")).to_be_visible()
    return page


def test_undo_is_offered_for_ten_seconds(bench):
    bench.page.clock.install()
    page = begun(bench)
    tapped = page.evaluate(
        "import('/static/js/workshop/store.js').then(({fact}) => fact('last'))"
        f".then((last) => Date.now() - Date.parse(last[{bench.job['student']}].client_time))"
    )
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 0.5)  # it takes seconds
    page.clock.run_for(max(0, 9_000 - tapped - 1_000))
    expect(page.get_by_text("C'est fait.")).to_be_visible()
    page.clock.run_for(2_500)
    expect(page.get_by_text("C'est fait.")).to_be_hidden()


@pytest.mark.parametrize(("minutes", "there"), [(14, True), (15, False)])
def test_the_last_action_is_taken_back_for_a_quarter_of_an_hour(bench, minutes, there):
    page = begun(bench)
    page.clock.set_system_time(clock.now() + timedelta(minutes=minutes, seconds=1))
    page.goto("/atelier/taches?tout=1")
    offered = page.get_by_role("button", name="Annuler ma dernière action")
    expect(page.get_by_role("link", name="Mes heures")).to_be_visible()
    until(page, CLOCK_IS_MEASURED)
    if not there:
        expect(offered).to_be_hidden()
        return
    expect(offered).to_be_visible()
    offered.tap()
    expect(page.get_by_role("link", name="Commencer")).to_be_visible()
    with bench.workshop.inside():
        events = db.session.query(TabletEvent).filter_by(tablet_id=bench.job["tablet"])
        assert [(one.kind.value, one.answer.value) for one in events.order_by(TabletEvent.id)] == [
            ("start", "accepted"),
            ("undo", "accepted"),
        ]
