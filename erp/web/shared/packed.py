"""The package's stylesheet leaves compressed: on a telephone it is most of the first page.

Pages themselves do not: a secret and words of a stranger, compressed together, tell the one by the
other (BREACH). What is the same for everybody tells nothing.
"""

from functools import lru_cache
from gzip import compress

from flask import Flask, Response, request

KINDS = {"text/css", "text/javascript"}


@lru_cache(maxsize=16)
def _packed(content: bytes) -> bytes:
    return compress(content, 9, mtime=0)


def install(app: Flask) -> None:
    @app.after_request
    def pack(answer: Response) -> Response:
        if request.endpoint != "bootstrap.static" or answer.mimetype not in KINDS:
            return answer
        answer.vary.add("Accept-Encoding")
        if answer.status_code == 200 and request.accept_encodings["gzip"]:
            answer.direct_passthrough = False
            answer.set_data(_packed(answer.get_data()))
            answer.content_encoding = "gzip"
            answer.set_etag(answer.get_etag()[0] or "", weak=True)
        return answer
