"""Where a list goes on, read from the address."""

from flask import request

from erp.web.shared.asked import as_number


def words() -> str:
    """What is looked for in a list: ?q=axe."""
    return request.args.get("q", "")[:100]


def after() -> int | None:
    """The id the page comes after; whatever is not a number means the first page."""
    return as_number(request.args.get("after", ""))
