"""A tablet of the workshop in a browser of its own, and what its screen says beside what is true."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import APIResponse, BrowserContext, Error, Page, Route, expect

from erp.core import clock
from erp.core.db import db
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import queries
from erp.production.models import TabletEvent, TabletPhoto
from tests.browser.outages import Workshop
from tests.builders import a_user
from tests.builders_work import PIN

SENT, PHOTOS = "**/atelier/evenements", "**/atelier/photos*"
LATE_CLOCK = """
  const true_now = Date.now, shift = %d;
  const TrueDate = Date;
  globalThis.Date = class extends TrueDate {
    constructor(...args) { args.length ? super(...args) : super(true_now() + shift); }
    static now() { return true_now() + shift; }
  };
"""
TAP = """async ({student, operation, kind, data}) => {
  const { keep } = await import("/static/js/workshop/queue.js");
  const event = { kind, operation_id: operation, student_id: student, student_ids: [], data };
  const sheet = new OffscreenCanvas(8, 8);
  sheet.getContext("2d").fillRect(0, 0, 4, 4);
  const photo = kind === "photo" ? await sheet.convertToBlob({ type: "image/jpeg" }) : null;
  return (await keep(event, photo)).uuid;
}"""
WAITING = """async () => {
  const { waiting } = await import("/static/js/workshop/store.js");
  return (await waiting()).map((event) => event.uuid);
}"""
FLUSH = """async () => { await (await import("/static/js/workshop/queue.js")).flush(); }"""
LOOK = """async () => {
  const store = await import("/static/js/workshop/store.js");
  const here = async () =>
    [...(await store.waiting()), ...(await store.photos())].map((one) => one.uuid);
  const before = await here();
  const told = {};
  for (const name of ["kept", "sent", "review"]) {
    const part = document.querySelector(`[data-queue] [data-mark="${name}"]`);
    told[name] = part?.checkVisibility() ? part.textContent.trim() : ""; // null: the page is still coming
  }
  return { ...told, before, after: await here() };
}"""


@dataclass(frozen=True)
class Look:
    """What the head of the page says, and what waits on the tablet just before and just after."""

    kept: str
    sent: str
    review: str
    before: list[str]
    after: list[str]

    @property
    def waits(self) -> list[str]:
        """What was there all along."""
        return [one for one in self.before if one in self.after]

    def counts(self) -> bool:
        """Whether the words name exactly what waits."""
        waits = len(self.after)
        return self.before == self.after and (self.kept, self.sent) == (
            (f"Gardé sur la tablette ({waits})", "") if waits else ("", "Envoyé")
        )


class Bench:
    """A tablet in a browser of its own: taps are kept, whatever happens to the network."""

    def __init__(
        self, chromium, workshop: Workshop, n: int, shift_ms: int = 0, **context: object
    ) -> None:
        self.workshop, self.job = workshop, workshop.jobs[n]
        size = {"width": 1280, "height": 800}
        self.context: BrowserContext = chromium.new_context(
            **{"base_url": workshop.url, "viewport": size, "locale": "fr-FR", **context}
        )
        self.context.set_default_timeout(15_000)
        if shift_ms:
            self.context.add_init_script(LATE_CLOCK % shift_ms)
        self.page = self.context.new_page()
        self.page.goto(self.job["link"])
        self.page.get_by_role("button", name="Enrôler").click()
        expect(self.page.locator(".face").first).to_be_visible()
        self.shell_is_kept()
        self.offline = False
        self.taps: list[str] = []
        self.pictures = 0
        self.kinds = count()

    @property
    def me(self) -> dict[str, object]:
        return {"student": self.job["student"], "operation": self.job["operation"]}

    def through(self, carry: Callable[[Route], None]) -> None:
        """What becomes of each batch and photo, in this page and in those opened after a crash."""
        self.context.route(SENT, carry)
        self.context.route(PHOTOS, carry)

    def choose(self) -> None:
        """The face of this tablet's student."""
        self.page.goto("/atelier/")
        self.page.locator(".face", has_text=self.job["name"]).first.tap()
        expect(self.page.locator(".pinpad")).to_be_visible()

    def type_code(self, code: str = PIN) -> None:
        for digit in code:
            self.page.get_by_role("button", name=digit, exact=True).tap()

    def enter(self) -> Page:
        """Face and code, with a finger; the page of their only task."""
        self.choose()
        self.type_code()
        expect(self.page.get_by_role("button", name="Fini pour moi")).to_be_visible()
        self.page.wait_for_load_state()  # its scripts are there
        return self.page

    def open_day(self) -> None:
        """As an instructor does in the morning."""
        with self.workshop.changing():
            tablet = db.session.get(Tablet, self.job["tablet"])
            people.open_day(tablet, actor=a_user(Role.INSTRUCTOR), now=clock.now())

    def set_offline(self, offline: bool) -> None:
        self.offline = offline
        self.context.set_offline(offline)

    def ask(self, route: Route, sent: object = None) -> APIResponse | None:
        """The server's answer; None without network or server."""
        if self.offline:
            return None
        try:
            return route.fetch(post_data=sent)
        except Error:
            return None

    def shell_is_kept(self) -> None:
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.evaluate("import('/static/js/workshop/day.js').then((day) => day.refresh())")

    def tap(self) -> None:
        """« Commencer », « Pause », and so on; now and then a photo, or what makes no sense."""
        n = next(self.kinds)
        kind, data = (("start", {}), ("pause", {"reason": "break"}))[n % 2]
        if n % 7 == 5:
            kind, data, self.pictures = "photo", {}, self.pictures + 1
        elif n % 11 == 6:
            kind, data = "done", {"good": -1}
        self.taps.append(self.kept_of({**self.me, "kind": kind, "data": data}))

    def kept_of(self, event: dict[str, object]) -> str:
        """The uuid of a tap; the page may leave for the server's own in the middle of it."""
        try:
            return self.page.evaluate(TAP, event)
        except Error as left:
            if "context was destroyed" not in str(left):
                raise
            self.page.wait_for_load_state()
            known = [*self.waiting(), *self.on_the_server()]
            unheard = [uuid for uuid in known if uuid not in self.taps]
            return unheard[0] if unheard else self.page.evaluate(TAP, event)

    def on_the_server(self) -> list[str]:
        mine = db.select(TabletEvent.uuid).filter_by(tablet_id=self.job["tablet"])
        with self.workshop.inside():
            return list(db.session.scalars(mine))

    def photos_on_the_server(self) -> int:
        with self.workshop.inside():
            return db.session.query(TabletPhoto).filter_by(tablet_id=self.job["tablet"]).count()

    def to_review(self) -> int:
        """As the server counts it."""
        with self.workshop.inside():
            return queries.count_to_review(self.job["tablet"])

    def waiting(self) -> list[str]:
        return self.asked(WAITING)

    def flush(self) -> None:
        self.asked(FLUSH)

    def asked(self, script: str):
        """The page goes back to the server's own as soon as it can: then the new one is asked."""
        for _ in range(5):
            try:
                return self.page.evaluate(script)
            except Error as left:
                if "context was destroyed" not in str(left):
                    raise
                self.page.wait_for_load_state()
        raise AssertionError(f"{self.page.url} never stays")

    def crash(self) -> None:
        """The page is gone between two taps; another opens on what the disk kept."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.goto("/atelier/")

    def look(self) -> Look:
        """Never « Envoyé » for what waits here, nor for what the server has not."""
        seen = Look(**self.asked(LOOK))
        assert not (seen.sent and seen.waits), seen
        if seen.sent:
            assert set(self.taps) <= {*self.on_the_server(), *seen.after}, seen
        return seen

    def tells_the_truth(self) -> Look:
        """The head names what waits here; a moment may pass until what has just left is counted."""
        for _ in range(50):
            seen = self.look()
            if seen.counts():
                return seen
            self.page.wait_for_timeout(100)
        raise AssertionError(seen)

    def is_told_what_to_review(self) -> None:
        """Once all has arrived: as many as the server has of this tablet."""
        many = self.to_review()
        words = f"À revoir par le maître ({many})" if many else ""
        told = self.page.locator('[data-mark="review"]')
        if many:
            expect(told).to_have_text(words)
        else:
            expect(told).to_be_hidden()
