"""The plan knows what each operation would teach each student: training tells, planning weighs."""

from dataclasses import replace
from datetime import datetime

from erp.core import clock
from erp.equipment import queries as equipment
from erp.planning import queries as planning
from erp.planning.engine.instance import Instance
from erp.training import queries as training


def school_instance(now: datetime, *, weeks: int) -> Instance:
    """The school to plan, with what its students still have to learn as wishes."""
    given = planning.school_instance(now, weeks=weeks)
    asked = {one.kind for one in given.operations}
    kinds = {one.id: one.name for one in equipment.operation_types() if one.name in asked}
    ids = [int(one.id) for one in given.students]
    told = training.learning_weights(ids, kinds, clock.day_of(now))
    students = tuple(
        replace(
            one,
            wants=tuple(
                sorted(
                    (kinds[kind], max(1, round(weight)))
                    for kind, weight in told[int(one.id)].items()
                )
            ),
        )
        for one in given.students
    )
    return replace(given, students=students)
