"""The `erp` command, in an installation of its own."""

import os

import pytest
from click.testing import CliRunner

from erp.cli import main
from erp.core import outbox


@pytest.fixture
def erp(tmp_path, monkeypatch):
    """erp("db", "upgrade") runs a command in an installation of its own."""
    for name in [name for name in os.environ if name.startswith("ERP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ERP_ENV", "demo")
    monkeypatch.setenv("ERP_DATA_DIR", str(tmp_path / "instance"))
    monkeypatch.setattr(outbox, "wake", [])

    def run(*arguments: str, **kwargs):
        return CliRunner().invoke(main, arguments, **kwargs)

    return run


@pytest.fixture
def installed(erp):
    assert erp("db", "upgrade").exit_code == 0
    return erp
