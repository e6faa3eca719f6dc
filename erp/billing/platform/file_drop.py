"""The platform as a folder: each flow is a file and a note beside it, for a person or a tool.

The note is written last and by a rename: where it is, the file is whole. It brings no news.
"""

import json
import os
import re
from datetime import datetime
from pathlib import Path

from erp.billing.platform.port import Flow, News, PlatformFailed

UNSAFE = re.compile(r"[^\w.-]")
VERSION = 1  # of the note's format, documented in erp/README.md


class FileDrop:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, flow: Flow) -> str:
        name = UNSAFE.sub("_", flow.tracking_id)[:100]
        note, file = self.folder / f"{name}.json", self.folder / f"{name}{self._suffix(flow)}"
        try:
            if not note.exists():
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                _write(file, flow.content)
                _write(note, _note(flow, file.name))
        except OSError as failure:
            raise PlatformFailed(f"{failure.strerror} : {self.folder}") from failure
        return note.name

    def news(self, since: datetime) -> News:
        return News((), (), 0, since)

    def check(self) -> None:
        """Writes a file and takes it away again."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = self.folder / ".essai"
            _write(probe, b"essai")
            probe.unlink()
        except OSError as failure:
            raise PlatformFailed(f"{failure.strerror} : {self.folder}") from failure

    def _suffix(self, flow: Flow) -> str:
        return ".xml" if flow.filename.endswith(".xml") else ".pdf"


def _note(flow: Flow, filename: str) -> bytes:
    told = {
        "version": VERSION,
        "tracking_id": flow.tracking_id,
        "file": filename,
        "sha256": flow.sha256,
        "syntax": flow.syntax,
        "processing_rule": flow.rule,
        **flow.facts,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, and on the disk before its name is there."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
