"""Mail: a letter, as plain text and as a page, into the outbox, and out of it through any SMTP server."""

import re
import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from erp.core import clock, outbox


def post(to: str, subject: str, text: str, *, key: str | None = None) -> int:
    """Leave a letter with the running transaction. `key`: the same letter is never left twice."""
    one_line = " ".join(subject.split())  # a line break in a subject would start a new header
    return outbox.put("mail", {"to": to, "subject": one_line, "text": text}, key=key)


def sender(smtp_url: str, mail_from: str) -> outbox.Sender:
    """How the worker sends: smtp://user:password@host:25, smtps:// or smtp+starttls://."""

    def send(payload: dict[str, object]) -> None:
        _hand_over(_letter(payload, mail_from), smtp_url)

    return send


def writer(folder: Path, mail_from: str) -> outbox.Sender:
    """Instead of a mail server: each letter is a text file one can open and read."""

    def write(payload: dict[str, object]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        to = re.sub(r"[^\w.@-]", "_", str(payload["to"]))[:100]
        name = f"{clock.now():%Y-%m-%d-%H%M%S-%f}-{to}.eml"
        (folder / name).write_bytes(_letter(payload, mail_from).as_bytes())

    return write


def nobody(payload: dict[str, object]) -> None:
    raise RuntimeError(f"no mail server is set: the letter to {payload['to']} waits")


def _letter(payload: dict[str, object], mail_from: str) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"] = mail_from, str(payload["to"])
    letter["Subject"] = str(payload["subject"])
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = make_msgid(domain=mail_from.rpartition("@")[2].rstrip(">") or None)
    text = str(payload["text"])
    letter.set_content(text)
    letter.add_alternative(in_html(text), subtype="html")
    return letter


def in_html(text: str) -> str:
    """The same words for a reader who shows pages: paragraphs, and addresses that can be tapped.

    Nothing is fetched from anywhere: no picture, no counter.
    """
    told = [_paragraph(part) for part in text.strip().split("\n\n")]
    return HTML % "\n".join(told)


def _paragraph(part: str) -> str:
    lines = "<br>\n".join(ADDRESS.sub(_link, escape(line)) for line in part.split("\n"))
    return f'<p style="margin:0 0 16px">{lines}</p>'


def _link(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}" style="color:#4b2e6b">{found[0]}</a>'


ADDRESS = re.compile(r"https?://[^\s<>&]+(?:&amp;[^\s<>&]+)*")
HTML = """<!doctype html>
<html lang="fr">
<body style="margin:0;padding:24px;background:#f5f4f0;color:#17202b;font:16px/1.5 sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">
%s
</div>
</body>
</html>
"""


def _hand_over(letter: EmailMessage, smtp_url: str) -> None:
    url = urlsplit(smtp_url)
    connect = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with connect(url.hostname or "localhost", url.port or 0, timeout=20) as server:
        if url.scheme == "smtp+starttls":
            server.starttls()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(letter)
