"""Why a plan is not made, or a file not taken."""

from collections.abc import Sequence

from erp.core.refusal import Refusal
from erp.core.words import N_


class FileIsNotAnInstance(Refusal):
    message = N_("%(where)s n'est pas une instance de planning (%(why)s) : voyez le format décrit.")


class OptimiserIsMissing(Refusal):
    message = N_("OR-Tools n'est pas installé : installez l'extra « optimise ».")


class PlanIsNotReady(Refusal):
    message = N_("Ce plan n'est pas encore calculé : attendez la fin du calcul.")


class PlanIsOutdated(Refusal):
    message = N_(
        "L'emploi du temps ou le travail a changé depuis ce plan : calculez-le de nouveau."
    )


class BreaksOrder(Refusal):
    message = N_("« %(first)s » vient avant « %(then)s » : placez-les dans cet ordre.")


class EarlierIsNotPlanned(Refusal):
    message = N_("« %(first)s » vient avant et n'a pas encore d'équipe : placez-la d'abord.")


class StudentIsTaken(Refusal):
    message = N_(
        "%(student)s fait déjà « %(what)s » à cette séance, qui ne suffit pas pour les deux : "
        "choisissez une autre séance ou quelqu'un d'autre."
    )


class MachineIsElsewhere(Refusal):
    message = N_(
        "%(machine)s est à %(place)s, la séance est ailleurs : choisissez une autre machine."
    )


class MachineDoesNotFit(Refusal):
    message = N_("%(machine)s ne convient pas à « %(operation)s » : il faut %(kind)s.")


class CardRefused(Refusal):
    """Every reason at once. `bends`: a motive sets them aside; `asks_director`: the director's."""

    message = N_("%(reasons)s")

    def __init__(self, reasons: Sequence[Refusal], *, bends: bool, asks_director: bool) -> None:
        self.reasons, self.bends, self.asks_director = reasons, bends, asks_director
        super().__init__(reasons=" ".join(str(reason) for reason in reasons))


class CardHasMoved(Refusal):
    """Somebody was faster: the page shows what they did, and nothing of ours is done."""

    message = N_("%(what)s Rien n'a été enregistré : voici le planning à jour.")


class CardIsPinned(Refusal):
    message = N_("« %(operation)s » est fixée : libérez-la avant de la déplacer.")


class SessionIsOver(Refusal):
    message = N_("Cette séance est passée : choisissez-en une à venir.")


class MoveIsUndone(Refusal):
    message = N_("Ce déplacement est déjà annulé.")


class MoveIsTooOld(Refusal):
    message = N_("Seuls les %(count)s derniers déplacements s'annulent : déplacez la carte.")


class CardStandsOtherwise(Refusal):
    message = N_(
        "« %(operation)s » a changé depuis ce déplacement : annulez d'abord le plus récent."
    )


class NobodyFits(Refusal):
    message = N_(
        "Personne n'est à la fois présent, libre et autorisé pour « %(operation)s » à cette "
        "séance : choisissez les élèves vous-même pour savoir pourquoi."
    )


class NoSessionThere(Refusal):
    message = N_(
        "Pas de séance d'atelier à cet endroit%(why)s : choisissez une autre demi-journée."
    )


class NobodyWorks(Refusal):
    message = N_("Aucune équipe n'a de travail le %(day)s : publiez la semaine d'abord.")
