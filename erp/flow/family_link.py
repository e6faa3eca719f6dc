"""A guardian gets a personal link to read a minor's hours, absences and booklet."""

from datetime import datetime

from erp.core import mail
from erp.core.journal import Actor
from erp.core.words import N_
from erp.people import actions as people
from erp.people.models import Guardian
from erp.school.models import School

LETTER = (
    N_("Suivre %(student)s à l'école"),
    N_(
        "Bonjour %(name)s,\n\nVoici votre lien personnel pour lire les heures, les absences et le "
        "livret de %(student)s : %(link)s\n\nIl est à vous : ne le donnez à personne. Il se ferme "
        "à la majorité de %(student)s.\n\n%(school)s\n"
    ),
)


def send_family_link(
    guardian: Guardian, *, link: str, school: School, actor: Actor, now: datetime
) -> None:
    """`link` has {token} where the secret goes."""
    secret = people.open_family_link(guardian, actor=actor, now=now)
    facts = {
        "student": guardian.student.first_name,
        "name": guardian.name,
        "link": link.replace("{token}", secret),
        "school": school.name,
    }
    subject, text = LETTER
    mail.post(guardian.email, subject % facts, text % facts)
