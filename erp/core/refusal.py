"""The school says no: a rule was broken, and the reader is told which one, in French."""

from erp.core.words import N_


class Refusal(Exception):
    """A rule stops this action. Subclasses carry one sentence that says what to do."""

    message = N_("Action refusée.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message % {name: str(fact) for name, fact in facts.items()})


class MoveRefused(Refusal):
    message = N_("« %(move)s » n'est pas possible : %(record)s est à l'état « %(state)s ».")


class SomebodyElseChangedIt(Refusal):
    message = N_(
        "Quelqu'un vient de modifier cette page : relisez-la, puis recommencez. "
        "Rien n'a été enregistré."
    )
