"""The work is good: production moves on, and each competence it showed is written down.

The same path for one operation and for many: what nobody said otherwise is what was proposed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from erp.core.files import StoredFile
from erp.people.models import User
from erp.production import actions as production
from erp.production import queries as work
from erp.production.models import Operation
from erp.training import actions as training
from erp.training import queries
from erp.training.queries import Proposal

LEAST_TO_BULK = 3  # a lower level deserves a look of its own


def validate_operation(
    operation: Operation,
    *,
    actor: User,
    now: datetime,
    said: Mapping[int, Proposal] | None = None,
    photo: StoredFile | None = None,
) -> int:
    """`said`: by student, what the instructor chose. Returns how many observations were written."""
    kind = operation.operation_type_id
    shown = queries.shown_by([kind])
    proposed = {**queries.proposals([operation], shown)[operation.id], **(said or {})}
    production.validate_operation(operation, actor=actor, now=now)
    if photo is not None:
        training.keep_photo(operation, photo, actor=actor, now=now)
    feelings, count = queries.feelings_of(operation) if proposed else {}, 0
    for student in queries.workers_of(operation):
        for competence in queries.taught(student, shown[kind]):
            training.observe(
                student, competence, proposed[student.id], operation=operation,
                feeling=feelings.get(student.id), actor=actor, now=now,
            )  # fmt: skip
            count += 1
    return count


def that_go_together(
    operations: Sequence[Operation], proposals: Mapping[int, Mapping[int, Proposal]]
) -> list[Operation]:
    """Those where nobody is proposed a low level; without a competence to show, those made by
    students who work alone."""
    alone = set(work.done_alone(operations))
    return [
        one
        for one in operations
        if (one.id in alone or proposals[one.id])
        and all(told.rank >= LEAST_TO_BULK for told in proposals[one.id].values())
    ]


def validate_all(operations: Sequence[Operation], *, actor: User, now: datetime) -> int:
    """Those that deserve no look of their own; returns how many."""
    chosen = that_go_together(operations, queries.proposals(operations))
    for operation in chosen:
        validate_operation(operation, actor=actor, now=now)
    return len(chosen)
