"""French figures, and words that Vera can draw."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erp.documents import format as french
from erp.documents.fonts import BOLD, DRAWN, fitting_size, printable, safe, shortened


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (french.money(Decimal("1234.5")), "1 234,50 €"),
        (french.money(Decimal("-1234567.005")), "-1 234 567,01 €"),
        (french.money(Decimal("-0.001")), "0,00 €"),
        (french.price(Decimal("0.0345")), "0,0345 €"),
        (french.price(Decimal("12")), "12,00 €"),
        (french.quantity(Decimal("12.0000")), "12"),
        (french.quantity(Decimal("1.5"), "m"), "1,5 m"),
        (french.quantity(Decimal("1E+3")), "1 000"),
        (french.percent(Decimal("20.00")), "20 %"),
        (french.percent(Decimal("5.5")), "5,5 %"),
        (french.share(Decimal(200) / 3), "66,7 %"),
        (french.day(date(2026, 11, 21)), "21 novembre 2026"),
        (french.day(date(2027, 1, 1)), "1er janvier 2027"),
        (french.duration(285), "4 h 45"),
        (french.duration(Decimal("1.8")), "1,8 min"),
        (french.duration(Decimal("59.96")), "1 h 00"),
        (french.hours(45), "0 h 45"),
        (french.hours(76110), "1 268 h 30"),
        (french.siret("10000000900017"), "100 000 009 00017"),
        (french.iban("FR76 30006000 011234567890189"), "FR76 3000 6000 0112 3456 7890 189"),
        (french.siren(""), ""),
    ],
)
def test_figures_are_french_and_never_broken_over_two_lines(told, words):
    assert told == words.replace(" ", "\u00a0")


def test_a_moment_says_its_distance_to_utc():
    said = french.moment(datetime(2026, 7, 1, 9, 5, tzinfo=UTC))

    assert said.replace("\u00a0", " ") == "1er juillet 2026 à 09 h 05 min 00 s (UTC+00:00)"


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("1\u202f234", "1\u00a0234"),
        ("a → b", "a -> b"),
        ("✓ fait", "√ fait"),
        ("⌀30", "Ø30"),
        ("漢字", "??"),
        ("e\u0301te\u0301", "été"),
        ("H₂O", "H2O"),
        ("zéro\u200bespace\x00\x07", "zéroespace"),
        ("Ω ∆ œ € « » ’ – …", "Ω ∆ œ € « » ’ – …"),
    ],
)
def test_a_sign_without_glyph_is_said_otherwise(typed, drawn):
    assert printable(typed) == drawn


@given(st.text(st.characters(codec=None)))
def test_whatever_is_typed_can_be_drawn(words):
    assert set(printable(words)) <= DRAWN | {"\n"}


def test_markup_is_only_words():
    assert safe("<b>a</b>\n&") == "&lt;b&gt;a&lt;/b&gt;<br/>&amp;"


def test_a_line_too_long_is_cut_and_says_so():
    assert shortened("École", BOLD, 8, 500) == "École"
    assert shortened("École " * 40, BOLD, 8, 100).endswith("…")


def test_letters_shrink_to_fit_but_stay_visible():
    assert fitting_size("12", BOLD, 10, 500) == 10
    assert 4.5 < fitting_size("1" * 20, BOLD, 10, 100) < 10
    assert fitting_size("1" * 900, BOLD, 10, 100) == 4.5
