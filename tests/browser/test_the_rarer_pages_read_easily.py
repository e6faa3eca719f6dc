"""The pages of the tablet that few days show, as strictly as the others, standing and lying."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from erp.core.db import db
from erp.people.models import Tablet
from erp.people.states import TabletMode
from erp.school.models import School
from tests.browser.conftest import SIZES
from tests.browser.easy import is_easy
from tests.browser.outages import Workshop, a_workshop
from tests.browser.pages import no_barrier, nothing_overflows
from tests.browser.school_of_one import a_picture, fill, task_of
from tests.browser.tablets import Bench
from tests.builders_offers import an_offer

pytestmark = pytest.mark.browser
PICTURE = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Iterator[Workshop]:
    with a_workshop(tmp_path_factory.mktemp("workshop"), tablets=10) as one:
        for job in one.jobs:
            fill(one, job)
        with one.changing():
            an_offer()
        yield one


@pytest.fixture(params=["desk", "tall"])
def bench(chromium, workshop, request) -> Iterator[Bench]:
    """A tablet nobody has used yet, lying or standing."""
    width, height = SIZES[request.param]
    size = {"width": width, "height": height}
    n = workshop.taken = getattr(workshop, "taken", -1) + 1
    one = Bench(chromium, workshop, n, viewport=size, has_touch=True)
    yield one
    told(one, presence_is_signed=False)
    one.context.close()


def card_of(bench: Bench) -> str:
    with bench.workshop.inside():
        return f"/atelier/taches/{task_of(bench.job).id}"


def told(bench: Bench, **facts: bool) -> None:
    with bench.workshop.changing():
        school = db.session.get(School, 1)
        for name, value in facts.items():
            setattr(school, name, value)


def at_the_door(bench: Bench) -> Iterator[str]:
    """Closed, opened, a wrong code, the presence to sign."""
    page = bench.page
    page.get_by_role("button", name="Fermer").tap()
    yield "« Fermer la tablette ? »"
    page.locator("#confirm [data-confirm-yes]").tap()
    expect(page.get_by_role("heading", name="La tablette est fermée.")).to_be_visible()
    yield "closed"
    bench.open_day()
    bench.choose()
    bench.type_code("9999")
    expect(page.get_by_text("Code faux")).to_be_visible()
    yield "wrong code"
    told(bench, presence_is_signed=True)
    bench.choose()
    bench.type_code()
    expect(page.get_by_role("heading", name="Dis que tu es là.")).to_be_visible()
    yield "presence"
    page.get_by_role("button", name="Je suis là").last.tap()
    expect(page.get_by_text("Merci, c'est signé.")).to_be_visible()
    yield "card, with a word"
    page.goto("/atelier/presence")
    yield "signed already"


def on_the_card(bench: Bench) -> Iterator[str]:
    page, card = bench.page, card_of(bench)
    bench.enter()
    for name in ("plan", "securite", "equipe", "probleme", "defaut"):
        page.goto(f"{card}/{name}")
        yield name
    page.goto(f"{card}/etapes")
    yield "measure"
    page.get_by_role("button", name="C'est ma mesure").tap()
    page.get_by_role("button", name="Foret").wait_for()
    yield "choice"
    page.get_by_role("button", name="Foret").tap()
    page.get_by_text("Prendre la photo").wait_for()
    yield "photo"
    page.locator("input[type=file]").set_input_files(PICTURE)
    page.get_by_role("button", name="C'est fait").wait_for()
    yield "check"
    page.get_by_role("button", name="C'est fait").tap()
    page.wait_for_url(f"**{card}")
    page.goto(f"{card}/equipe")
    page.get_by_role("button", name="C'est bon").tap()
    expect(page.get_by_text("C'est fait.")).to_be_visible()
    yield "card at work, with the toast"


def of_oneself(bench: Bench) -> Iterator[str]:
    page = bench.page
    page.clock.install()
    bench.enter()
    for name in ("taches?tout=1", "mes-heures", "offres", "confort"):
        page.goto(f"/atelier/{name}")
        yield name
    page.goto("/atelier/mes-heures")
    page.get_by_role("link", name="C'est faux").first.tap()
    page.get_by_role("heading", name="Qu'est-ce qui est faux ?").wait_for()
    yield "correction"
    page.clock.run_for(46_000)
    expect(page.get_by_text("Tu es encore là ?")).to_be_visible()
    yield "« Tu es encore là ? »"


def shared_in_three_ways(bench: Bench) -> Iterator[str]:
    """A tablet of one, of several, of a team at its machine."""
    bench.enter()
    for mode in TabletMode:
        with bench.workshop.changing():
            db.session.get(Tablet, bench.job["tablet"]).mode = mode
        for name in ("", "/equipe"):
            bench.page.goto(card_of(bench) + name)
            yield f"{mode.value}{name}"


def without_network(bench: Bench) -> Iterator[str]:
    page = bench.page
    bench.set_offline(True)
    page.goto("/atelier/")
    expect(
        page.get_by_text(re.compile(r"Pas de réseau. Liste de \d{1,2}\sh\s\d\d\."))
    ).to_be_visible()
    yield "offline: faces"
    page.locator(".face", has_text=bench.job["name"]).tap()
    page.locator(".task").wait_for()
    yield "offline: card"
    page.get_by_role("link", name="Étapes").tap()
    page.get_by_role("heading", name="Mesure le diamètre.").wait_for()
    yield "offline: measure"
    page.get_by_role("button", name="C'est ma mesure").tap()
    page.get_by_role("button", name="Foret").wait_for()
    yield "offline: choice"
    page.get_by_role("button", name="Foret").tap()
    page.get_by_text("Prendre la photo").wait_for()
    yield "offline: photo"
    page.get_by_role("link", name="Retour").tap()
    page.get_by_role("link", name="Commencer").tap()
    page.get_by_role("heading", name="Mets tes protections.").wait_for()
    yield "offline: safety"
    page.get_by_role("link", name="Je suis protégé").tap()
    page.get_by_role("heading", name="Avec qui ?").wait_for()
    yield "offline: team"
    page.get_by_role("button", name="C'est bon").tap()
    page.get_by_role("link", name="Pause").wait_for()
    yield "offline: at work, with the toast"
    page.get_by_role("link", name="Pause").tap()
    page.get_by_role("heading", name="Pourquoi tu t'arrêtes ?").wait_for()
    yield "offline: pause"
    page.get_by_role("link", name="Retour").tap()
    page.get_by_role("link", name="Fini").tap()
    page.get_by_role("heading", name="Combien de pièces ?").wait_for()
    yield "offline: pieces"
    page.get_by_role("link", name="Retour").tap()
    page.get_by_role("link", name="Problème").tap()
    page.get_by_role("heading", name="Que se passe-t-il ?").wait_for()
    yield "offline: problem"
    page.evaluate("import('/static/js/workshop/day.js').then((day) => day.forget())")
    page.goto("/atelier/")
    expect(page.get_by_text("Cette tablette n'a rien gardé.")).to_be_visible()
    yield "offline: nothing kept"


WAYS = (at_the_door, on_the_card, of_oneself, shared_in_three_ways, without_network)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_rarer_pages_are_as_easy(bench, way):
    troubles = []
    for name in way(bench):
        troubles += is_easy(bench.page, name)
    assert troubles == [], "\n".join(troubles)


def test_the_enrolment_has_no_barrier(chromium, workshop):
    """An adult's page, on the tablet all the same."""
    context = chromium.new_context(base_url=workshop.url, viewport={"width": 800, "height": 1280})
    page: Page = context.new_page()
    answer = page.goto(workshop.jobs[-1]["link"])
    assert answer.status == 200
    expect(page.get_by_role("button", name="Enrôler")).to_be_visible()
    no_barrier(page)
    nothing_overflows(page)
    context.close()
