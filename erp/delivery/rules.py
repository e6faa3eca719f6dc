"""What must be true before pieces leave."""

from base64 import b64decode
from binascii import Error
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from PIL import Image

from erp.delivery.models import DeliverySlip
from erp.delivery.refusals import (
    MoreThanMade,
    NothingToDeliver,
    OrderIsClosed,
    SignatureIsMissing,
    SignatureIsUnreadable,
)
from erp.documents import format as french
from erp.sales.models import Order, OrderLine
from erp.sales.states import OrderState

PREFIX = "data:image/png;base64,"
MOST_BYTES = 300_000  # of the picture as it is sent
MOST_PIXELS = 4096  # of each of its sides
KEPT_SIZE = (1200, 600)  # what paper needs at most
ZERO = Decimal(0)


def check_is_open(order: Order) -> None:
    if order.state is not OrderState.OPEN:
        raise OrderIsClosed(order=order, state=order.state.label)


def left_to_deliver(
    lines: Sequence[OrderLine], made: Mapping[int, Decimal], taken: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """Finished pieces that are on no slip yet, by order line; never more than was ordered."""
    return {
        line.id: max(ZERO, min(made.get(line.id, ZERO), line.quantity) - taken.get(line.id, ZERO))
        for line in lines
    }


def check_quantities(
    lines: Sequence[OrderLine], wanted: Mapping[int, Decimal], left: Mapping[int, Decimal]
) -> None:
    if not any(wanted.values()):
        raise NothingToDeliver
    for line in lines:
        quantity = wanted.get(line.id, ZERO)
        if quantity < 0 or quantity > left[line.id]:
            told = {"quantity": french.quantity(quantity), "left": french.quantity(left[line.id])}
            raise MoreThanMade(label=line.label, **told)


def check_still_made(slip: DeliverySlip, left: Mapping[int, Decimal]) -> None:
    """A count corrected since then may have taken pieces away; `left` is without this slip."""
    wanted = {line.order_line_id: line.quantity for line in slip.lines}
    check_quantities(slip.order.lines, wanted, left)


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
    drawn.save(kept, "PNG", optimize=True)
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
