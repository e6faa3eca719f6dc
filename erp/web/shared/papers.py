"""Papers and files as answers: never interpreted by the browser, named as the reader expects."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path

from flask import Response, abort, current_app, send_file

from erp.core import files
from erp.core.archive import StoredPaper
from erp.core.files import StoredFile
from erp.documents import later

NOTHING = b64decode(  # one pixel that nobody sees
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"


def send_pdf(content: bytes, filename: str) -> Response:
    """Shown in the browser's own reader."""
    return send_file(BytesIO(content), "application/pdf", download_name=filename)


def send_bytes(content: bytes, media_type: str, filename: str) -> Response:
    """As a download, whatever it is."""
    return send_file(BytesIO(content), media_type, as_attachment=True, download_name=filename)


def send_csv(content: bytes, filename: str) -> Response:
    return send_file(BytesIO(content), "text/csv", as_attachment=True, download_name=filename)


def send_paper(paper: StoredPaper | None) -> Response:
    """An issued paper, as it was sent."""
    if paper is None:
        abort(404)
    return send_pdf(later.file_of(paper), paper.filename)


def send_picture(content: bytes | None) -> Response:
    """A PNG of ours inside a page; an empty one when the file cannot be drawn."""
    answer = send_file(BytesIO(NOTHING if content is None else content), "image/png")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


def files_folder() -> Path:
    return Path(current_app.config["DATA_DIR"]) / "files"


def send_file_of(stored: StoredFile) -> Response:
    """What somebody handed in: always a download, in a box where nothing runs."""
    content = files.read(stored, folder=files_folder())
    answer = send_file(
        BytesIO(content), stored.media_type, as_attachment=True, download_name=stored.name
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
