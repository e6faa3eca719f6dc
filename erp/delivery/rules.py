"""What must be true before pieces leave."""

from base64 import b64decode
from binascii import Error
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from erp.delivery.refusals import (
    MoreThanMade,
    NothingToDeliver,
    SignatureIsMissing,
    SignatureIsUnreadable,
)
from erp.sales.models import OrderLine

PREFIX = "data:image/png;base64,"
MOST_BYTES, MOST_PIXELS = 300_000, 4000


def left_to_deliver(
    lines: Sequence[OrderLine], made: Mapping[int, Decimal], taken: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """Finished pieces that are on no slip yet, by order line."""
    zero = Decimal(0)
    return {
        line.id: max(zero, min(made.get(line.id, zero), line.quantity) - taken.get(line.id, zero))
        for line in lines
    }


def check_quantities(
    lines: Sequence[OrderLine], wanted: Mapping[int, Decimal], left: Mapping[int, Decimal]
) -> None:
    if not any(wanted.values()):
        raise NothingToDeliver
    for line in lines:
        quantity = wanted.get(line.id, Decimal(0))
        if quantity < 0 or quantity > left[line.id]:
            told = {"quantity": f"{quantity:f}", "left": f"{left[line.id].normalize():f}"}
            raise MoreThanMade(label=line.label, **told)


def signature_png(data_url: str) -> bytes:
    """The picture a finger drew, drawn again by us so that nothing else is in it."""
    if not data_url:
        raise SignatureIsMissing
    if not data_url.startswith(PREFIX) or len(data_url) > MOST_BYTES * 4 // 3 + 100:
        raise SignatureIsUnreadable
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(
            BytesIO(b64decode(data_url[len(PREFIX) :], validate=True)), formats=["PNG"]
        )
        if max(picture.size) > MOST_PIXELS:
            raise SignatureIsUnreadable
        drawn = Image.new("RGB", picture.size, "white")
        drawn.paste(picture.convert("RGBA"), mask=picture.convert("RGBA").getchannel("A"))
    except (Error, ValueError, OSError, SyntaxError, UnidentifiedImageError):
        raise SignatureIsUnreadable from None
    kept = BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()
