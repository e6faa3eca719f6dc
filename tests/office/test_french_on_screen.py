"""What a French reader sees: dates, weeks, plurals, and no sentence of somebody else's library."""

from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
import time_machine

from erp.core import clock
from erp.people.states import Role
from erp.web.shared import words
from tests import builders
from tests.builders_sales import a_quote

SATURDAY = datetime(2026, 11, 21, 8, 0, tzinfo=clock.PARIS)


def read(page) -> str:
    return unescape(page.text).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("monday", "last", "sentence"),
    [
        (date(2026, 11, 16), None, "semaine 47, du 16 au 20 novembre 2026"),
        (date(2026, 11, 16), date(2026, 11, 21), "semaine 47, du 16 au 21 novembre 2026"),
        (date(2026, 11, 16), date(2026, 11, 18), "semaine 47, du 16 au 20 novembre 2026"),
        (date(2027, 2, 1), None, "semaine 5, du 1er au 5 février 2027"),
        (date(2026, 9, 28), None, "semaine 40, du 28 sept. au 2 octobre 2026"),
    ],
)
def test_a_week_goes_to_its_last_day(app, monday, last, sentence):
    with app.test_request_context():
        assert words.week_long(monday, last) == sentence


def test_the_first_of_a_month_is_the_only_ordinal(app):
    with app.test_request_context():
        assert words.day(date(2026, 9, 1)) == "1er septembre 2026"
        assert words.day(date(2026, 9, 11)) == "11 septembre 2026"
        assert words.weekday(date(2026, 12, 1)) == "mardi 1er déc."


def test_a_saturday_at_work_is_in_the_heading(browse):
    builders.a_school()
    with time_machine.travel(SATURDAY, tick=False):
        session = builders.a_class_session(starts_at=SATURDAY)
        chief = browse(builders.a_user(Role.WORKSHOP_MANAGER))
        for url in (f"/bureau/emploi-du-temps?cohort_id={session.cohort_id}", "/bureau/equipes"):
            assert "du 16 au 21 novembre 2026" in read(chief.get(url))


@pytest.mark.parametrize(("count", "sentence"), [(1, " 1 pièce "), (25, " 25 pièces ")])
def test_one_piece_is_singular(browse, count, sentence):
    builders.a_school()
    quote = a_quote(quantity=Decimal(count))
    page = browse(builders.a_user()).get(f"/bureau/devis/{quote.id}")
    assert sentence.strip() in read(page)
    assert "1 pièces" not in read(page)


def test_absurd_choices_and_times_are_told_in_french(browse):
    builders.a_school()
    wrong = {"cohort_id": "x", "weekday": "9", "starts_at": "25:99", "nature": "?", "place_id": ""}
    page = browse(builders.a_user(Role.SECRETARY)).send(
        "/bureau/emploi-du-temps/creneaux/nouveau", wrong
    )
    assert page.status_code == 422
    assert "Not a valid" not in page.text and "Invalid" not in page.text


def test_a_school_with_one_machine_is_singular_and_with_none_too(browse):
    builders.a_school()
    page = read(browse(builders.a_user(Role.DIRECTOR)).get("/bureau/reglages"))
    assert "0 machine, 0 tarif" in page
    assert "0 période fermée" in page


def test_words_without_facts_are_written_into_the_compiled_template(app):
    written = app.jinja_env.compile(
        '<p title="{{ _("Dû : 100%%") }}">{{ _("Reçu")|lower }}', raw=True
    )
    assert '<p title="Dû : 100%">reçu' in written


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('{{ _("de %(who)s", who=name) }}', "de &lt;b&gt; &amp; Cie"),
        ('{{ _(words) }} {{ _("a") ~ _("<b>") ~ name }}', "À faire a<b>&lt;b&gt; &amp; Cie"),
        ('{% set _ = name %}{{ _ }}{{ [_, "x"]|last }}', "&lt;b&gt; &amp; Ciex"),
    ],
)
def test_facts_are_made_harmless(app, template, told):
    asked = app.jinja_env.from_string(template)
    assert asked.render(name="<b> & Cie", words="À faire") == told
