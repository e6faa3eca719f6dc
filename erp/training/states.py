"""Closed lists of training."""

from erp.core.words import N_, Word
from erp.timetable.states import Nature


class Kind(Word):
    """What an hour of the ledger was spent on."""

    ORDERS = "orders", N_("Atelier, sur commande"), "practice"
    WORKSHOP = "workshop", N_("Atelier, hors commande"), "practice"
    EXERCISE = "exercise", N_("Exercice d'atelier"), "practice"
    MAINTENANCE = "maintenance", N_("Entretien"), "practice"
    SAFETY = "safety", N_("Sécurité"), "practice"
    THEORY = "theory", N_("Cours"), "theory"
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


class FollowUpKind(Word):
    REMARK = "remark", N_("Mot pour le livret"), "info"
    INTERVIEW = "interview", N_("Entretien"), "muted"
    MEETING = "meeting", N_("Rendez-vous avec la famille"), "muted"
    INCIDENT = "incident", N_("Incident"), "warn"


class NeedKind(Word):
    DYS = "dys", N_("Troubles dys"), "info"
    DISABILITY = "disability", N_("RQTH ou MDPH"), "info"
    LANGUAGE = "language", N_("Français langue étrangère"), "info"
    OTHER = "other", N_("Autre besoin"), "info"


class ExamResult(Word):
    REGISTERED = "registered", N_("Inscrit"), "info"
    PASSED = "passed", N_("Réussi"), "ok"
    FAILED = "failed", N_("Non réussi"), "bad"
    ABSENT = "absent", N_("Absent"), "warn"


class Situation(Word):
    JOB_CUSTOMER = "job_customer", N_("Emploi chez un client de l'école"), "ok"
    JOB = "job", N_("Emploi"), "ok"
    APPRENTICE = "apprentice", N_("Apprentissage"), "ok"
    STUDIES = "studies", N_("Études"), "ok"
    SEARCH = "search", N_("En recherche"), "warn"
    UNKNOWN = "unknown", N_("Sans nouvelle"), "muted"


class PaperKind(Word):
    BOOKLET = "booklet", N_("Livret de suivi")
    REPORT = "report", N_("Bilan de période")
    ACHIEVEMENTS = "achievements", N_("Mes réalisations")
