"""Every sentence a person can read is marked for translation."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment

FILES = sorted(Path("erp").rglob("*.py"))
TEMPLATES = sorted(Path("templates").rglob("*.html"))
LETTERS = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
READ = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-label)="([^"{]*)"')
NAMES = {"Établi", "PDF", "CSV", "HT", "TTC", "TVA", "SIRET", "SIREN", "IBAN", "PIN"}


def unmarked(source: str) -> list[str]:
    """The words that stand between tags, or in an attribute that is read, outside {{ _(…) }}."""
    tokens = Environment(extensions=["jinja2.ext.do"]).lex(source)
    text = "".join(value if kind == "data" else "\0" for _, kind, value in tokens)
    texts = re.sub(r"<!--.*?-->|<[^>]*>", "\n", text, flags=re.S).split("\n")
    attributes = READ.findall(text)
    words = [w for t in (*texts, *attributes) for w in LETTERS.findall(re.sub(r"&\w+;", "", t))]
    return [word for word in words if word not in NAMES]


def test_the_finder_finds():
    assert unmarked("<p>Bonjour {{ name }}</p>") == ["Bonjour"]
    assert unmarked('<a title="Ouvrir">{{ _("Ouvrir") }}</a>') == ["Ouvrir"]
    assert unmarked('<p class="lead">{{ _("Bonjour") }} · 12</p>') == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_sentence_of_a_template_is_unmarked(path):
    assert unmarked(path.read_text()) == []


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_refusal_word_or_flash_is_unmarked(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "flash":
            said = node.args[0]
            assert not isinstance(said, ast.Constant | ast.JoinedStr), f"{path}:{node.lineno}"
        if isinstance(node, ast.ClassDef) and path.name == "refusals.py":
            for line in node.body:
                if isinstance(line, ast.Assign) and line.targets[0].id == "message":
                    assert isinstance(line.value, ast.Call), f"{path}: {node.name}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_percent_sign_is_doubled_only_beside_a_value(path):
    """Without one nothing is filled in: the reader would see both."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "_l"}:
            said = node.args[0]
            text = said.value if isinstance(said, ast.Constant) else ""
            assert "%%" not in text or "%(" in text, f"{path}:{node.lineno}"
