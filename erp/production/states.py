"""The lives of a work order and of an operation, and the tablet's closed lists."""

from decimal import Decimal

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow

MANY = 2  # from here on French writes the plural


class WorkOrderState(Word):
    OPEN = "open", N_("À faire"), "muted"
    RUNNING = "running", N_("En fabrication"), "info"
    FINISHED = "finished", N_("Terminé"), "ok"
    CANCELLED = "cancelled", N_("Annulé"), "muted"


class OperationState(Word):
    TO_DO = "to_do", N_("À faire"), "muted"
    RUNNING = "running", N_("En cours"), "info"
    PAUSED = "paused", N_("En pause"), "warn"
    TO_VALIDATE = "to_validate", N_("À valider"), "warn"
    TO_REDO = "to_redo", N_("À reprendre"), "bad"
    DONE = "done", N_("Validée"), "ok"


class EventKind(Word):
    START = "start", N_("Commencer")
    PAUSE = "pause", N_("Pause")
    DONE = "done", N_("Fini")
    HELP = "help", N_("Aide")
    PHOTO = "photo", N_("Photo")
    DECLARE = "declare", N_("Déclarer un temps")
    UNDO = "undo", N_("Annuler")
    STEP = "step", N_("Étape")
    INCIDENT = "incident", N_("Accident ou presque")
    NON_CONFORMITY = "non_conformity", N_("Pièce non conforme")


class EventAnswer(Word):
    """What the tablet is told about each event it sent."""

    ACCEPTED = "accepted", N_("Accepté"), "ok"
    ALREADY_RECEIVED = "already_received", N_("Déjà reçu"), "ok"
    TO_REVIEW = "to_review", N_("À revoir par le maître"), "warn"


class Identity(Word):
    """How we know who tapped."""

    CODE = "code", N_("Code tapé"), "ok"
    TILE = "tile", N_("Visage choisi sans code"), "warn"
    INSTRUCTOR = "instructor", N_("Confirmé par le maître"), "ok"


class EventVerdict(Word):
    """What an instructor said of an event to review or without a code."""

    SEEN = "seen", N_("Mis de côté"), "muted"
    APPLIED = "applied", N_("Pris en compte"), "ok"
    CONFIRMED = "confirmed", N_("C'était bien cet élève"), "ok"
    DENIED = "denied", N_("Ce n'était pas cet élève"), "bad"


class PauseReason(Word):
    BREAK = "break", N_("Récré")
    LESSON = "lesson", N_("Cours")
    BREAKDOWN = "breakdown", N_("Panne")
    MATERIAL = "material", N_("Matière")
    OTHER = "other", N_("Autre")


class Awaited(Word):
    """What work waits for; the words of the planning's causes go by the same values."""

    MATERIAL = "material", N_("Matière achetée")
    SUBCONTRACT = "subcontract", N_("Retour de sous-traitance")
    CUSTOMER = "customer", N_("Matière du client")


class SupplyState(Word):
    UNKNOWN = "unknown", N_("Sans date"), "warn"
    EXPECTED = "expected", N_("Attendu"), "info"
    LATE = "late", N_("En retard"), "bad"
    RECEIVED = "received", N_("Reçu"), "ok"


class MaterialUnit(Word):
    """How a customer's own material is counted."""

    PIECE = "piece", N_("pièce")
    METRE = "metre", N_("m")
    KILO = "kilo", N_("kg")
    SHEET = "sheet", N_("tôle")

    def after(self, quantity: Decimal) -> str:
        """As it is written behind a number: « 1 pièce », « 12 pièces », « 3 m »."""
        is_many = abs(quantity) >= MANY and len(self.label) > len("kg")
        return self.label + "s" if is_many else self.label


class MaterialMoveKind(Word):
    RECEIVED = "received", N_("Reçu"), "info"
    CONSUMED = "consumed", N_("Travaillé"), "muted"
    RETURNED = "returned", N_("Rendu"), "ok"


class ScrapReason(Word):
    MEASURE = "measure", N_("Mauvaise cote")
    SURFACE = "surface", N_("Surface abîmée")
    MATERIAL = "material", N_("Défaut matière")
    MACHINE = "machine", N_("Machine")
    SETTING = "setting", N_("Réglage")
    OTHER = "other", N_("Autre")


class StepKind(Word):
    CHECK = "check", N_("À faire")
    MEASURE = "measure", N_("À mesurer")
    PHOTO = "photo", N_("À photographier")
    CHOICE = "choice", N_("À choisir")


class IncidentKind(Word):
    ACCIDENT = "accident", N_("Quelqu'un est blessé"), "bad"
    NEAR_MISS = "near_miss", N_("C'était dangereux"), "warn"


