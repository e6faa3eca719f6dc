"""The habits of the house, checked on the code itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from erp.core.db import Record

FILES = sorted(Path("erp").rglob("*.py"))
TEMPLATES = sorted(Path("templates").rglob("*.html"))
AUDIENCES = ("office", "workshop", "portal")


def test_the_import_contracts_are_kept():
    command = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([command], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:]


def test_rules_are_private_to_their_context():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = {node.module} | {f"{node.module}.{a.name}" for a in node.names}
                rules = {n for n in names if re.fullmatch(r"erp\.\w+\.rules(\..*)?", n)}
                foreign = {n for n in rules if n.split(".")[1] != path.parts[1]}
                assert not foreign, f"{path} imports {foreign}"


def test_every_page_renders_a_template_of_its_subject():
    """A page shows templates/<audience>/<subject>/, where its reader looks for them."""
    for path in FILES:
        if len(path.parts) < 4 or path.parts[2] not in AUDIENCES:
            continue
        home = f"{path.parts[2]}/{path.stem}/"
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "render_template":
                name = ast.literal_eval(call.args[0])
                assert name.startswith((home, "shared/")), f"{path} renders {name}"


def test_every_template_is_used():
    sources = [p.read_text() for p in (*FILES, *TEMPLATES)]
    for path in TEMPLATES:
        name = path.relative_to("templates").as_posix()
        assert any(f'"{name}"' in source for source in sources), f"{name} is used by nobody"


def test_every_collection_says_its_order():
    """Else a database shows what belongs to a record in an order of its own, today or tomorrow."""
    for mapper in Record.registry.mappers:
        for one in mapper.relationships:
            assert not one.uselist or one.order_by, f"{one} has no order"


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_nothing_is_inline(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son(click|change|submit|load|input)\s*=", text)


def test_no_path_of_a_machine_and_no_unfinished_word():
    told = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True)
    forbidden = re.compile(r"/(?:root|work|tmp)/|\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b")
    for name in told.stdout.split():
        path = Path(name)
        if (
            path.suffix in {".py", ".html", ".js", ".css", ".md", ".cfg", ".toml"}
            and path.is_file()
        ):
            found = forbidden.search(path.read_text())
            assert not found, f"{name}: {found and found.group()}"
