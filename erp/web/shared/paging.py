"""Where a list goes on, read from the address."""

from flask import request


def words() -> str:
    """What is looked for in a list: ?q=axe."""
    return request.args.get("q", "")[:100]


def after() -> int | None:
    """The id the page comes after; whatever is not a number means the first page."""
    text = request.args.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
