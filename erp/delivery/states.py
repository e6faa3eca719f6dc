"""The life of a delivery slip."""

from erp.core.words import N_, Word
from erp.core.workflow import Move, Workflow


class SlipState(Word):
    DRAFT = "draft", N_("Brouillon"), "muted"
    READY = "ready", N_("À signer"), "warn"
    SIGNED = "signed", N_("Signé"), "ok"
    CANCELLED = "cancelled", N_("Annulé"), "muted"


class CallOffState(Word):
    ASKED = "asked", N_("Demandée"), "info"
    CANCELLED = "cancelled", N_("Retirée"), "muted"


CALL_OFF = Workflow(
    cancel=Move(
        N_("Retirer"), {CallOffState.ASKED}, CallOffState.CANCELLED, N_("Retirée par le client")
    ),
)
S = SlipState

DELIVERY_SLIP = Workflow(
    announce=Move(N_("Annoncer au client"), {S.DRAFT}, S.READY, N_("Livraison annoncée")),
    sign=Move(N_("Signer"), {S.READY}, S.SIGNED, N_("Bon signé")),
    cancel=Move(N_("Annuler le bon"), {S.DRAFT, S.READY}, S.CANCELLED, N_("Bon annulé")),
)
