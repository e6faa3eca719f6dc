"""A real mail server with a memory, and the worker's jobs that hand letters to it."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from erp.core import outbox
from erp.worker import Jobs


class Mailbox:
    """A mail server's memory."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def server(mailbox, free_port):
    """The mail server of the mailbox; a test starts it when it wants it."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port)
    yield controller
    if controller._thread is not None:
        controller.stop()


@pytest.fixture
def jobs(app, free_port, tmp_path, monkeypatch):
    """The worker's jobs, told of each commit as in a running school."""
    settings = {"SMTP_URL": f"smtp://127.0.0.1:{free_port}", "MAIL_FROM": "Établi <a@example.org>"}
    for name, value in {**settings, "DATA_DIR": str(tmp_path), "ENV_NAME": "test"}.items():
        monkeypatch.setitem(app.config, name, value)
    jobs = Jobs(app)
    jobs.queue.flush()
    monkeypatch.setattr(outbox, "wake", [jobs.tell])
    yield jobs
    jobs.queue.storage.close()
