"""News for other people's programs: signed, sent to public addresses only, retried by the outbox.

The signature is that of a text: `t=<seconds>,v1=<hex of HMAC-SHA256(secret, "<t>.<body>")>`.
"""

import hmac
import json
import socket
from collections.abc import Callable
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util import Retry, Timeout

from erp.core import clock, outbox
from erp.core.outbox import GiveUp, Sender
from erp.core.refusal import Refusal
from erp.core.words import N_

KIND, HEADER, PREFIX = "webhook", "Etabli-Signature", "whs_"
WAIT = Timeout(connect=5, read=10)
ONCE = Retry(0, redirect=False)
Guard = Callable[[str], bool]


class AddressRefused(Refusal):
    message = N_("Cette adresse ne convient pas : donnez une adresse publique en https.")


def secret_of(installation: str, salt: str) -> str:
    """Never stored: whoever copies the database cannot sign."""
    return PREFIX + hmac.new(installation.encode(), f"webhook {salt}".encode(), sha256).hexdigest()


def signature(secret: str, body: bytes, *, at: int) -> str:
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={signed}"


def check_address(url: str) -> None:
    """What can be said of it without asking the network; the rest is checked when it is used."""
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and "@" not in parts.netloc
    if parts.scheme != "https" or not parts.hostname or not plain:
        raise AddressRefused


def post(url: str, salt: str, news: dict[str, object], *, key: str) -> int:
    """Leave it with the running transaction; the same news is never left twice."""
    return outbox.put(KIND, {"url": url, "salt": salt, "news": news}, key=key)


def is_public(address: str) -> bool:
    return ip_address(address).is_global


def sender(installation: str, *, guard: Guard = is_public) -> Sender:
    """`guard` says which network addresses may be spoken to."""

    def send(payload: dict[str, object]) -> None:
        body = json.dumps(payload["news"], sort_keys=True).encode()
        secret = secret_of(installation, str(payload["salt"]))
        signed = signature(secret, body, at=int(clock.now().timestamp()))
        _hand_over(str(payload["url"]), body, signed, guard)

    return send


def _hand_over(url: str, body: bytes, signed: str, guard: Guard) -> None:
    """The name is looked up once: the address that was checked is the one that is spoken to."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])
    if not guard(found):
        raise GiveUp(f"{host} is no public address")
    headers = {"Host": parts.netloc, "Content-Type": "application/json", HEADER: signed}
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    with _pool(parts.scheme, found, port, host) as pool:
        answer = pool.urlopen("POST", path, body=body, headers=headers, redirect=False)
    if answer.status == 410:
        raise GiveUp("410: they want no more news")
    if not 200 <= answer.status < 300:
        raise OSError(f"answered {answer.status}")


def _pool(scheme: str, address: str, port: int, host: str) -> HTTPConnectionPool:
    if scheme == "https":
        return HTTPSConnectionPool(
            address, port, timeout=WAIT, retries=ONCE, server_hostname=host, assert_hostname=host
        )
    return HTTPConnectionPool(address, port, timeout=WAIT, retries=ONCE)
