"""Absolute addresses for mails and QR codes: from the settings, never from the Host header."""

from typing import Any

from flask import current_app, url_for


def absolute(endpoint: str, **params: Any) -> str:
    """The public address of a page; a parameter may be "{token}", filled in below the web."""
    path = url_for(endpoint, **params).replace("%7Btoken%7D", "{token}")
    return str(current_app.config["PUBLIC_URL"]).rstrip("/") + path
