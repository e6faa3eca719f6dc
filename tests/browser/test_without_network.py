"""What the pages kept on the tablet show and say is what the server's own do and take."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, ViewportSize, expect

from erp.core import clock
from erp.core.db import db, one_transaction
from erp.equipment.models import RegulatedWork
from erp.equipment.states import Article, MachineMode
from erp.people import actions as people
from erp.people.models import Student, Tablet, User
from erp.people.states import Role, TabletMode, TextFont, TextSize, TextSpacing
from erp.production import actions as making
from erp.production import queries
from erp.production.models import (
    Assignment,
    Incident,
    NonConformity,
    Operation,
    RoleOfDay,
    TabletEvent,
    TimeEntry,
)
from erp.production.states import DayRole, StepKind
from tests.browser.outages import Workshop
from tests.browser.pages import no_barrier, nothing_overflows
from tests.browser.test_the_tablet_reads_easily import is_easy
from tests.builders import (
    a_class_session,
    a_machine,
    a_place,
    a_school,
    a_student,
    a_user,
    saved,
)
from tests.builders_work import PIN
from tests.training.test_evidence import a_png

pytestmark = pytest.mark.browser
TABLETS = 80
REFRESH = "import('/static/js/workshop/day.js').then((day) => day.refresh())"
FLUSH = "import('/static/js/workshop/queue.js').then((queue) => queue.flush()).then(() => null)"
DESK: ViewportSize = {"width": 1280, "height": 800}
TALL: ViewportSize = {"width": 800, "height": 1280}


class BigWorkshop(Workshop):
    """One school for all of these; each test has a tablet, a student and a job of its own."""

    def fill(self, tablets: int) -> list[dict[str, object]]:
        a_school()
        session = a_class_session(place=a_place(), lasts=timedelta(hours=6))
        return [self.job(session, a_user(Role.INSTRUCTOR), n) for n in range(tablets)]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Iterator[Workshop]:
    one = BigWorkshop(tmp_path_factory.mktemp("sans-reseau"), tablets=TABLETS)
    one.start()
    one.free = iter(one.jobs)
    yield one
    one.kill()


@pytest.fixture
def job(workshop) -> dict[str, object]:
    return next(workshop.free)


class Job:
    """What a test prepares before the tablet keeps its day; `with` the data that is served."""

    def __init__(self, job: dict[str, object]) -> None:
        self.student = db.session.get(Student, job["student"])
        self.operation = db.session.get(Operation, job["operation"])
        self.tablet = db.session.get(Tablet, job["tablet"])
        self.team = db.session.query(Assignment).filter_by(operation_id=self.operation.id).one()
        self.instructor = db.session.get(User, self.team.instructor_id)

    def level(self, number: int) -> None:
        kind, now = self.operation.operation_type_id, clock.now()
        making.set_level(self.student, kind, number, actor=self.instructor, now=now)

    def mate(self, name: str) -> Student:
        """One more in the team."""
        mate = a_student(self.team.class_session.cohort, first_name=name, pin=PIN)
        self.give(self.operation, [self.student, mate])
        return mate

    def another(self, label: str, by: int = 1) -> Operation:
        """Another operation of the same order, for the same team."""
        first = self.operation
        other = saved(
            Operation(
                work_order=first.work_order, position=first.position + by, label=label,
                operation_type=first.operation_type, sold_seconds=3600, student_seconds=5400,
            )
        )  # fmt: skip
        self.give(other, [self.student])
        return other

    def give(self, operation: Operation, students: list[Student]) -> None:
        told = {"instructor": self.instructor, "actor": self.instructor}
        making.assign_team(operation, self.team.class_session, students, **told)


@pytest.fixture
def prepare(workshop, job):
    """prepare(lambda it: it.level(1)) changes the school before the tablet looks."""

    def do(*changes) -> None:
        with workshop.inside(), one_transaction():
            it = Job(job)
            for change in changes:
                change(it)

    return do


@pytest.fixture
def tablet(chromium, workshop, job):
    """tablet() is this job's device, its day kept, the network cut, the student's card before it."""
    contexts = []

    def take(*, cut: bool = True, size: ViewportSize = DESK) -> Page:
        context = chromium.new_context(base_url=workshop.url, locale="fr-FR", viewport=size)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(job["link"])
        page.get_by_role("button", name="Enrôler").click()
        expect(page.locator(".face").first).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.evaluate(REFRESH)
        if cut:
            without_network(page, job["student"])
        return page

    yield take
    for context in contexts:
        context.close()


def without_network(page: Page, student: int) -> None:
    page.context.set_offline(True)
    page.goto("/atelier/")
    expect(page.get_by_text("Pas de réseau. Liste de")).to_be_visible()
    page.locator(f'.face[href="#eleve={student}"]').click()
    expect(page.get_by_role("button", name="Fini pour moi")).to_be_visible()


def with_network_again(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate(FLUSH)
    expect(page.locator('[data-mark="sent"]')).to_be_visible()


def told(workshop: Workshop, job) -> list[tuple[str, str]]:
    """What the server holds of this job, in order."""
    with workshop.inside():
        chosen = db.select(TabletEvent).filter_by(tablet_id=job["tablet"])
        events = db.session.scalars(chosen.order_by(TabletEvent.id)).all()
        return [(str(one.kind), str(one.answer)) for one in events]


def test_a_silent_tablet_counts_down_and_goes_back_to_the_faces(tablet):
    page = tablet(cut=False)
    page.clock.install()
    student = page.locator(".face").first
    page.context.set_offline(True)
    page.goto("/atelier/")
    student.click()
    expect(page.get_by_role("button", name="Fini pour moi")).to_be_visible()
    page.clock.run_for(46_000)
    expect(page.get_by_text("Tu es encore là ?")).to_be_visible()
    page.get_by_role("button", name="Je suis là").click()
    expect(page.get_by_text("Tu es encore là ?")).to_be_hidden()
    page.clock.run_for(57_000)
    expect(page.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.get_by_text("Tu es encore là ?")).to_be_hidden()


def test_a_tablet_whose_camera_is_open_waits_for_the_photo(tablet):
    """Who takes a photo touches another screen: the form must still be there when it comes."""
    page = tablet(cut=False)
    page.clock.install()
    page.context.set_offline(True)
    page.goto("/atelier/")
    page.locator(".face").first.click()
    with page.expect_file_chooser() as camera:
        page.get_by_text("Photo", exact=True).click()
    page.clock.run_for(4 * 60_000)
    camera.value.set_files({"name": "p.png", "mimeType": "image/png", "buffer": a_png()})
    waits(page, 2)
    page.get_by_role("link", name="Problème").wait_for()
    page.clock.run_for(57_000)
    expect(page.get_by_role("heading", name="Qui es-tu ?")).to_be_visible()


def test_at_level_1_the_instructor_begins(tablet, prepare):
    prepare(lambda it: it.level(1))
    page = tablet()
    expect(page.get_by_text("Ton maître commence avec toi.")).to_be_visible()
    expect(page.get_by_text("Commencer", exact=True)).to_have_count(0)


def test_at_level_2_the_first_piece_comes_first(tablet, prepare, workshop, job):
    prepare(lambda it: it.level(2))
    page = tablet()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    page.get_by_role("link", name="1re pièce").click()
    expect(page.get_by_label("Bonnes")).to_have_value("1")
    page.get_by_role("button", name="C'est bon").click()
    expect(page.get_by_text("1 sur 25 faites")).to_be_visible()
    with_network_again(page)
    assert told(workshop, job) == [("start", "accepted"), ("done", "accepted")]


def test_at_level_4_one_may_help(tablet, prepare):
    prepare(lambda it: it.level(4))
    expect(tablet().get_by_text("Tu peux aider les autres.")).to_be_visible()


def test_the_day_tells_the_levels_of_its_own_teams_only(tablet, prepare):
    """Of this workshop's tasks of today, and only where it is not the usual one."""
    prepare(lambda it: it.level(2))
    page = tablet(cut=False)
    day = page.evaluate("import('/static/js/workshop/store.js').then((store) => store.fact('day'))")
    levels = [
        set(task["levels"]) - {str(one) for one in task["student_ids"]} for task in day["tasks"]
    ]
    assert not any(levels)
    assert "last_name" not in str(day) and "Marchal" not in str(day)


