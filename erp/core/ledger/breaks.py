"""What is broken, as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from erp.core.words import N_

LINK_GONE = N_("Chaîne « %(chain)s » : le maillon %(position)s manque, il a été supprimé.")
LINK_FORGED = N_(
    "Chaîne « %(chain)s » : le maillon %(position)s a été modifié, déplacé ou refait sans la clé."
)
TOTAL_WRONG = N_("Chaîne « %(chain)s » : le total cumulé est faux au maillon %(position)s.")
TAIL_GONE = N_("Chaîne « %(chain)s » : son témoin de fin a disparu.")
OTHER_KEY = N_(
    "Chaîne « %(chain)s » : la clé n'est pas celle qui a signé. "
    "Remettez l'ancienne clé (ERP_LEDGER_KEY), puis vérifiez encore."
)
TAIL_FORGED = N_("Chaîne « %(chain)s » : son témoin de fin a été modifié sans la clé.")
TAIL_DISAGREES = N_(
    "Chaîne « %(chain)s » : le témoin de fin compte %(count)s maillons, il y en a %(links)s : "
    "les derniers ont été supprimés ou ajoutés."
)
ANCHOR_FOREIGN = N_("L'ancrage %(origin)s n'a pas été signé par cette installation.")
ANCHOR_CONTRADICTS = N_(
    "Chaîne « %(chain)s » : l'ancrage %(origin)s y a vu %(count)s maillons "
    "qui ne sont plus les mêmes."
)
KIND_UNKNOWN = N_("Le maillon %(position)s scelle un genre inconnu : « %(kind)s ».")
ROW_GONE = N_("%(what)s : la ligne a été supprimée après son émission.")
ROW_CHANGED = N_("%(what)s : « %(column)s » a changé après son émission.")
AMOUNT_FOREIGN = N_("%(what)s : le montant du maillon n'est pas le sien.")
PAPER_CHANGED = N_("%(what)s : son PDF n'est plus celui qui a été émis.")
ROW_UNSEALED = N_("%(what)s : aucun maillon ne scelle cette ligne, écrite hors du logiciel.")


@dataclass(frozen=True)
class Break:
    """`sentence` with its `facts`: whoever shows it may translate it first."""

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.facts
