"""All hard rules, one after the other."""

from erp.planning.checker import means, people, work
from erp.planning.checker.document import Broken, Documents, Json

RULES = (
    work.complete,
    work.order,
    work.waits,
    work.durations,
    work.pins,
    means.machines,
    means.resources,
    means.may_use,
    people.sessions,
    people.presence,
    people.teams,
    people.supervision,
    people.hours,
)


def broken_rules(instance: Json, plan: Json) -> list[Broken]:
    """What the plan breaks, each thing said once; nothing: the plan is valid."""
    papers = Documents(instance, plan)
    return list(dict.fromkeys(one for rule in RULES for one in rule(papers)))
