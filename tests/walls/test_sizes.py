"""Small pieces: the budgets of the style guide, measured."""

import ast
from pathlib import Path

import pytest

FILES = sorted(Path("erp").rglob("*.py"))
TEMPLATES = sorted(Path("templates").rglob("*.html"))
LINES_PER_FILE, LINES_PER_FUNCTION, LINES_PER_PAGE, LINES_PER_TEMPLATE = 300, 25, 15, 80


def lines_of(function: ast.FunctionDef) -> int:
    """The body and signature, without decorators and docstring."""
    doc = ast.get_docstring(function, clean=False)
    size = function.end_lineno - function.lineno + 1
    return size - (doc.count("\n") + 1 if doc else 0)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_and_its_functions_stay_small(path):
    source = path.read_text()
    assert source.count("\n") <= LINES_PER_FILE
    page = path.parts[1] == "web" and len(path.parts) > 3 and path.parts[2] != "shared"
    limit = LINES_PER_PAGE if page else LINES_PER_FUNCTION
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert lines_of(node) <= limit, f"{path}: {node.name} has {lines_of(node)} lines"


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_stays_small(path):
    assert path.read_text().count("\n") <= LINES_PER_TEMPLATE
