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
    message = N_("%(good)s bonnes pièces pour %(quantity)s commandées : compte à revoir.")


class MoreSpoiltThanOrdered(Refusal):
    message = N_("%(scrapped)s pièces ratées pour %(quantity)s commandées : compte à revoir.")


class TimesAreReversed(Refusal):
    message = N_("La fin est avant le début : vérifiez les deux heures.")


class EndIsToCome(Refusal):
    message = N_("La fin est à venir : tapez maintenant au plus tard.")


class SheetIsEmpty(Refusal):
    message = N_("La fiche est vide : tapez une durée ou des pièces.")


class TimeIsToCome(Refusal):
    message = N_("« %(operation)s » finirait plus tard que maintenant : vérifiez l'heure de début.")


class LineIsTooLong(Refusal):
    message = N_("« %(operation)s » : une ligne fait douze heures au plus.")


class ScrapHasNoReason(Refusal):
    message = N_("Dites pourquoi des pièces sont ratées.")


class AlreadyAtWork(Refusal):
    message = N_(
        "%(student)s a déjà un temps de %(begun)s à %(ended)s : corrigez-le ou changez l'heure."
    )


class PartPhotoIsNoPicture(Refusal):
    message = N_("Choisissez une photo : un fichier JPEG ou PNG.")


class NoPhotoHasWords(Refusal):
    message = N_("Écrivez ce qu'il faut faire sous une photo au moins.")


class CorrectedAlready(Refusal):
    message = N_("Cette ligne a déjà été corrigée : corrigez la dernière.")


class ReviewedAlready(Refusal):
    message = N_("Un maître a déjà répondu à ce pointage : rechargez la page.")


class LevelIsUnknown(Refusal):
    message = N_("Choisissez un niveau de 1 à 4.")


class BoundsAreReversed(Refusal):
    message = N_("Le minimum dépasse le maximum : vérifiez les deux cotes.")


class InstructorStarts(Refusal):
    message = N_("Ton maître lance cette tâche avec toi.")


class FirstPieceFirst(Refusal):
    message = N_("Ton maître contrôle d'abord la première pièce.")


class NoFirstPieceAsked(Refusal):
    message = N_("« %(operation)s » : aucune première pièce à contrôler en ce moment.")


class AskedAlready(Refusal):
    message = N_("Tu l'as déjà demandé : ton maître regarde.")


class AnsweredAlready(Refusal):
    message = N_("Ton maître a déjà répondu : va le voir.")


class SupplyIsOfAnotherOrder(Refusal):
    message = N_("Cette opération n'est pas de cet ordre de fabrication : choisissez-en une autre.")


class SupplyComesBeforeItsOrder(Refusal):
    message = N_("Ce jour est avant celui de la commande : corrigez l'un des deux.")


class SupplyComesFromTheFuture(Refusal):
    message = N_("Ce jour est à venir : tapez quand c'est arrivé, aujourd'hui au plus tard.")


class MoreThanHeld(Refusal):
    message = N_("Il ne reste que %(left)s de « %(material)s » : vérifiez la quantité.")


class MaterialOfAnother(Refusal):
    message = N_("« %(operation)s » est d'un autre client : sa matière ne sert qu'à lui.")


class MoveIsToCome(Refusal):
    message = N_("Ce jour n'est pas encore venu : notez le jour où c'est arrivé.")


class MoveIsUndone(Refusal):
    message = N_("Ce mouvement est déjà repris : notez-en un nouveau.")


class DrawingIsInQuestion(Refusal):
    message = N_("Nouveau plan de « %(work)s » : attends ton maître.")


class WorkIsFinished(Refusal):
    message = N_("« %(work)s » est terminé : pour plus de pièces, faites un nouveau devis.")
