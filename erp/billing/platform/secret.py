"""The key to the platform: a file of the data folder that only its owner reads, never a column.

So a copy of the database, an export or a reader of its rows does not carry it. It is written by the
settings page and never shown again; ERP_PLATFORM_SECRET, when it is set, is stronger.
"""

import os
from pathlib import Path

NAME = "plateforme.secret"


def keep(folder: Path, secret: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{NAME}.partial"
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / NAME)


def read(folder: Path) -> str:
    """ "" when none was kept."""
    try:
        return (folder / NAME).read_text().strip()
    except FileNotFoundError:
        return ""
