"""A signature drawn with a finger: read as a picture, drawn again by us, kept as a PNG."""

from base64 import b64decode
from binascii import Error
from io import BytesIO

from PIL import Image

from erp.core.refusal import Refusal
from erp.core.words import N_

PREFIX = "data:image/png;base64,"
MOST_BYTES = 300_000  # of the picture as it is sent
MOST_PIXELS = 4096  # of each of its sides
KEPT_SIZE = (1200, 600)  # what paper needs at most


class SignatureIsUnreadable(Refusal):
    message = N_("La signature ne se lit pas : effacez-la et signez encore une fois.")


class SignatureIsMissing(Refusal):
    message = N_("Signez avec le doigt dans le cadre.")


def signature_png(data_url: str) -> bytes:
    """The picture a finger drew, drawn again by us so that nothing else is in it."""
    if not data_url:
        raise SignatureIsMissing
    if not data_url.startswith(PREFIX) or len(data_url) > MOST_BYTES * 4 // 3 + 100:
        raise SignatureIsUnreadable
    drawn = _ink_on_white(data_url.removeprefix(PREFIX))
    if drawn.getcolors(1):  # one colour only: nobody wrote anything
        raise SignatureIsMissing
    drawn.thumbnail(KEPT_SIZE)
    kept = BytesIO()
    drawn.save(kept, "PNG")
    return kept.getvalue()


def _ink_on_white(encoded: str) -> Image.Image:
    try:
        picture = Image.open(BytesIO(b64decode(encoded, validate=True)), formats=["PNG"])
        if max(picture.size) > MOST_PIXELS:
            raise SignatureIsUnreadable
        ink = picture.convert("RGBA")
    except (Error, ValueError, OSError, SyntaxError, Image.DecompressionBombError):
        raise SignatureIsUnreadable from None
    drawn = Image.new("RGB", ink.size, "white")
    drawn.paste(ink, mask=ink.getchannel("A"))
    return drawn
