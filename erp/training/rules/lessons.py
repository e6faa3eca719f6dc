"""Which theory is hidden in an order, seen from the words of its label and operations."""

from erp.core.search import fold
from erp.core.words import N_
from erp.production.models import WorkOrder
from erp.production.states import NonConformityCause, ScrapReason

MATHS, DRAWING = N_("Mathématiques"), N_("Dessin technique")
FRENCH, ENGLISH, SCIENCE = N_("Français"), N_("Anglais"), N_("Sciences")
HIDDEN = (  # stems in the order's words → subject, what there is to learn
    (("cone", "tremie", "roulage", "virole"), MATHS, N_("Développé d'un cône, arc et corde.")),
    (("pliage", "carter", "trac"), MATHS, N_("Longueur développée, angles de pliage.")),
    (("tournage", "fraisage", "percage"), MATHS, N_("Vitesse de coupe et avance : proportions.")),
    (("escalier", "garde-corps", "rampe"), MATHS, N_("Pente, Pythagore, répartition égale.")),
    (("controle", "rectification", "axe", "bague"), DRAWING, N_("Cotes, tolérances, ajustements.")),
    (("bride", "platine", "support"), DRAWING, N_("Vues, coupes, entraxes.")),
    (("soudage", "assemblage"), SCIENCE, N_("Dilatation, métaux d'apport, symboles de soudure.")),
    (("alu", "inox", "cuivre", "bronze"), SCIENCE, N_("Propriétés du métal choisi.")),
    (("programmation", "cn", "3 axes"), ENGLISH, N_("Mots de la commande numérique et alarmes.")),
)
LESSONS: dict[ScrapReason | NonConformityCause, tuple[str, str]] = {
    NonConformityCause.DRAWING: (
        DRAWING,
        N_("Lire une cote, sa tolérance et les indices d'un plan."),
    ),
    NonConformityCause.MEASURE: (MATHS, N_("Lire un instrument, comparer à la tolérance.")),
    NonConformityCause.SETTING: (MATHS, N_("Vitesse, avance et jauge : calculer un réglage.")),
    NonConformityCause.GESTURE: (SCIENCE, N_("Efforts et appuis : pourquoi la pièce bouge.")),
    NonConformityCause.ORGANISATION: (FRENCH, N_("Écrire sa gamme en cinq phrases.")),
    NonConformityCause.MATERIAL: (SCIENCE, N_("Reconnaître une matière et ses défauts.")),
    NonConformityCause.CUSTOMER: (
        FRENCH,
        N_("Répondre à un client : le fait, la cause, la solution."),
    ),
    ScrapReason.MEASURE: (
        DRAWING,
        N_("Cote, tolérance et mesure : retrouver l'écart sur le plan."),
    ),
    ScrapReason.SURFACE: (SCIENCE, N_("États de surface et usure de l'outil.")),
    ScrapReason.MATERIAL: (SCIENCE, N_("Reconnaître une matière et ses défauts.")),
    ScrapReason.MACHINE: (SCIENCE, N_("Jeux et vibrations d'une machine.")),
    ScrapReason.SETTING: (MATHS, N_("Vitesse, avance et jauge : calculer un réglage.")),
    ScrapReason.OTHER: (FRENCH, N_("Raconter ce qui s'est passé, dans l'ordre.")),
}
ALWAYS = (FRENCH, N_("Rendre compte au client : un courriel de trois phrases sur l'avancement."))


def subjects_in(work_order: WorkOrder) -> tuple[tuple[str, str], ...]:
    names = " ".join(one.operation_type.name for one in work_order.operations)
    words = fold(f"{work_order.label} {names}")
    told = [(what, why) for stems, what, why in HIDDEN if any(stem in words for stem in stems)]
    return (*dict.fromkeys(told), ALWAYS)
