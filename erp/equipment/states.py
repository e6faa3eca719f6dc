"""Closed lists about machines."""

from erp.core.words import N_, Word


class MachineMode(Word):
    """Regulated works depend on how a machine is used (Code du travail, D4153-28)."""

    PRODUCTION = "production", N_("Production")
    SETTING = "setting", N_("Réglage")
    MAINTENANCE = "maintenance", N_("Maintenance")


class Article(Word):
    """Works that minors may only do under the head's declaration (Code du travail, D4153-15 to -37).

    The articles marked « to check » in the design notes are worded by what they are about, never
    as a quotation of the law.
    """

    CHEMICALS = "D4153-17", N_("agents chimiques dangereux, fumées, poussières")
    RADIATION = "D4153-22", N_("rayonnements optiques : soudage à l'arc, plasma, laser")
    DRIVING = "D4153-27", N_("conduite d'engins et appareils de levage")
    MACHINES = "D4153-28", N_("machines dont les parties mobiles restent accessibles")
    RUNNING_MAINTENANCE = "D4153-29", N_("maintenance sans arrêt possible")
    HEIGHT = "D4153-30", N_("travail en hauteur")
    PRESSURE = "D4153-33", N_("appareils sous pression")
    CONFINED = "D4153-34", N_("espaces confinés")
    MOLTEN = "D4153-35", N_("métal ou verre en fusion")


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
