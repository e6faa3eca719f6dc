"""The words of causes and of what would help, one pair for each thing that can hold work up."""

from dataclasses import dataclass
from datetime import datetime

from erp.core.words import N_


@dataclass(frozen=True)
class Said:
    cause: str
    help: str = ""


UNPLACED = N_("l'opération %(operation)s n'a pas de place")
WAITS_FOR = N_("attend l'opération %(operation)s, qui n'a pas de place")
TOO_SHORT = N_("%(hours)s h de travail ne tiennent pas avant la promesse, même atelier vide")
PAST = N_("la promesse est déjà passée")
NEW_DATE = N_("convenir d'une nouvelle date avec le client")
EXPECTED = {
    "material": N_("matière attendue le %(day)s (%(label)s)"),
    "subcontract": N_("retour de sous-traitance attendu le %(day)s (%(label)s)"),
    "customer": N_("matière du client attendue le %(day)s (%(label)s)"),
}
NEVER = {
    "material": N_("matière sans date d'arrivée (%(label)s)"),
    "subcontract": N_("sous-traitance sans date de retour (%(label)s)"),
    "customer": N_("matière du client sans date d'arrivée (%(label)s)"),
}
CHASE = {
    "material": N_("relancer le fournisseur : %(label)s"),
    "subcontract": N_("relancer le sous-traitant : %(label)s"),
    "customer": N_("relancer le client : %(label)s"),
}
OUTSIDE = N_("%(days)s jours dehors pour %(operation)s")
FEW = N_("%(count)s élève(s) autorisé(s) seulement pour %(operation)s (%(names)s)")
TRAIN = N_("former un élève de plus : %(what)s")
TEAM = N_("équipe de %(team)s libre en même temps seulement le %(day)s pour %(operation)s")
SMALLER = N_("réduire l'équipe de %(operation)s")
STUDENTS = N_("élèves occupés jusqu'au %(day)s pour %(operation)s")
MACHINE = N_("%(machine)s prise par %(others)s jusqu'au %(day)s")
CLOSED = N_("%(machine)s en maintenance jusqu'au %(day)s")
OTHER_MACHINE = N_("permettre une autre machine pour %(operation)s")
MOVE_CLOSED = N_("déplacer la maintenance de %(machine)s")
INSTRUCTOR = N_("maîtres au complet jusqu'au %(day)s pour %(operation)s")
SECOND = N_("faire venir un maître de plus le %(day)s")
NO_SESSION = N_("pas d'atelier du %(first)s au %(last)s")
OPEN = N_("ouvrir l'atelier %(weekday)s %(day)s")
NO_ROOM = N_(
    "plus de place assez longue avant la fin du calendrier, le %(day)s, pour %(operation)s"
)
LONGER = N_("planifier sur plus de semaines, ou couper %(operation)s en lots")
BEFORE_PIN = N_("%(operation)s doit finir avant la place fixée de %(other)s")
UNPIN = N_("libérer la place fixée de %(other)s")
WEEKDAYS = (
    N_("lundi"),
    N_("mardi"),
    N_("mercredi"),
    N_("jeudi"),
    N_("vendredi"),
    N_("samedi"),
    N_("dimanche"),
)


def day(moment: datetime) -> str:
    return f"{moment:%d/%m}"
