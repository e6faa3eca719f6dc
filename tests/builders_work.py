"""Ready-made tablets, visits and teams."""

from datetime import timedelta

from erp.core import clock
from erp.core.db import db
from erp.people import actions as people
from erp.people.models import Tablet
from erp.people.states import Role
from erp.production import actions, queries
from erp.sales.models import Order
from tests.builders import a_class_session, a_place, a_school, a_student, a_user, saved
from tests.builders_sales import an_order

PIN = "2580"


class Bench:
    """A workshop at work: a session going on, a team of two, a tablet with the first student."""

    def __init__(self, order: Order | None = None) -> None:
        a_school()
        self.order = order or an_order()
        self.place = a_place()
        self.session = a_class_session(place=self.place, starts_in=timedelta(minutes=-30))
        self.ines = a_student(self.session.cohort, pin=PIN)
        self.malik = a_student(self.session.cohort, pin=PIN, first_name="Malik")
        self.instructor = a_user(Role.INSTRUCTOR)
        self.tablet: Tablet = saved(Tablet(name="Tournage 1", place=self.place))
        self.work = queries.work_orders_of_order(self.order.id)[0]
        self.operation = self.work.operations[0]
        self.assignment = actions.assign_team(
            self.operation,
            self.session,
            [self.ines, self.malik],
            instructor=self.instructor,
            actor=self.instructor,
        )
        db.session.commit()

    def device(self, browse):
        """A browser that is the enrolled tablet."""
        secret = people.prepare_enrolment(self.tablet, now=clock.now())
        db.session.commit()
        browser = browse()
        browser.send(f"/atelier/enroler/{secret}")
        return browser

    def enter(self, browse, student=None, pin: str = PIN):
        """The tablet with a student who gave the PIN."""
        browser = self.device(browse)
        browser.send(f"/atelier/eleve/{(student or self.ines).id}", {"pin": pin})
        return browser
