"""Closed lists about machines."""

from typing import NamedTuple

from erp.core.words import N_, Word


class MachineMode(Word):
    """Regulated works depend on how a machine is used (Code du travail, D4153-28)."""

    PRODUCTION = "production", N_("Production")
    SETTING = "setting", N_("Réglage")
    MAINTENANCE = "maintenance", N_("Maintenance")


class Article(Word):
    """Works of the Code du travail that minors may not do, or only under the head's declaration.

    A label says what the article is about; it is never a quotation of the law. Each was read in a
    public copy of the code (November 2026). The school opens less than D4153-18 (levels 1 and 2)
    and D4153-21 (from sixteen) would let it: no trade here needs either.
    """

    CHEMICALS = "D4153-17", N_("agents chimiques dangereux, fumées, poussières")
    ASBESTOS = "D4153-18", N_("amiante, fermé ici à tous les niveaux"), "bad"
    BIOLOGICAL = "D4153-19", N_("agents biologiques dangereux"), "bad"
    VIBRATION = "D4153-20", N_("vibrations au-dessus de la limite"), "bad"
    IONISING = "D4153-21", N_("rayonnements ionisants, fermés ici avant 18 ans"), "bad"
    RADIATION = "D4153-22", N_("rayonnements optiques : soudage à l'arc, plasma, laser")
    HYPERBARIC = "D4153-23", N_("milieu hyperbare"), "bad"
    LIVE_PARTS = "D4153-24", N_("pièces nues sous tension"), "bad"
    DEMOLITION = "D4153-25", N_("démolition, tranchées, étaiement"), "bad"
    UNPROTECTED_TRACTOR = "D4153-26", N_("quads, tracteurs sans protection"), "bad"
    DRIVING = "D4153-27", N_("conduite d'engins et appareils de levage")
    MACHINES = "D4153-28", N_("machines dont les parties mobiles restent accessibles")
    RUNNING_MAINTENANCE = "D4153-29", N_("maintenance sans arrêt possible")
    HEIGHT = "D4153-30", N_("travail en hauteur avec équipement individuel")
    SCAFFOLD = "D4153-31", N_("montage et démontage d'échafaudages")
    TREES = "D4153-32", N_("travaux dans les arbres"), "bad"
    PRESSURE = "D4153-33", N_("appareils à pression soumis à un suivi en service")
    CONFINED = "D4153-34", N_("espaces confinés")
    MOLTEN = "D4153-35", N_("coulée de métal ou de verre en fusion")
    TEMPERATURE = "D4153-36", N_("températures extrêmes"), "bad"
    ANIMALS = "D4153-37", N_("animaux dangereux"), "bad"

    @property
    def is_prohibited(self) -> bool:
        """No declaration opens it to a minor here; of two levels in one article, the strict one."""
        return self.tone == "bad"


class AuthorisationKind(Word):
    """What a person needs beside a training, given by the head to them by name."""

    ELECTRICAL = "electrical", N_("Habilitation électrique")
    CRANE = "crane", N_("Autorisation de conduite : pont roulant")
    FORKLIFT = "forklift", N_("Autorisation de conduite : chariot élévateur")
    PLATFORM = "platform", N_("Autorisation de conduite : nacelle")


class Use(NamedTuple):
    """What a mode of a machine asks; the age of the law is checked beside it."""

    min_age: int = 15
    needs_training: bool = False
    authorisation: AuthorisationKind | None = None


class Ppe(Word):
    """Personal protective equipment; each student is given their own."""

    SHOES = "shoes", N_("Chaussures de sécurité")
    GLASSES = "glasses", N_("Lunettes")
    CLOTHES = "clothes", N_("Vêtement de travail")
    GLOVES = "gloves", N_("Gants")
    EARS = "ears", N_("Protection auditive")
    MASK = "mask", N_("Masque de soudage")
    FILTER = "filter", N_("Masque filtrant")
    HELMET = "helmet", N_("Casque")
    HARNESS = "harness", N_("Harnais")


class Pictogram(Word):
    """Pictures of operations, by their name in the icon set: the same on tablet and paper."""

    TOOLS = "tools", N_("Outils")
    SAW = "slash-circle", N_("Scier")
    TURN = "arrow-repeat", N_("Tourner")
    MILL = "gear", N_("Fraiser")
    MILL_CNC = "gear-wide-connected", N_("Centre d'usinage")
    TAP = "nut", N_("Percer, tarauder")
    DEBURR = "stars", N_("Ébavurer")
    GRIND = "layers", N_("Rectifier")
    PROGRAM = "code-slash", N_("Programmer")
    MEASURE = "rulers", N_("Contrôler")
    MARK_OUT = "pencil", N_("Tracer")
    CUT = "scissors", N_("Couper")
    BEND = "bezier2", N_("Plier")
    ROLL = "record-circle", N_("Rouler")
    ASSEMBLE = "diagram-3", N_("Assembler")
    WELD_TIG = "lightning-charge", N_("Souder TIG")
    WELD_MAG = "fire", N_("Souder MAG")
    HAMMER = "hammer", N_("Dresser")
    CLEAN = "droplet", N_("Nettoyer")
    SURVEY = "bounding-box", N_("Relever")
    DRAW = "pencil-square", N_("Dessiner")
    INSTALL = "truck", N_("Poser")
    SEW = "bag", N_("Coudre")
    BRUSH = "brush", N_("Peindre, finir")
    WOOD = "tree", N_("Travailler le bois")
