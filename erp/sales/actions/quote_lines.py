"""What people do with the lines and operations of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from erp.core.db import db
from erp.equipment.models import OperationType
from erp.sales import rules
from erp.sales.models import Quote, QuoteBreak, QuoteLine, QuoteOperation
from erp.sales.states import LineNature, Vat
from erp.school.models import School


def add_line(quote: Quote, *, school: School, vat: Vat | None = None, **facts: object) -> QuoteLine:
    """`vat` is a rate and its case; None takes what is usual for this customer."""
    (line,) = add_lines(quote, [{**facts, "vat": vat}], school=school)
    return line


def add_lines(
    quote: Quote, lines: Sequence[Mapping[str, Any]], *, school: School
) -> list[QuoteLine]:
    """After those that are there, in this order; each is what `add_line` takes."""
    rules.check_is_draft(quote)
    last = max((line.position for line in quote.lines), default=0)
    added = [QuoteLine(position=last + n) for n in range(1, len(lines) + 1)]
    for line, facts in zip(added, lines, strict=True):
        told = {name: value for name, value in facts.items() if name != "vat"}
        _write(line, quote, school, facts.get("vat"), told)
    quote.lines.extend(added)
    db.session.flush()  # what was not said is what the table fills in
    return added


def change_line(
    line: QuoteLine, *, school: School, vat: Vat | None = None, **facts: object
) -> None:
    rules.check_is_draft(line.quote)
    _write(line, line.quote, school, vat, facts)


def _write(
    line: QuoteLine, quote: Quote, school: School, vat: Vat | None, facts: Mapping[str, object]
) -> None:
    nature = facts.get("nature") or LineNature.GOODS
    chosen = vat or rules.usual_vat(quote.customer, LineNature.of(nature), school)
    rules.check_is_a_sale(chosen)
    for name, value in facts.items():
        setattr(line, name, value)
    line.vat_rate, line.vat_case = chosen


@dataclass(frozen=True)
class WantedQuantity:
    """`material` and `promised_week`: None as for the rest of the quote."""

    quantity: Decimal
    material: Decimal | None = None
    promised_week: date | None = None


def offer_quantities(line: QuoteLine, wanted: Sequence[WantedQuantity], *, today: date) -> None:
    """The other quantities of a line, in the place of those that were there."""
    rules.check_is_draft(line.quote)
    rules.check_are_apart(line, [one.quantity for one in wanted])
    for one in wanted:
        if one.promised_week:
            rules.check_week(one.promised_week, today=today)
    line.breaks.clear()
    db.session.flush()  # a quantity may come back: the old row leaves its place
    line.breaks.extend(QuoteBreak(**asdict(one)) for one in wanted)


def remove_line(line: QuoteLine) -> None:
    rules.check_is_draft(line.quote)
    line.quote.lines.remove(line)


def add_operation(
    line: QuoteLine,
    kind: OperationType,
    *,
    label: str,
    setup_seconds: int,
    run_seconds: int,
    student_factor: Decimal | None = None,
) -> QuoteOperation:
    """Position 10, 20, 30…; today's rate and factor are kept with it, unless one is given."""
    rules.check_is_draft(line.quote)
    position = max((operation.position for operation in line.operations), default=0) + 10
    operation = QuoteOperation(position=position)
    _fill(operation, line.quote, kind, label, setup_seconds, run_seconds)
    operation.student_factor = student_factor or operation.student_factor
    line.operations.append(operation)
    return operation


def change_operation(
    operation: QuoteOperation,
    kind: OperationType,
    *,
    label: str,
    setup_seconds: int,
    run_seconds: int,
    student_factor: Decimal | None = None,
) -> None:
    rules.check_is_draft(operation.line.quote)
    _fill(operation, operation.line.quote, kind, label, setup_seconds, run_seconds)
    operation.student_factor = student_factor or operation.student_factor


def _fill(
    operation: QuoteOperation,
    quote: Quote,
    kind: OperationType,
    label: str,
    setup_seconds: int,
    run_seconds: int,
) -> None:
    operation.hourly_rate = kind.machine_type.hourly_rate
    operation.student_factor = kind.factor(quote.year_of_study)
    operation.operation_type_id = kind.id
    operation.label = label.strip() or kind.name
    operation.setup_seconds, operation.run_seconds = setup_seconds, run_seconds


def remove_operation(operation: QuoteOperation) -> None:
    rules.check_is_draft(operation.line.quote)
    operation.line.operations.remove(operation)
