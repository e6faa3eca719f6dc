"""A real server with the demo school, and a real Chromium."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect, sync_playwright

expect.set_options(timeout=15_000)  # a machine that does other things as well
PASSWORD = "atelier-demo-2026"
PIN = "4826"
SIZES = {"desk": (1280, 800), "phone": (390, 844), "tall": (800, 1280)}
NAMES = ("chromium", "chromium-browser", "google-chrome")
ERP = (sys.executable, "-m", "erp.cli")
QUIET = (
    "--no-sandbox",
    "--lang=fr-FR",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    env = {**os.environ, "ERP_ENV": "demo", "ERP_DATA_DIR": str(folder)}
    env.pop("ERP_TEST_DATABASE", None)
    return env


def code_of(folder: Path) -> str:
    """The code of the first start, as `erp doctor` says it."""
    told = subprocess.run(
        [*ERP, "doctor"], env=environment(folder), capture_output=True, text=True, check=False
    )
    return re.search(r"code est (\S+)", told.stdout)[1]


@contextmanager
def served(folder: Path, *, school: bool = True) -> Iterator[str]:
    """`erp serve` on a fresh demo school, or on nothing yet; its address."""
    port = free_port()
    env = {**environment(folder), "ERP_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    commands = (["db", "upgrade"], ["demo", "load"])
    for command in commands if school else commands[:1]:
        subprocess.run([*ERP, *command], env=env, check=True, capture_output=True)
    server = subprocess.Popen(
        [*ERP, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/entrer")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} does not answer")


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    """Where the site keeps its files, and its letters as long as there is no mail server."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def site(site_folder):
    with served(site_folder) as url:
        yield url


@pytest.fixture(scope="session")
def chromium():
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path, "Il faut Chromium pour ces tests : apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, site):
    """window("phone") is an empty browser of that size on the site; its console stays silent."""
    contexts, complaints = [], []

    def complain(page: Page, what: str) -> None:
        complaints.append(f"{page.url}: {what}")

    def open_window(size: str = "desk") -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, base_url=site, locale="fr-FR"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and complain(page, said.text))
        page.on("pageerror", lambda error: complain(page, error.message))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def enter(page: Page, who: str) -> Page:
    page.goto("/entrer")
    page.get_by_label("Adresse e-mail").fill(f"{who}@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(lambda url: "/entrer" not in url)
    return page
