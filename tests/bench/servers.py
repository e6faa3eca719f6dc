"""The two servers, started in the same way: the bare floor, and ours with the demo school."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

HOME = Path(__file__).resolve().parent.parent.parent
GUNICORN = ("-m", "gunicorn", "-w", "2", "--threads", "4")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving(target: str, folder: Path, env: dict[str, str], port: int) -> Iterator[int]:
    """gunicorn, as in production; gives the process whose work is counted."""
    command = [sys.executable, *GUNICORN, "-b", f"127.0.0.1:{port}", target]
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, **env})
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def wait_for(url: str) -> None:
    """Until somebody answers, be it with « not found »."""
    for _ in range(200):
        try:
            urlopen(url, timeout=5).close()
            return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


def floor_env(folder: Path, database: Path) -> dict[str, str]:
    """The floor with its ten thousand orders, on SQLite as safe as ours (synchronous=FULL)."""
    env = {"DB_URL": f"sqlite:///{database}", "SQLITE_SYNC": "FULL"}
    command = [sys.executable, "floor_app.py"]
    subprocess.run(command, cwd=folder, env={**os.environ, **env}, check=True)
    return env


def our_env(folder: Path, orders: int) -> dict[str, str]:
    """The demo school with so many orders more."""
    env = {"ERP_ENV": "demo", "ERP_DATA_DIR": str(folder)}
    erp = [sys.executable, "-m", "erp.cli"]
    for command in (["db", "upgrade"], ["demo", "load", "--orders", str(orders)]):
        subprocess.run(
            [*erp, *command], cwd=HOME, env={**os.environ, **env}, check=True, capture_output=True
        )
    return env
