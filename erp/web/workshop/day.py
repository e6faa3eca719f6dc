"""The work of the day, as the tablet keeps it: its own workshop, first names, nothing else."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from erp.core import clock
from erp.people import queries as people
from erp.people.models import Student
from erp.production import queries
from erp.production.states import OPERATION, DayRole, OperationState
from erp.timetable import queries as timetable
from erp.timetable.models import ClassSession
from erp.web.shared.face import TABLET
from erp.web.workshop.face import workshop
from erp.web.workshop.inbox import with_the_hour
from erp.web.workshop.told import Told, tasks_told
from erp.web.workshop.visits import tablet


@workshop.get("/jour.json", access=TABLET)
def show_day() -> ResponseReturnValue:
    now = clock.now()
    told = day_at(now)
    etag = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]
    if request.headers.get("If-None-Match") == etag:
        return with_the_hour(Response(status=304, headers={"ETag": etag}))
    answer = jsonify({**told, "told_at": now.isoformat()})
    answer.headers["ETag"] = etag
    return with_the_hour(answer)


def day_at(now: datetime) -> Told:
    sessions = timetable.workshop_sessions_of(tablet().place_id, clock.day_of(now))
    students = people.students_of({one.cohort_id for one in sessions}, clock.day_of(now))
    leaders = leaders_at(sessions)
    tasks = queries.assignments_of_sessions([one.id for one in sessions])
    return {
        "day": clock.day_of(now).isoformat(),
        "tablet": {"name": tablet().name, "mode": tablet().mode},
        "to_review": queries.count_to_review(tablet().id),
        "verbs": {state: sorted(OPERATION.verbs(state)) for state in OperationState},
        "sessions": [session_told(one, students) for one in sessions],
        "students": [student_told(one, is_leader=one.id in leaders) for one in students],
        "tasks": tasks_told(tasks),
    }


def leaders_at(sessions: Sequence[ClassSession]) -> set[int]:
    roles = queries.roles_at([one.id for one in sessions])
    return {one.student_id for one in roles if one.role is DayRole.TEAM_LEADER}


def session_told(session: ClassSession, students: Sequence[Student]) -> Told:
    return {
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "student_ids": [one.id for one in students if one.cohort_id == session.cohort_id],
    }


def student_told(student: Student, *, is_leader: bool) -> Told:
    return {
        "id": student.id,
        "first_name": student.first_name,
        "initials": student.initials,
        "comfort": [student.text_size, student.text_spacing, student.text_font],
        "leads": is_leader,
    }
