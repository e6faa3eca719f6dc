"""What is wrong in an instance, each time a sentence that names the record; the rest is planned."""

from dataclasses import dataclass

from erp.core.words import N_


@dataclass(frozen=True)
class Fault:
    """`record` is the id of what is wrong. `message` and `facts` make the sentence."""

    record: str
    message: str
    facts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.message % dict(self.facts)


def fault(record: str, message: str, /, **facts: object) -> Fault:
    return Fault(record, message, tuple(facts.items()))


UNREADABLE = N_("%(record)s est mal écrit (%(why)s) : il est laissé de côté.")
TWICE = N_("%(record)s figure deux fois : seul le premier est gardé.")
NO_SESSION = N_("Le calendrier est vide : ajoutez des séances d'atelier, rien ne peut être placé.")
BACKWARDS = N_("La séance %(record)s finit avant de commencer : elle est laissée de côté.")
OVERLAP = N_(
    "Les séances %(first)s et %(record)s de %(cohort)s se chevauchent : %(record)s n'est pas utilisée."
)
PROMISE_IS_PAST = N_(
    "%(record)s est promise le %(day)s, déjà passé : convenez d'une nouvelle date."
)
UNKNOWN = N_("%(record)s renvoie à %(other)s, qui n'existe pas : corrigez ce lien.")
CYCLE = N_("Les opérations %(names)s s'attendent l'une l'autre : revoyez leur ordre.")
NO_TIME = N_("L'opération %(record)s dure zéro minute : donnez-lui un temps élève.")
TOO_LONG = N_("L'opération %(record)s dure %(hours)s h : vérifiez son temps, ou coupez-la en lots.")
NOBODY_MAY = N_(
    "Personne ne peut faire l'opération %(record)s : formez un élève ou changez de machine."
)
TEAM_TOO_BIG = N_(
    "L'opération %(record)s demande %(team)s élèves à la fois, il y en a %(most)s au plus "
    "dans une promotion : réduisez l'équipe."
)
NO_STUDENT = N_("L'élève %(record)s n'a aucune séance d'atelier : vérifiez sa promotion.")
PIN_FAILS = N_("La place fixée de l'opération %(record)s ne tient pas (%(why)s) : déplacez-la.")
PIN_UNKNOWN = N_("La place fixée de %(record)s vise une opération inconnue : elle est ignorée.")
PIN_IS_TAKEN = N_("quelqu'un, la machine ou le maître n'y est pas libre")
