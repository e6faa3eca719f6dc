"""The program at the other end, known by the key it sends: Authorization: Bearer etb_…"""

from flask import g, request

from erp.core import clock
from erp.customers import api_keys
from erp.customers.models import ApiKey


def this_key() -> ApiKey | None:
    """The living key of this request; also in g.api_key."""
    if "api_key" not in g:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        known = kind.lower() == "bearer" and secret.startswith(api_keys.PREFIX)
        g.api_key = api_keys.key_of(secret.strip(), now=clock.now()) if known else None
    return g.api_key
