"""The network goes, the server dies, answers are lost, pages crash: every tap is kept once."""

from collections import Counter
from decimal import Decimal
from random import Random

import pytest
from playwright.sync_api import Route, expect

from erp.core import clock
from erp.core.db import db
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import actions as making
from erp.production.models import Operation, StepResult, TabletEvent
from erp.production.states import StepKind
from tests.browser.outages import Workshop, a_workshop
from tests.browser.tablets import Bench
from tests.builders import a_user
from tests.builders_work import PIN

pytestmark = pytest.mark.browser


@pytest.fixture
def workshop(tmp_path):
    with a_workshop(tmp_path, tablets=10) as one:
        yield one


def lose_answers(bench: Bench, random: Random) -> None:
    """The server takes the batch and commits; half of its answers never arrive."""

    def carry(route: Route) -> None:
        answer = bench.ask(route)
        if answer is None or random.random() < 0.5:
            route.abort()
        else:
            route.fulfill(response=answer)

    bench.through(carry)


def send_twice_and_shuffled(bench: Bench, random: Random) -> None:
    def carry(route: Route) -> None:
        sent = None
        if "photos" not in route.request.url:
            sent = route.request.post_data_json
            random.shuffle(sent["events"])
        answers = [bench.ask(route, sent) for _ in range(2)]
        if answers[1] is None:
            route.abort()
        else:
            route.fulfill(response=answers[1])

    bench.through(carry)


def received(workshop: Workshop) -> Counter:
    with workshop.inside():
        return Counter(db.session.scalars(db.select(TabletEvent.uuid)))


def taps_of(benches: list[Bench]) -> set[str]:
    return {uuid for bench in benches for uuid in bench.taps}


def trouble(workshop: Workshop, benches: list[Bench], random: Random, taps: int) -> None:
    """Everything at once: cut, tap, crash, lose, repeat; the server dies in the middle."""
    for round_ in range(taps):
        if round_ == taps // 2:
            workshop.kill()
        for bench in benches:
            bench.set_offline(random.random() < 0.5)
            bench.tap()
            bench.look()
            misfortune = random.random()
            if misfortune < 0.1:
                bench.crash()
            elif misfortune < 0.2:
                bench.page.reload()
            bench.look()
        if round_ == taps * 3 // 4:
            workshop.start()
    for bench in benches:
        bench.tells_the_truth()


def settle(benches: list[Bench]) -> None:
    for bench in benches:
        bench.set_offline(False)
        for _ in range(30):
            bench.flush()
            if not bench.tells_the_truth().after:
                break
            bench.context.unroute_all(behavior="ignoreErrors")
        bench.is_told_what_to_review()


def everything_once(workshop: Workshop, benches: list[Bench]) -> None:
    told = received(workshop)
    assert set(told) == taps_of(benches)
    assert set(told.values()) == {1}
    for bench in benches:
        assert (bench.look().after, bench.photos_on_the_server()) == ([], bench.pictures)


def live_through(chromium, workshop: Workshop, taps: int) -> int:
    """How many taps the server holds in the end, each once."""
    random = Random(5)
    hours = (0, 2, -2)
    benches = [Bench(chromium, workshop, n, hours[n % 3] * 3_600_000) for n in range(10)]
    for n, bench in enumerate(benches):
        (lose_answers, send_twice_and_shuffled)[n % 2](bench, random)

    trouble(workshop, benches, random, taps)
    settle(benches)

    everything_once(workshop, benches)
    with workshop.inside():
        answers = Counter(db.session.scalars(db.select(TabletEvent.answer)))
    assert answers["accepted"] >= 0.6 * answers.total()
    assert all(bench.to_review() for bench in benches)
    for bench in benches:
        bench.context.close()
    return answers.total()


def test_two_hundred_taps_on_ten_tablets_arrive_once(chromium, workshop):
    assert live_through(chromium, workshop, taps=20) == 200


@pytest.mark.long
def test_ten_thousand_taps_arrive_once(chromium, workshop):
    assert live_through(chromium, workshop, taps=1000) == 10_000


def test_a_clock_two_hours_wrong_is_measured_and_put_right(chromium, workshop):
    bench = Bench(chromium, workshop, 0, shift_ms=2 * 3_600_000)
    bench.tap()
    bench.flush()
    with workshop.inside():
        event = db.session.scalars(db.select(TabletEvent)).one()
        apart = abs((event.happened_at - event.received_at).total_seconds())
        assert (event.answer, apart < 30) == ("accepted", True)
        assert event.payload["offset_ms"] < -7_000_000


