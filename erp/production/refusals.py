"""Why production says no."""

from collections.abc import Sequence

from erp.core.refusal import Refusal
from erp.core.words import N_


class TeamIsEmpty(Refusal):
    message = N_("Choisissez au moins un élève.")


class TeamRefused(Refusal):
    """Every reason at once: one sentence each, with its way out. `bends`: a director may insist."""

    message = N_("%(reasons)s")

    def __init__(self, reasons: Sequence[Refusal], *, bends: bool) -> None:
        self.reasons, self.bends = reasons, bends
        super().__init__(reasons=" ".join(str(reason) for reason in reasons))


class OnlyTheDirector(Refusal):
    message = N_("Seule la direction passe outre une règle de l'école, en disant pourquoi.")


class NotAWorkshopSession(Refusal):
    message = N_("Choisissez une séance d'atelier : les cours ne se prennent pas.")


class OperationIsDone(Refusal):
    message = N_("« %(operation)s » est déjà validée : mettez-la à reprendre d'abord.")


class AlreadyAssigned(Refusal):
    message = N_("« %(operation)s » a déjà une équipe à cette séance : changez-la.")


class MorePiecesThanOrdered(Refusal):
    message = N_("%(good)s bonnes pièces pour %(quantity)s commandées : vérifiez le compte.")


class TimesAreReversed(Refusal):
    message = N_("La fin est avant le début : vérifiez les deux heures.")


class CorrectedAlready(Refusal):
    message = N_("Cette ligne a déjà été corrigée : corrigez la dernière.")
