"""What a student reads on the tablet is short: eight words a sentence at most, pages and refusals."""

import ast
import re
from pathlib import Path

import pytest

from erp.core.refusal import MoveRefused, Refusal
from erp.people import refusals as people
from erp.production import refusals as production

WORDS = 8
SHARED = ("workshop", "student", "components/bench", "components/shop", "components/pinpad")
TEMPLATES = [
    *sorted(Path("templates/workshop").rglob("*.html")),
    *(Path(f"templates/shared/{name}.html") for name in SHARED),
]
ACTIONS = [Path(f"erp/production/actions/{name}.py") for name in (
    "applying", "cards", "photos", "reading", "undoing")]  # fmt: skip
PAGES = sorted(Path("erp/web/workshop").glob("*.py"))
REFUSALS = [
    MoveRefused, people.PinIsLocked, people.PinIsTired, people.PinIsWrong, people.TabletIsTired,
    production.AskedAlready, production.DrawingIsInQuestion, production.FirstPieceFirst,
    production.InstructorStarts, production.MorePiecesThanOrdered,
]  # fmt: skip
MARKED = re.compile(r"""\b_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


def too_long(told: str) -> list[str]:
    """Its sentences of more than eight words; what is filled in counts for one."""
    filled = re.sub(r"%\(\w+\)s|\{\w+\}", "x", told)
    sentences = [one.strip() for one in re.split(r"[.!?:]", filled)]
    return [one for one in sentences if len(re.findall(r"[\w'’]+", one)) > WORDS]


def marked_in(path: Path) -> list[str]:
    if path.suffix == ".html":
        return [ast.literal_eval(one) for one in MARKED.findall(path.read_text())]
    calls = (one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call))
    named = (one for one in calls if getattr(one.func, "id", "") in {"_", "N_", "_l"})
    return [one.args[0].value for one in named if isinstance(one.args[0], ast.Constant)]


def test_the_counter_counts():
    assert too_long("Un deux trois quatre cinq six sept huit neuf.")
    assert not too_long("Un deux trois quatre cinq. Six sept huit %(neuf)s : l'autre.")


@pytest.mark.parametrize("path", [*TEMPLATES, *ACTIONS, *PAGES], ids=str)
def test_every_sentence_of_the_tablet_is_short(path):
    assert [told for told in marked_in(path) if too_long(told)] == []


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.__name__)
def test_every_refusal_a_student_reads_is_short(refusal: type[Refusal]):
    assert too_long(refusal.message) == []