@pytest.mark.parametrize("code", [401, 403, 413, 500, 503])
def test_whatever_the_server_says_the_queue_stays(chromium, workshop, code):
    bench = Bench(chromium, workshop, 0)
    bench.context.route("**/atelier/evenements", lambda route: route.fulfill(status=code, body="x"))
    for _ in range(3):
        bench.tap()
    bench.flush()
    assert bench.waiting() == bench.taps
    bench.tells_the_truth()

    bench.context.unroute_all(behavior="ignoreErrors")
    bench.flush()
    everything_once(workshop, [bench])


def test_one_event_the_server_chokes_on_does_not_stop_the_others(chromium, workshop):
    bench = Bench(chromium, workshop, 0)
    for _ in range(5):
        bench.tap()
    bad = bench.taps[1]

    def choke(route: Route) -> None:
        if bad in route.request.post_data:
            route.fulfill(status=500, body="x")
        else:
            route.continue_()

    bench.context.route("**/atelier/evenements", choke)
    bench.flush()
    assert bench.waiting() == [bad]
    assert set(received(workshop)) == set(bench.taps) - {bad}


def test_a_revoked_tablet_keeps_its_queue_until_it_is_enrolled_again(chromium, workshop):
    bench = Bench(chromium, workshop, 0)
    bench.set_offline(True)
    bench.tap()
    with workshop.changing():
        tablet, boss = db.session.get(Tablet, bench.job["tablet"]), a_user(Role.INSTRUCTOR)
        people.revoke_tablet(tablet, actor=boss, now=clock.now())
        secret = people.prepare_enrolment(tablet, now=clock.now(), actor=boss)
    bench.set_offline(False)
    bench.flush()
    assert bench.waiting() == bench.taps

    bench.page.goto(f"/atelier/enroler/{secret}")
    bench.page.get_by_role("button", name="Enrôler").click()
    expect(bench.page.locator('[data-mark="sent"]')).to_be_visible()
    everything_once(workshop, [bench])


def test_a_day_without_network_from_the_face_to_the_pieces(chromium, workshop):
    """The page is opened without network, on the roster that was kept, and says so."""
    bench, name = Bench(chromium, workshop, 0), workshop.jobs[0]["name"]
    page = bench.page
    workshop.kill()
    page.reload()
    expect(page.get_by_text("Pas de réseau. Liste de")).to_be_visible()

    page.locator(".face", has_text=name).click()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    expect(page.locator("[data-queue]")).to_contain_text("Gardé sur la tablette (1)")
    page.get_by_role("link", name="Fini").click()
    page.get_by_role("button", name="C'est bon").click()
    expect(page.locator("[data-queue]")).to_contain_text("Gardé sur la tablette (2)")
    expect(page.get_by_text("Rien pour toi ici.")).to_be_visible()
    page.get_by_role("button", name="Fini pour moi").click()

    workshop.start()
    page.reload()
    expect(page.locator('[data-mark="sent"]')).to_be_visible()
    with workshop.inside():
        kept = db.session.scalars(db.select(TabletEvent).order_by(TabletEvent.id)).all()
        assert [(one.kind, one.answer, one.identity) for one in kept] == [
            ("start", "accepted", "tile"),
            ("done", "accepted", "tile"),
        ]


def test_the_pages_come_back_by_themselves_with_the_network(chromium, workshop):
    """Also on a day where nothing has changed meanwhile, which the server answers with 304."""
    page = Bench(chromium, workshop, 0).page
    workshop.kill()
    page.reload()
    expect(page.get_by_text("Pas de réseau. Liste de")).to_be_visible()

    workshop.start()
    expect(page.get_by_text("Pas de réseau. Liste de")).to_be_hidden(timeout=25_000)


