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


STAFF = (
    Role.DIRECTOR,
    Role.SECRETARY,
    Role.WORKSHOP_MANAGER,
    Role.INSTRUCTOR,
    Role.TEACHER,
)
