"""What helps to price a draft: begin from a routing or from a job that was made, talk about it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from erp.core.db import db
from erp.core.journal import Actor
from erp.sales import rules
from erp.sales.models import (
    Quote,
    QuoteLine,
    QuoteOperation,
    QuoteRemark,
    Routing,
    RoutingStep,
)
from erp.sales.refusals import LineHasNoOperation, RoutingIsKnown

SAME = ("position", "operation_type_id", "label", "setup_seconds", "run_seconds")


def keep_routing(line: QuoteLine, name: str, *, known: Routing | None = None) -> Routing:
    """Keep the operations of a line under a name. `known` has that name already."""
    if not line.operations:
        raise LineHasNoOperation(line=line)
    if known is not None:
        raise RoutingIsKnown(name=name)
    routing = Routing(name=name.strip())
    routing.steps = [RoutingStep(**_facts(one)) for one in line.operations]
    db.session.add(routing)
    return routing


def rename_routing(routing: Routing, name: str, *, known: Routing | None = None) -> None:
    if known is not None and known is not routing:
        raise RoutingIsKnown(name=name)
    routing.name = name.strip()


def _facts(one: RoutingStep | QuoteOperation) -> dict[str, object]:
    return {name: getattr(one, name) for name in SAME}


def take_operations(
    line: QuoteLine, steps: Sequence[RoutingStep] | Sequence[QuoteOperation]
) -> None:
    """Begin a draft line with these operations, at today's rates, behind those it has."""
    rules.check_is_draft(line.quote)
    last = max((one.position for one in line.operations), default=0)
    for step in steps:
        kind = step.operation_type
        twin = QuoteOperation(**{**_facts(step), "position": last + step.position})
        twin.hourly_rate = kind.machine_type.hourly_rate
        twin.student_factor = kind.factor(line.quote.year_of_study)
        line.operations.append(twin)


def take_factors(quote: Quote, factors: dict[int, Decimal]) -> None:
    """The student's pace of each kind of operation, as the school has measured it."""
    rules.check_is_draft(quote)
    for line in quote.lines:
        for one in line.operations:
            one.student_factor = factors.get(one.operation_type_id, one.student_factor)


def remark(quote: Quote, text: str, *, actor: Actor, now: datetime) -> QuoteRemark:
    said = QuoteRemark(quote=quote, author=actor.name, text=text.strip(), said_at=now)
    db.session.add(said)
    return said
