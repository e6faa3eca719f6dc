"""Mail: a plain letter into the outbox, and out of it through any SMTP server."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

from erp.core import outbox
from erp.core.outbox import OutboxMessage


def post(to: str, subject: str, text: str, *, key: str | None = None) -> OutboxMessage:
    """Leave a letter with the running transaction. `key`: the same letter is never left twice."""
    one_line = " ".join(subject.split())  # a line break in a subject would start a new header
    return outbox.put("mail", {"to": to, "subject": one_line, "text": text}, key=key)


def sender(smtp_url: str, mail_from: str) -> outbox.Sender:
    """How the worker sends: smtp://user:password@host:25, smtps:// or smtp+starttls://."""

    def send(payload: dict[str, object]) -> None:
        letter = EmailMessage(policy=SMTP)
        letter["From"], letter["To"] = mail_from, str(payload["to"])
        letter["Subject"] = str(payload["subject"])
        letter["Message-ID"] = make_msgid(domain=mail_from.rpartition("@")[2].rstrip(">") or None)
        letter.set_content(str(payload["text"]))
        _hand_over(letter, smtp_url)

    return send


def _hand_over(letter: EmailMessage, smtp_url: str) -> None:
    url = urlsplit(smtp_url)
    connect = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with connect(url.hostname or "localhost", url.port or 0, timeout=20) as server:
        if url.scheme == "smtp+starttls":
            server.starttls()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(letter)
