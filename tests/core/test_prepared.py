"""A question written once: its values come with each asking, and it refuses what it cannot know."""

from datetime import timedelta

import pytest
from sqlalchemy import Select, event, select

from erp.core import clock
from erp.core.db import db
from erp.core.prepared import prepared
from erp.people.models import Student, UserSession
from tests.builders import a_student


@prepared
def named(first_name: str, ids: list[int]) -> Select[Student]:
    return select(Student).where(Student.first_name == first_name, Student.id.in_(ids))


@prepared
def names(ids: list[int]) -> Select[int, str]:
    return select(Student.id, Student.first_name).where(Student.id.in_(ids)).order_by(Student.id)


def test_each_asking_has_values_of_its_own(app):
    lina, paul = a_student(first_name="Lina"), a_student(first_name="Paul")
    both = [lina.id, paul.id]
    assert named.one("Lina", both) is lina
    assert named.one("Paul", ids=both) is paul
    assert named.one("Paul", []) is None
    assert named.all("Paul", both) == [paul]
    assert names.columns(both) == [(lina.id, "Lina"), (paul.id, "Paul")]


def test_what_is_rarely_there_is_read_as_records_only_when_it_is(app):
    lina = a_student(first_name="Lina")
    ids, read = [lina.id], []

    def note(asked) -> None:
        read.append(asked)

    event.listen(db.session, "do_orm_execute", note)
    try:
        assert list(named.rare("Paul", ids)) == []
        assert not read
        assert list(named.rare("Lina", ids)) == [lina]
        assert len(read) == 1
    finally:
        event.remove(db.session, "do_orm_execute", note)


def test_it_is_written_at_the_first_asking_only(app):
    written = []

    @prepared
    def counted(first_name: str) -> Select[Student]:
        written.append(first_name)
        return select(Student).filter_by(first_name=first_name)

    counted.one("Lina")
    counted.one("Paul")
    assert len(written) == 1


def test_a_value_that_is_not_known_yet_cannot_be_reckoned_with(app):
    @prepared
    def recent(now) -> Select[UserSession]:
        return select(UserSession).where(UserSession.seen_at > now - timedelta(hours=8))

    with pytest.raises(TypeError, match="work it out before asking"):
        recent.one(clock.now())


def test_a_value_that_is_not_known_yet_cannot_be_looked_at(app):
    @prepared
    def chosen(gone: bool) -> Select[Student]:
        return select(Student).filter_by(id=1) if gone else select(Student)

    with pytest.raises(TypeError):
        chosen.one(gone=True)


def test_nothing_is_no_value(app):
    with pytest.raises(TypeError, match="asked with nothing"):
        named.one(None, [1])