def test_each_reads_as_they_read_best(tablet, prepare):
    best = {"size": TextSize.LARGE, "spacing": TextSpacing.WIDE, "font": TextFont.ROUND}
    prepare(lambda it: people.change_comfort(it.student, **best))
    page, bench = tablet(), ".bench"
    expect(page.locator(bench)).to_have_attribute(
        "data-comfort", "size-large spacing-wide font-round"
    )
    page.get_by_role("button", name="Fini pour moi").click()
    expect(page.locator(bench)).to_have_attribute("data-comfort", "")


def at_a_regulated_machine(it: Job) -> None:
    machine = a_machine(ppe=["glasses", "shoes"])
    work = RegulatedWork(mode=MachineMode.PRODUCTION, article=Article.MACHINES.value)
    machine.regulated_works, it.team.machine = [work], machine


def test_protections_come_before_a_regulated_machine(tablet, prepare):
    prepare(at_a_regulated_machine)
    page = tablet()
    page.get_by_role("link", name="Commencer").click()
    expect(page.get_by_role("heading", name="Mets tes protections.")).to_be_visible()
    assert page.locator(".signs li").all_inner_texts() == ["Chaussures de sécurité", "Lunettes"]
    expect(page.get_by_text("te surveille.")).to_be_visible()
    page.get_by_role("link", name="Je suis protégé").click()
    expect(page.get_by_role("heading", name="Avec qui ?")).to_be_visible()
    page.get_by_role("link", name="Retour").click()
    page.get_by_role("link", name="Sécurité").click()
    expect(page.get_by_role("heading", name="Mets tes protections.")).to_be_visible()


