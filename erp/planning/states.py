"""The life of a plan run, and what a hand does on the board."""

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow


class RunState(Word):
    WAITING = "waiting", N_("En attente"), "muted"
    RUNNING = "running", N_("En calcul"), "info"
    DONE = "done", N_("Calculé"), "ok"
    CANCELLED = "cancelled", N_("Arrêté"), "muted"
    FAILED = "failed", N_("En échec"), "bad"


S = RunState
RUN = Workflow(
    start=Move(N_("Calculer"), {S.WAITING, S.RUNNING}, S.RUNNING, N_("Calcul commencé")),
    finish=Move(N_("Terminer"), {S.RUNNING}, S.DONE, N_("Plan calculé")),
    cancel=Move(N_("Arrêter"), {S.WAITING, S.RUNNING}, S.CANCELLED, N_("Calcul arrêté")),
    fail=Move(N_("Abandonner"), {S.WAITING, S.RUNNING}, S.FAILED, N_("Calcul en échec")),
)


class MoveKind(Word):
    PLACE = "place", N_("Posée")
    MOVE = "move", N_("Déplacée")
    CHANGE = "change", N_("Équipe changée")
    ORDER = "order", N_("Rangée")
    PIN = "pin", N_("Fixée")
    UNPIN = "unpin", N_("Libérée")
    REMOVE = "remove", N_("Retirée")
    UNDO = "undo", N_("Annulation")