class NonConformityCause(Word):
    """In teaching terms: each tells what to learn next."""

    DRAWING = "drawing", N_("Lecture de plan")
    SETTING = "setting", N_("Réglage")
    MEASURE = "measure", N_("Mesure")
    GESTURE = "gesture", N_("Geste")
    ORGANISATION = "organisation", N_("Organisation")
    MATERIAL = "material", N_("Matière")
    CUSTOMER = "customer", N_("Signalée par le client")  # never chosen on a tablet


class CorrectionWish(Word):
    LONGER = "longer", N_("J'ai travaillé plus")
    SHORTER = "shorter", N_("J'ai travaillé moins")
    NOT_ME = "not_me", N_("Ce n'était pas moi")


class CorrectionState(Word):
    """In the words that the student reads."""

    ASKED = "asked", N_("Ton maître regarde."), "warn"
    CORRECTED = "corrected", N_("Ton maître a corrigé l'heure."), "ok"
    KEPT = "kept", N_("Ton maître garde l'heure."), "info"


class KeptReason(Word):
    """Why an hour stays as it is; the student reads it."""

    RIGHT = "right", N_("L'heure notée est la bonne.")
    BREAK = "break", N_("C'était la pause.")
    ELSEWHERE = "elsewhere", N_("Ce temps est sur une autre tâche.")
    TALK = "talk", N_("Viens en parler avec lui.")


class DayRole(Word):
    """What a student is for a day, besides the work: each turns round the cohort."""

    TEAM_LEADER = "team_leader", N_("Chef d'équipe")
    INSPECTOR = "inspector", N_("Contrôleur")
    STOREKEEPER = "storekeeper", N_("Magasinier")
    CUSTOMER_CONTACT = "customer_contact", N_("Chargé client")


class Feeling(Word):
    """The student's own word about the work; shown beside the review, never averaged."""

    HARD = "hard", N_("Difficile")
    FAIR = "fair", N_("Ça va")
    EASY = "easy", N_("Facile")


class ReviewVerdict(Word):
    VALID = "valid", N_("Validé"), "ok"
    REDO = "redo", N_("À reprendre"), "bad"
    CORRECTED = "corrected", N_("Corrigé"), "info"


W, S = WorkOrderState, OperationState
TAKEN_BACK = N_("Dernière action annulée")

WORK_ORDER = Workflow(
    start=Move(N_("Démarrer"), {W.OPEN}, W.RUNNING, N_("Fabrication commencée")),
    finish=Move(N_("Terminer"), {W.OPEN, W.RUNNING}, W.FINISHED, N_("Fabrication terminée")),
    reopen=Move(N_("Rouvrir"), {W.FINISHED}, W.RUNNING, N_("Fabrication rouverte")),
    cancel=Move(N_("Annuler"), {W.OPEN, W.RUNNING}, W.CANCELLED, N_("Fabrication annulée")),
    back_to_open=Move(TAKEN_BACK, {W.RUNNING}, W.OPEN, TAKEN_BACK),
)

CORRECTION = Workflow(
    correct=Move(
        N_("Corriger le temps"),
        {CorrectionState.ASKED},
        CorrectionState.CORRECTED,
        N_("Demande acceptée"),
    ),
    keep=Move(
        N_("Garder l'heure"),
        {CorrectionState.ASKED},
        CorrectionState.KEPT,
        N_("Demande refusée"),
    ),
)

OPERATION = Workflow(
    start=Move(
        N_("Commencer"), {S.TO_DO, S.PAUSED, S.TO_REDO, S.RUNNING}, S.RUNNING, N_("Commencée")
    ),
    pause=Move(N_("Pause"), {S.RUNNING}, S.PAUSED, N_("Mise en pause")),
    hand_in=Move(N_("Fini"), {S.RUNNING, S.PAUSED}, S.TO_VALIDATE, N_("Remise au maître")),
    validate=Move(N_("Valider"), {S.TO_VALIDATE}, S.DONE, N_("Validée")),
    redo=Move(N_("À reprendre"), {S.TO_VALIDATE, S.DONE}, S.TO_REDO, N_("À reprendre")),
    back_to_running=Move(TAKEN_BACK, {S.PAUSED, S.TO_VALIDATE}, S.RUNNING, TAKEN_BACK),
    back_to_paused=Move(TAKEN_BACK, {S.RUNNING, S.TO_VALIDATE}, S.PAUSED, TAKEN_BACK),
    back_to_to_do=Move(TAKEN_BACK, {S.RUNNING, S.PAUSED}, S.TO_DO, TAKEN_BACK),
    back_to_to_redo=Move(TAKEN_BACK, {S.RUNNING, S.PAUSED}, S.TO_REDO, TAKEN_BACK),
    back_to_to_validate=Move(TAKEN_BACK, {S.TO_REDO}, S.TO_VALIDATE, TAKEN_BACK),
    back_to_done=Move(TAKEN_BACK, {S.TO_REDO}, S.DONE, TAKEN_BACK),
)