def test_an_accident_and_a_bad_piece_are_told_in_two_taps(tablet, workshop, job):
    page = tablet()
    page.get_by_role("link", name="Problème").click()
    page.get_by_role("button", name="C'était dangereux").click()
    page.get_by_role("link", name="Problème").click()
    page.get_by_role("button", name="Réglage").click()
    expect(page.get_by_role("heading", name="Montre le défaut.")).to_be_visible()
    page.get_by_role("link", name="Sans photo").click()
    waits(page, 2)
    with_network_again(page)
    with workshop.inside():
        mine = {"operation_id": job["operation"]}
        assert db.session.query(Incident).filter_by(**mine).one().kind == "near_miss"
        assert db.session.query(NonConformity).filter_by(**mine).one().cause == "setting"


def waits(page: Page, kept: int) -> None:
    expect(page.locator("[data-queue]")).to_contain_text(f"Gardé sur la tablette ({kept})")


def photograph(page: Page, content: bytes, kept: int) -> None:
    """`kept`: how many taps and photos wait on the tablet then."""
    take(page, content)
    waits(page, kept)


def take(page: Page, content: bytes) -> None:
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator('input[type="file"]').set_input_files(file)


def is_told_to_take_it_again(page: Page, kept: int) -> None:
    """The words stay for a few seconds; `kept`: how many taps wait on the tablet then."""
    expect(page.get_by_text("Photo illisible. Reprends-la.")).to_be_visible()
    waits(page, kept)


def test_a_photo_that_cannot_be_read_keeps_the_tap_and_says_so(tablet, workshop, job, prepare):
    """The step stays to be answered; the same photo, whole this time, is taken."""

    def to_photograph(it: Job) -> None:
        making.add_step(it.operation, kind=StepKind.PHOTO, text="Prends la pièce en photo.")

    prepare(to_photograph)
    page = tablet()
    take(page, b"not a picture")
    is_told_to_take_it_again(page, kept=1)
    page.get_by_role("link", name="Étapes 0/1").click()
    expect(page.get_by_role("heading", name="Prends la pièce en photo.")).to_be_visible()
    take(page, b"not a picture")
    is_told_to_take_it_again(page, kept=2)
    photograph(page, a_png(), kept=4)
    expect(page.get_by_role("link", name="Étapes")).to_have_count(0)
    with_network_again(page)
    assert told(workshop, job) == [("photo", "accepted")] * 3
    with workshop.inside():
        assert len(queries.photos_of(job["operation"])) == 1


