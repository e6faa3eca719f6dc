"""Why delivery says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class NothingToDeliver(Refusal):
    message = N_("Aucune pièce choisie : indiquez au moins une quantité à livrer.")


class MoreThanMade(Refusal):
    message = N_("%(label)s : %(quantity)s à livrer pour %(left)s finies et non livrées.")


class SignatureIsUnreadable(Refusal):
    message = N_("La signature ne se lit pas : effacez-la et signez encore une fois.")


class SignatureIsMissing(Refusal):
    message = N_("Signez avec le doigt dans le cadre.")
