"""A drawing changes while its pieces are ordered: each side is told what the other said of it."""

from datetime import datetime
from typing import Any

from erp.core.files import StoredFile
from erp.core.journal import Actor
from erp.core.words import N_
from erp.flow import letters
from erp.flow.exchanged_words import tell_school
from erp.sales import actions as sales
from erp.sales.models import DrawingRevision, OrderLine
from erp.school.models import School

TAKEN, LEFT = N_("Le nouveau plan comptera"), N_("L'ancien plan reste")
ANSWERED = (
    N_("À confirmer : le plan de « %(label)s », commande %(number)s"),
    N_(
        "Bonjour %(name)s,\n\nNous avons regardé le plan %(revision)s de « %(label)s ». "
        "%(verdict)s : %(answer)s\n\nRien n'est commencé de cette pièce avant votre accord. "
        "Confirmez ici : %(link)s\n\n%(school)s\n"
    ),
)


def send_revision(
    line: OrderLine, stored: StoredFile, *, school: School, link: str, actor: Actor,
    now: datetime, **told: Any,
) -> DrawingRevision:  # fmt: skip
    """The buyer sends it: the school's own address is told."""
    sent = sales.send_revision(line, stored, actor=actor, now=now, **told)
    tell_school(
        line.order, f"{N_('Nouveau plan')} {sent} : {line.label}. {sent.note}", school, link
    )
    return sent


def answer_revision(
    sent: DrawingRevision, *, is_taken: bool, answer: str, school: School, link: str,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Nothing goes on before the buyer confirms, so a muted order gets this letter too."""
    sales.answer_revision(sent, is_taken=is_taken, answer=answer, actor=actor)
    order = sent.order
    facts = {"number": order.number, "label": sent.line.label, "revision": sent, "answer": answer}
    facts |= {"verdict": TAKEN if is_taken else LEFT, "link": link, "school": school.name}
    key = f"revision-{sent.id}-{now.timestamp()}"
    letters.post(ANSWERED, order.contact, key=key, **facts)