def photos_that(page: Page, *answers: int) -> list[int]:
    """The sizes of the photos sent; the first ones are answered so, then the server."""
    sizes, left = [], list(answers)

    def carry(route: Route) -> None:
        sizes.append(len(route.request.post_data_buffer or b""))
        if left:
            route.fulfill(status=left.pop(0), body="x")
        else:
            route.continue_()

    page.context.route("**/atelier/photos*", carry)
    return sizes


def a_large_picture() -> bytes:
    kept = BytesIO()
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(kept, "JPEG", quality=95)
    return kept.getvalue()


def test_a_photo_too_heavy_goes_once_more_smaller(tablet, workshop, job):
    page = tablet()
    photograph(page, a_large_picture(), kept=2)
    sizes = photos_that(page, 413)
    with_network_again(page)
    assert len(sizes) == 2 and 0 < sizes[1] < sizes[0]
    with workshop.inside():
        assert len(queries.photos_of(job["operation"])) == 1


def test_a_photo_refused_twice_is_handed_to_the_instructor(tablet, workshop, job):
    page = tablet()
    photograph(page, a_png(), kept=2)
    sizes = photos_that(page, 413, 415)
    with_network_again(page)
    expect(page.locator("[data-queue]")).to_contain_text("À revoir par le maître (1)")
    assert sizes[-1] == 0
    with workshop.inside():
        chosen = db.select(TabletEvent).filter_by(tablet_id=job["tablet"], answer="to_review")
        missing = db.session.scalars(chosen).one()
        assert (missing.student_id, missing.operation_id) == (job["student"], job["operation"])


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_a_photo_stays_while_nobody_is_let_in(tablet, status):
    page = tablet()
    photograph(page, a_png(), kept=2)
    page.context.route("**/atelier/photos*", lambda route: route.fulfill(status=status, body="x"))
    page.context.set_offline(False)
    with page.expect_response("**/atelier/photos*"):
        page.evaluate(FLUSH)
    page.context.set_offline(True)
    page.context.unroute_all(behavior="wait")
    waits(page, 1)
    with_network_again(page)


KEEP = """async ([operation, events]) => {
  const { keep } = await import("/static/js/workshop/queue.js");
  const kept = [];
  for (const { kind, by, with: others = [], on = operation, data = {}, undoes } of events) {
    const told = undoes === undefined ? data : { undoes: kept[undoes] };
    const one = await keep({ kind, operation_id: on, student_id: by, student_ids: others, data: told });
    kept.push(one.uuid);
  }
}"""
SHOWN = """async (operations) => {
  const { after } = await import("/static/js/workshop/projection.js");
  const { fact, tapped } = await import("/static/js/workshop/store.js");
  const day = after(await fact("day"), await tapped());
  const told = ({ operation_id, state, good, scrapped, on, helped, asked, steps, route }) => ({
    operation_id, state, good, scrapped, on: [...on].sort(), calls: [...helped, ...asked].sort(),
    steps: steps.map((one) => one.done), made: route.map((one) => one.made),
  });
  return day.tasks.filter((one) => operations.includes(one.operation_id)).map(told);
}"""

