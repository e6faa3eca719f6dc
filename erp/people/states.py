"""Closed lists about people."""

from erp.core.words import N_, Word


class Role(Word):
    DIRECTOR = "director", N_("Direction")
    SECRETARY = "secretary", N_("Secrétariat")
    WORKSHOP_MANAGER = "workshop_manager", N_("Responsable d'atelier")
    INSTRUCTOR = "instructor", N_("Maître professionnel")
    TEACHER = "teacher", N_("Enseignant")
    STUDENT = "student", N_("Élève")
    CUSTOMER = "customer", N_("Contact client")


class TabletMode(Word):
    """How a tablet is shared: what « Commencer » asks and what it ends."""

    ALONE = "alone", N_("Un élève à la fois")
    SEVERAL = "several", N_("Plusieurs élèves, une tablette")
    TEAM = "team", N_("Une équipe, une machine")


class TextSize(Word):
    USUAL = "usual", N_("Normal")
    LARGE = "large", N_("Grand")
    HUGE = "huge", N_("Très grand")


class TextSpacing(Word):
    USUAL = "usual", N_("Normal")
    WIDE = "wide", N_("Espacé")


class TextFont(Word):
    USUAL = "usual", N_("Normale")
    ROUND = "round", N_("Simple et ronde")
    SAME_WIDTH = "same_width", N_("Lettres de même largeur")


STAFF = (
    Role.DIRECTOR,
    Role.SECRETARY,
    Role.WORKSHOP_MANAGER,
    Role.INSTRUCTOR,
    Role.TEACHER,
)