def test_steps_and_measures_are_answered_without_network(chromium, workshop):
    """Each kind of step, one after the other, on the pages the tablet keeps."""
    job = workshop.jobs[0]
    with workshop.changing():
        operation = db.session.get(Operation, job["operation"])
        for facts in (
            {"text": "Serre la pièce.", "kind": StepKind.CHECK},
            {"text": "Mesure le diamètre.", "kind": StepKind.MEASURE, "nominal": Decimal(30),
             "low": Decimal("29.9"), "high": Decimal("30.1")},
            {"text": "Choisis l'outil.", "kind": StepKind.CHOICE, "choices": "Foret\nFraise"},
        ):  # fmt: skip
            making.add_step(operation, **facts)
    bench = Bench(chromium, workshop, 0)
    page = bench.page
    workshop.kill()
    page.reload()
    page.locator(".face", has_text=job["name"]).click()
    page.get_by_role("link", name="Étapes 0/3").click()
    expect(page.get_by_role("heading", name="Serre la pièce.")).to_be_visible()
    page.get_by_role("button", name="C'est fait").click()
    expect(page.get_by_text("Entre 29,9 et 30,1 mm")).to_be_visible()
    page.get_by_role("button", name="+0,01").click()
    page.get_by_role("button", name="C'est ma mesure").click()
    page.get_by_role("button", name="Fraise").click()
    expect(page.get_by_role("link", name="Commencer")).to_be_visible()
    expect(page.get_by_role("link", name="Étapes")).to_have_count(0)
    bench.page.get_by_role("button", name="Fini pour moi").click()

    workshop.start()
    page.reload()
    expect(page.locator('[data-mark="sent"]')).to_be_visible()
    with workshop.inside():
        told = db.session.scalars(db.select(StepResult).order_by(StepResult.id)).all()
        assert [(one.value, one.word) for one in told] == [
            (None, ""),
            (Decimal("30.01"), ""),
            (None, "Fraise"),
        ]


def test_who_leaves_while_a_tap_is_on_its_way_is_not_called_back(chromium, workshop):
    bench, name = Bench(chromium, workshop, 0), workshop.jobs[0]["name"]
    page = bench.page
    bench.set_offline(True)
    page.goto("/atelier/")
    page.locator(".face", has_text=name).click()
    bench.set_offline(False)
    bench.through(lambda _route: None)  # an answer that takes longer than our patience

    page.get_by_role("button", name="Aide").click()
    page.get_by_role("button", name="Fini pour moi").click()
    expect(page.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()
    page.wait_for_timeout(5_000)

    expect(page.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()


def test_a_tap_without_an_answer_is_undone_before_it_is_even_sent(chromium, workshop):
    bench, name = Bench(chromium, workshop, 0), workshop.jobs[0]["name"]
    page = bench.page
    bench.set_offline(True)
    page.goto("/atelier/")
    page.locator(".face", has_text=name).click()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    expect(page.get_by_role("link", name="Pause")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("link", name="Commencer")).to_be_visible()
    bench.set_offline(False)
    bench.flush()
    with workshop.inside():
        kept = db.session.scalars(db.select(TabletEvent).order_by(TabletEvent.id)).all()
        assert [(one.kind, one.answer) for one in kept] == [
            ("start", "accepted"),
            ("undo", "accepted"),
        ]


TWO_TAPS = """async () => {
  const { say } = await import("/static/js/workshop/events.js");
  const { lastOf } = await import("/static/js/workshop/undo.js");
  for (const [student, kind] of [["1", "start"], ["2", "help"]]) {
    const form = document.createElement("form");
    Object.assign(form.dataset, { event: kind, student, operation: "1" });
    await say(form, null);
  }
  return [(await lastOf("1"))?.kind, (await lastOf("2"))?.kind];
}"""


def test_the_tap_of_the_next_student_leaves_mine_to_take_back(chromium, workshop):
    bench = Bench(chromium, workshop, 0)
    bench.set_offline(True)
    assert bench.page.evaluate(TWO_TAPS) == ["start", "help"]


def test_a_code_is_heard_while_the_scripts_of_the_page_are_still_on_their_way(chromium, workshop):
    """No finger is lost on a slow network: what hears the keys comes before they are drawn."""
    bench = Bench(chromium, workshop, 0)
    page = bench.page
    page.context.route("**/js/workshop/app.js*", lambda _held: None)
    page.goto(
        page.get_by_role("link", name=workshop.jobs[0]["name"]).first.get_attribute("href"),
        wait_until="commit",
    )
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_role("button", name="Fini pour moi")).to_be_visible()


def test_the_code_of_a_student_is_nowhere_on_the_tablet(chromium, workshop):
    bench = Bench(chromium, workshop, 0)
    page = bench.page
    page.locator(".face", has_text=workshop.jobs[0]["name"]).first.click()
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_role("button", name="Fini pour moi")).to_be_visible()
    kept = page.evaluate(
        "import('/static/js/workshop/store.js').then(async (store) =>"
        " JSON.stringify([await store.fact('day'), await store.waiting(), {...localStorage}]))"
    )
    assert PIN not in kept.replace(str(workshop.port), "")
    assert "Marchal" not in kept