GO, STOP = {"kind": "start"}, {"kind": "pause", "data": {"reason": "break"}}
ALL = {"kind": "done", "data": {"good": 25}}
SOME = {"kind": "done", "data": {"good": 3, "scrapped": 1, "reason": "measure"}}
TOLD_30 = {"kind": "declare", "data": {"minutes": 30}}
SAID = {
    "a start": [GO],
    "a start and a pause": [GO, STOP],
    "two begin, one stops": [{**GO, "with": ["mate"]}, {**STOP, "by": "mate"}],
    "two begin, both stop": [{**GO, "with": ["mate"]}, STOP, {**STOP, "by": "mate"}],
    "a pause of nothing": [STOP],
    "some pieces": [GO, SOME],
    "scrap without a reason": [GO, {"kind": "done", "data": {"good": 1, "scrapped": 1}}],
    "too many pieces": [GO, {"kind": "done", "data": {"good": 26}}],
    "all pieces": [GO, ALL],
    "pieces of what has not begun": [ALL],
    "all pieces, then more": [GO, ALL, GO],
    "another task": [GO, {**GO, "on": "next"}],
    "another task beside": [GO, {**GO, "on": "next", "data": {"parallel": True}}],
    "the same task again": [GO, {**GO, "on": "next", "data": {"parallel": True}}, GO],
    "pieces to rework": [GO, ALL, {**GO, "on": "next"},
                         {"kind": "done", "on": "next", "data": {"good": 2, "rework": 3}}],
    "rework of the first": [GO, {"kind": "done", "data": {"good": 2, "rework": 3}}],
    "more rework than there is": [GO, SOME, {**GO, "on": "next"},
                                  {"kind": "done", "on": "next", "data": {"good": 1, "rework": 9}}],
    "help": [{"kind": "help"}],
    "help twice": [{"kind": "help"}, {"kind": "help"}],
    "help taken back": [{"kind": "help"}, {"kind": "undo", "undoes": 0}],
    "help, then all pieces": [GO, {"kind": "help"}, ALL],
    "help, then another task": [GO, {"kind": "help"}, {**GO, "on": "next"}],
    "help, then pieces taken back": [GO, {"kind": "help"}, ALL, {"kind": "undo", "undoes": 2}],
    "another task while the other stays": [{**GO, "with": ["mate"]}, {**GO, "on": "next"}],
    "more spoilt than ordered": [GO, {"kind": "done", "data": {"scrapped": 26, "reason": "measure"}}],
    "time told": [TOLD_30],
    "time told, then begun": [TOLD_30, GO],
    "time told meanwhile": [GO, TOLD_30],
    "time told by the other": [GO, {**TOLD_30, "by": "mate"}],
    "time told, taken back": [TOLD_30, {"kind": "undo", "undoes": 0}],
    "a start taken back": [GO, {"kind": "undo", "undoes": 0}],
    "a change of task taken back": [GO, {**GO, "on": "next"},
                                    {"kind": "undo", "on": "next", "undoes": 1}],
    "a pause taken back": [GO, STOP, {"kind": "undo", "undoes": 1}],
    "pieces taken back": [GO, ALL, {"kind": "undo", "undoes": 1}],
    "a start taken back after help": [GO, {"kind": "help"}, {"kind": "undo", "undoes": 0}],
    "a start taken back too late": [GO, {**STOP, "by": "mate"}, {"kind": "undo", "undoes": 0}],
    "the other's start taken back": [GO, {"kind": "undo", "by": "mate", "undoes": 0}],
    "an accident": [GO, {"kind": "incident", "data": {"incident": "near_miss"}}],
    "a bad piece": [GO, {"kind": "non_conformity", "data": {"cause": "setting"}}],
}  # fmt: skip


@pytest.fixture
def agreeing(chromium, workshop):
    """agreeing(events): what the tablet shows without network, once they are sent, from a new day."""
    contexts = []

    def do(events: list[dict[str, object]], level: int = 3):
        job = next(workshop.free)
        with workshop.inside(), one_transaction():
            it = Job(job)
            it.level(level)
            ids = {"mate": it.mate("Ada").id, "next": it.another("Ébavurage").id}
        context = chromium.new_context(base_url=workshop.url, locale="fr-FR")
        contexts.append(context)
        page = context.new_page()
        page.goto(job["link"])
        page.get_by_role("button", name="Enrôler").click()
        expect(page.locator(".face").first).to_be_visible()
        page.evaluate(REFRESH)
        page.evaluate(SHOWN, [])  # its scripts are there
        page.evaluate(KEEP, [job["operation"], []])
        context.set_offline(True)
        told = [
            {**one, "by": ids[one["by"]] if "by" in one else job["student"],
             "with": [ids[name] for name in one.get("with", [])],
             **({"on": ids[one["on"]]} if "on" in one else {})}
            for one in events
        ]  # fmt: skip
        page.evaluate(KEEP, [job["operation"], told])
        operations = [job["operation"], ids["next"]]
        shown = page.evaluate(SHOWN, operations)
        context.set_offline(False)
        page.evaluate(FLUSH)
        between = page.evaluate(SHOWN, operations)
        page.evaluate(REFRESH)
        return shown, between, page.evaluate(SHOWN, operations)

    yield do
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", SAID)
def test_what_is_shown_without_network_is_what_the_server_makes_of_it(agreeing, name):
    shown, between, truth = agreeing(SAID[name])
    assert shown == truth
    if "too late" not in name:
        assert between == truth


