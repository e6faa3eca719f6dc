"""What the labour inspector is shown: every minor at school that day."""

from datetime import date, timedelta

from erp.documents.inspection_file import InspectionFile
from erp.safety import law, papers, queries
from erp.school.models import School

AROUND = timedelta(days=42)  # sessions that say where and under whom somebody learns


def inspection_file(day: date, *, school: School) -> InspectionFile:
    known = queries.facts(day - AROUND, day + AROUND, machine_ids=())
    young = [
        one
        for one in known.students.values()
        if law.is_minor(one.birth_date, day)
        and one.joined_on <= day
        and (one.left_on is None or day < one.left_on)
    ]
    signed = queries.sheets_with_signatures([student.id for student in young])
    return papers.inspection_file(young, signed, known, school=school, day=day)
