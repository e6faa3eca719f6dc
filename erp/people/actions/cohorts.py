"""Cohorts: a diploma, a year of study, a school year."""

from datetime import date
from typing import Any

from sqlalchemy import update

from erp.core import records
from erp.core.db import db
from erp.curriculum.models import Diploma
from erp.people.models import Cohort
from erp.people.refusals import YearIsBeyondDiploma


def add_cohort(
    *, name: str, diploma: Diploma, year_of_study: int, school_year: int, **more: Any
) -> Cohort:
    """`more`: exam_on, the first day of its exam session."""
    records.check_free(Cohort, name=name, school_year=school_year)
    _check_year(diploma, year_of_study)
    cohort = Cohort(
        name=name, diploma=diploma, year_of_study=year_of_study, school_year=school_year, **more
    )
    db.session.add(cohort)
    return cohort


def change_cohort(
    cohort: Cohort,
    *,
    name: str,
    diploma: Diploma,
    year_of_study: int,
    school_year: int,
    exam_on: date | None = None,
) -> None:
    records.check_free(Cohort, but=cohort, name=name, school_year=school_year)
    _check_year(diploma, year_of_study)
    cohort.name, cohort.diploma = name, diploma
    cohort.year_of_study, cohort.school_year = year_of_study, school_year
    cohort.exam_on = exam_on


def keep_framework(diploma: Diploma) -> None:
    """Before a newer version is made: the cohorts of today keep the one they began with."""
    newest = diploma.framework
    asked = update(Cohort).where(Cohort.diploma_id == diploma.id, Cohort.framework_id.is_(None))
    db.session.execute(asked.values(framework_id=newest.id))


def _check_year(diploma: Diploma, year_of_study: int) -> None:
    if year_of_study > diploma.years:
        raise YearIsBeyondDiploma(diploma=diploma, years=diploma.years)