def test_at_level_1_what_is_begun_alone_is_not_shown_begun(agreeing):
    shown, _between, truth = agreeing([GO], level=1)
    assert shown == truth and truth[0]["state"] == "to_do"


def test_at_level_2_many_pieces_are_not_shown_made(agreeing):
    shown, _between, truth = agreeing([GO, SOME], level=2)
    assert shown == truth and truth[0]["good"] == 0


def enter(page: Page, job) -> None:
    page.goto(f"/atelier/eleve/{job['student']}")
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_role("button", name="Fini pour moi")).to_be_visible()


def test_a_tap_the_day_tells_already_is_taken_back_without_network(tablet, workshop, job):
    page = tablet(cut=False)
    enter(page, job)
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    expect(page.get_by_role("link", name="Pause")).to_be_visible()
    page.evaluate(REFRESH)
    without_network(page, job["student"])
    expect(page.get_by_role("link", name="Pause")).to_be_visible()
    page.get_by_role("link", name="Moi").click()
    page.get_by_role("button", name="Annuler ma dernière action").click()
    expect(page.get_by_role("link", name="Commencer")).to_be_visible()
    with_network_again(page)
    assert told(workshop, job) == [("start", "accepted"), ("undo", "accepted")]


def test_undo_is_said_once_with_the_network_too(tablet, workshop, job):
    page = tablet(cut=False)
    enter(page, job)
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("link", name="Commencer")).to_be_visible()
    expect(page.locator('[data-mark="sent"]')).to_be_visible()
    assert told(workshop, job) == [("start", "accepted"), ("undo", "accepted")]


def test_a_tap_shows_though_the_day_that_is_kept_is_older(tablet, workshop, job):
    """The server took the tap, then the network went before a new day came."""
    page = tablet(cut=False)
    enter(page, job)
    page.context.route("**/atelier/jour.json", lambda route: route.fulfill(status=503, body="x"))
    page.get_by_role("link", name="Commencer").click()
    page.wait_for_load_state()
    page.get_by_role("button", name="C'est bon").click()
    expect(page.get_by_role("link", name="Pause")).to_be_visible()
    without_network(page, job["student"])
    expect(page.get_by_role("link", name="Pause")).to_be_visible()


DIES_BETWEEN = """() => {
  const forget = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (...key) {
    IDBObjectStore.prototype.delete = forget;
    if (this.name !== "queue") return forget.apply(this, key);
    this.transaction.abort();
    throw new DOMException("The page died.", "AbortError");
  };
}"""
TAPPED = (
    "import('/static/js/workshop/store.js').then(async (store) => (await store.tapped()).length)"
)


def test_a_tap_answered_while_the_page_dies_is_shown_once(tablet, workshop, job):
    page = tablet(cut=False)
    enter(page, job)
    page.context.route("**/atelier/jour.json", lambda route: route.fulfill(status=503, body="x"))
    page.context.route("**/atelier/evenements", lambda route: route.abort())
    page.get_by_role("link", name="Commencer").click()
    page.wait_for_load_state()
    page.get_by_role("button", name="C'est bon").click()
    expect(page.get_by_role("link", name="Pause")).to_be_visible()
    page.context.unroute("**/atelier/evenements")
    page.evaluate(DIES_BETWEEN)
    page.evaluate(FLUSH.replace(".then(() => null)", ".catch(() => null).then(() => null)"))
    assert page.evaluate(TAPPED) == 1
    page.evaluate(FLUSH)
    assert page.evaluate(TAPPED) == 1
    assert told(workshop, job) == [("start", "accepted")]


def a_leader(it: Job) -> None:
    session = it.team.class_session_id
    db.session.query(RoleOfDay).filter_by(class_session_id=session).delete()
    db.session.add(
        RoleOfDay(class_session_id=session, role=DayRole.TEAM_LEADER, student_id=it.student.id)
    )


def a_team_tablet(it: Job) -> None:
    it.tablet.mode = TabletMode.TEAM


