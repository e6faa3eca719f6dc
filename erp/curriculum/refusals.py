"""Why the curriculum says no."""

from erp.core.refusal import Refusal
from erp.core.words import N_


class FrameworkIsInUse(Refusal):
    message = N_("%(framework)s a déjà des observations : copiez-le en une nouvelle version.")


class CodeHasTwoLabels(Refusal):
    message = N_("Le code %(code)s a déjà un autre intitulé : « %(label)s ».")


class LineIsThereTwice(Refusal):
    message = N_("Le code %(code)s est donné deux fois avec le même critère.")


class UnitIsElsewhere(Refusal):
    message = N_("L'épreuve %(code)s a déjà un autre intitulé : « %(label)s ».")
