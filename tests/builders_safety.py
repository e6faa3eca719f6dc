"""Ready-made safety papers: a minor, a machine that the law regulates, and all that opens it."""

from datetime import date, time, timedelta

from erp.core import clock
from erp.core.db import db
from erp.equipment.models import Machine
from erp.equipment.states import Article, Ppe
from erp.people.models import Student
from erp.people.states import Role
from erp.safety import actions
from erp.safety.states import Verdict
from erp.timetable.models import ClassSession
from tests.builders import a_class_session, a_machine, a_school, a_student, a_user
from tests.builders_work import SIGNATURE

DAY = date(2026, 11, 24)  # a Tuesday of an ordinary week
MOVING = Article.MACHINES.value


class Lathe:
    """A student of sixteen and a lathe: by default every paper holds on DAY."""

    def __init__(self, *, born: date = date(2010, 3, 14), papers: bool = True) -> None:
        a_school()
        self.director, self.instructor = a_user(Role.DIRECTOR), a_user(Role.INSTRUCTOR)
        self.machine: Machine = a_machine((MOVING,), ppe=["glasses"])
        self.session: ClassSession = a_class_session(
            starts_at=clock.at(DAY, time(8)), leader=self.instructor, place=self.machine.place
        )
        self.student: Student = a_student(self.session.cohort, birth_date=born)
        if papers:
            self.declare()
            self.look_after()
            self.train()
            self.review()
        db.session.commit()

    def declare(self, sent_on: date = date(2026, 9, 1), **facts):
        named = {
            "works": [Article.MACHINES],
            "machines": [self.machine],
            "diplomas": [self.student.cohort.diploma],
            "places": [self.machine.place],
        }
        told = {"reference": "LRAR 1", "actor": self.director, "today": sent_on}
        return actions.note_declaration(sent_on=sent_on, **told, **{**named, **facts})

    def look_after(self, given_on: date = date(2026, 9, 2), **facts):
        opinion = {"doctor": "Dr Sarrazac", "verdict": Verdict.FIT, **facts}
        actions.hand_out_ppe(self.student, [Ppe.GLASSES], actor=None, today=given_on)
        return actions.note_opinion(
            self.student, given_on=given_on, actor=None, today=given_on, **opinion
        )

    def train(self, day: date = date(2026, 9, 3), *, signed: bool = True, **facts):
        told = {"result": "18/20", "valid_until": None, **facts}
        (sheet,) = actions.give_training(
            [self.student],
            self.machine.machine_type,
            given_on=day,
            assessed_on=day,
            trainer=self.instructor,
            today=day,
            **told,
        )
        if signed:
            actions.sign_training(
                sheet, signature=SIGNATURE, actor=self.instructor, now=clock.start_of(day)
            )
        return sheet

    def review(self, reviewed_on: date = date(2026, 9, 4)):
        return actions.note_review(
            self.machine.place,
            reviewed_on=reviewed_on,
            reference="DUERP",
            actor=self.director,
            today=reviewed_on,
        )

    def session_on(self, day: date, **facts) -> ClassSession:
        told = {"starts_at": clock.at(day, time(8)), "leader": self.instructor, **facts}
        return a_class_session(self.session.cohort, place=self.machine.place, **told)


ONE_DAY = timedelta(days=1)