@pytest.mark.parametrize("is_cut", [True, False])
@pytest.mark.parametrize("because", [a_leader, a_team_tablet])
def test_a_leader_says_how_long_the_team_worked(tablet, prepare, workshop, job, because, is_cut):
    """Two measures: the operation lasted half an hour, its students an hour together."""
    prepare(because, lambda it: it.mate("Ada"), lambda it: it.mate("Oscar"))
    page = tablet(cut=is_cut)
    if not is_cut:
        enter(page, job)
    page.get_by_role("link", name="Temps", exact=True).click()
    expect(page.get_by_role("heading", name="Combien de temps ?")).to_be_visible()
    page.get_by_role("button", name="30 min").click()
    expect(page.get_by_text("Commencer", exact=True)).to_be_visible()
    with_network_again(page)
    assert told(workshop, job) == [("declare", "accepted")]
    with workshop.inside():
        made = db.session.get(Operation, job["operation"])
        measured = queries.measure(queries.given(made, clock.now()))
        assert (measured.clock_seconds, measured.student_seconds) == (1800, 3600)


def test_who_leads_nobody_is_not_asked_how_long(tablet):
    expect(tablet().get_by_role("link", name="Temps", exact=True)).to_have_count(0)


def test_two_tasks_at_once_and_what_comes_next(tablet, prepare, workshop, job):
    prepare(lambda it: it.another("Ébavurage"))
    page = tablet()
    tile = page.locator(".reason")
    expect(tile).to_have_count(2)
    tile.first.click()
    expect(page.get_by_text("Ensuite : Ébavurage")).to_be_visible()
    expect(page.locator(".route-step")).to_have_count(2)
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    tile.nth(1).click()
    page.get_by_role("link", name="Commencer").click()
    expect(page.get_by_text("Tu fais déjà :")).to_be_visible()
    page.get_by_role("button", name="Les deux en même temps").click()
    expect(page.get_by_role("heading", name="Que fais-tu ?")).to_be_visible()
    with_network_again(page)
    with workshop.inside():
        on = db.session.query(TimeEntry).filter_by(student_id=job["student"], ended_at=None)
        assert [one.is_parallel for one in on.order_by(TimeEntry.id)] == [False, True]


def test_pieces_to_rework_are_asked_where_there_is_an_operation_before(tablet, prepare):
    prepare(lambda it: it.another("Sciage", by=-1))
    page = tablet()
    page.locator(".reason").nth(1).click()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="C'est bon").click()
    page.locator(".reason").nth(1).click()
    page.get_by_role("link", name="Fini").click()
    expect(page.get_by_label("À reprendre avant")).to_be_visible()


def test_a_tablet_of_a_team_begins_at_one_touch(tablet, prepare, workshop, job):
    prepare(a_team_tablet, lambda it: it.mate("Ada"))
    page = tablet()
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("link", name="Pause")).to_be_visible()
    with_network_again(page)
    with workshop.inside():
        on = db.session.query(TimeEntry).filter_by(operation_id=job["operation"], ended_at=None)
        assert on.count() == 2


def test_help_is_said_as_far_as_it_went(tablet, job):
    page = tablet()
    page.get_by_role("button", name="Aide").click()
    expect(page.get_by_text("Demande gardée ici. Va voir ton maître.")).to_be_visible()
    with_network_again(page)
    page.evaluate(REFRESH)
    without_network(page, job["student"])
    expect(page.get_by_text("Le maître est appelé.")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, TALL], ids=["desk", "tall"])
def test_the_pages_without_network_are_made_for_gloves_and_easy_reading(tablet, prepare, job, size):
    prepare(at_a_regulated_machine, a_leader, lambda it: it.mate("Ada"), lambda it: it.level(4))
    page, troubles = tablet(size=size), []
    here = page.evaluate("document.querySelector('[data-question=probleme]').hash")
    for name in ("", "securite", "equipe", "duree", "probleme", "defaut", "moi"):
        page.goto(f"/atelier/hors-ligne{here.replace('probleme', name)}")
        nothing_overflows(page)
        no_barrier(page)
        troubles += is_easy(page, name or "card")
    assert troubles == [], "\n".join(troubles)
