"""Closed lists of training."""

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow
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


class OfferKind(Word):
    MEETING = "meeting", N_("Rencontrer l'équipe"), "info"
    INTERNSHIP = "internship", N_("Stage"), "info"
    JOB = "job", N_("Emploi"), "info"


class OfferState(Word):
    PROPOSED = "proposed", N_("À vérifier"), "warn"
    PUBLISHED = "published", N_("Montrée aux élèves"), "ok"
    DECLINED = "declined", N_("Non retenue"), "muted"
    CLOSED = "closed", N_("Close"), "muted"


class InterestState(Word):
    """What became of a student's wish, up to its outcome."""

    SAID = "said", N_("Intéressé"), "warn"
    AGREED = "agreed", N_("Un adulte est d'accord"), "info"
    INTRODUCED = "introduced", N_("Présenté à l'entreprise"), "info"
    HIRED = "hired", N_("Embauché"), "ok"
    DONE = "done", N_("Stage ou visite faits"), "ok"
    REFUSED = "refused", N_("Non retenu"), "muted"
    WITHDRAWN = "withdrawn", N_("N'est plus intéressé"), "muted"


F, I = OfferState, InterestState  # noqa: E741 - tables below read better

COMPANY_OFFER = Workflow(
    publish=Move(
        N_("Montrer aux élèves"), {F.PROPOSED, F.CLOSED}, F.PUBLISHED, N_("Montrée aux élèves")
    ),
    decline=Move(N_("Ne pas retenir"), {F.PROPOSED}, F.DECLINED, N_("Non retenue")),
    close=Move(N_("Clore"), {F.PROPOSED, F.PUBLISHED}, F.CLOSED, N_("Offre close")),
)
WAITING = {I.SAID, I.AGREED, I.INTRODUCED}
INTEREST = Workflow(
    say=Move(N_("Ça m'intéresse"), {I.WITHDRAWN}, I.SAID, N_("De nouveau intéressé")),
    agree=Move(N_("Noter l'accord d'un adulte"), {I.SAID}, I.AGREED, N_("Accord d'un adulte")),
    introduce=Move(
        N_("Présenter à l'entreprise"), {I.AGREED}, I.INTRODUCED, N_("Présenté à l'entreprise")
    ),
    hire=Move(N_("Embauché"), {I.INTRODUCED}, I.HIRED, N_("Embauché")),
    finish=Move(N_("Stage ou visite faits"), {I.INTRODUCED}, I.DONE, N_("Stage ou visite faits")),
    refuse=Move(N_("Non retenu"), {I.AGREED, I.INTRODUCED}, I.REFUSED, N_("Non retenu")),
    withdraw=Move(N_("N'est plus intéressé"), WAITING, I.WITHDRAWN, N_("N'est plus intéressé")),
)
OUTCOMES = ("hire", "finish", "refuse", "withdraw")
