"""The closed lists about customers."""

from erp.core.words import N_, Word


class Scope(Word):
    """What a key of the API opens; never more than its person may do."""

    READ = "read", N_("Lire seulement")
    ASK = "ask", N_("Lire et envoyer des demandes")


class VatRegime(Word):
    """Where the buyer owes VAT; with the nature of a line it gives the usual VAT of a quote."""

    HOME = "home", N_("France, avec TVA")
    BUILDER = "builder", N_("Donneur d'ordre du bâtiment : autoliquidation de la pose")
    EU = "eu", N_("Entreprise d'un autre pays de l'Union européenne")
    ABROAD = "abroad", N_("Hors de l'Union européenne")


class SupportKind(Word):
    """What a company gives beside its orders."""

    TAX = "tax", N_("Taxe d'apprentissage")
    SPONSORSHIP = "sponsorship", N_("Mécénat")
    EQUIPMENT = "equipment", N_("Don de matériel")
