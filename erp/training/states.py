"""Closed lists of training."""

from erp.core.words import N_, Word
from erp.timetable.states import Nature


class Kind(Word):
    """What an hour of the ledger was spent on."""

    ORDERS = "orders", N_("Atelier, sur commande"), "ok"
    WORKSHOP = "workshop", N_("Atelier, hors commande"), "ok"
    EXERCISE = "exercise", N_("Exercice d'atelier"), "ok"
    MAINTENANCE = "maintenance", N_("Entretien"), "ok"
    SAFETY = "safety", N_("Sécurité"), "ok"
    THEORY = "theory", N_("Cours"), "info"
    INTERNSHIP = "internship", N_("Stage"), "muted"
    EXAM = "exam", N_("Examen"), "muted"


KIND_OF = {nature: Kind.of(nature.value) for nature in Nature}


class Autonomy(Word):
    """How much help it took."""

    GUIDED = "guided", N_("Guidé"), "muted"
    ASSISTED = "assisted", N_("Accompagné"), "info"
    AUTONOMOUS = "autonomous", N_("Autonome"), "ok"


class Mastery(Word):
    """Where a student stands on a competence."""

    NONE = "none", N_("Jamais vu"), "muted"
    BEGUN = "begun", N_("En cours"), "warn"
    ACQUIRED = "acquired", N_("Acquis"), "ok"


class Alert(Word):
    """Away without a word: how pressing it is to call."""

    CALL = "call", N_("À appeler"), "warn"
    DROPOUT = "dropout", N_("Risque de décrochage"), "bad"


class Drift(Word):
    """How far the share of practice is from its target."""

    NOTHING = "nothing", N_("Pas encore d'heures"), "muted"
    ON_TARGET = "on_target", N_("Dans l'objectif"), "ok"
    TO_WATCH = "to_watch", N_("À surveiller"), "warn"
    OFF = "off", N_("Hors objectif"), "bad"
