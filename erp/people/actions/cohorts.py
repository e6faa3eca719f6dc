"""Cohorts: a diploma, a year of study, a school year."""

from erp.core import records
from erp.core.db import db
from erp.curriculum.models import Diploma
from erp.people.models import Cohort
from erp.people.refusals import YearIsBeyondDiploma


def add_cohort(*, name: str, diploma: Diploma, year_of_study: int, school_year: int) -> Cohort:
    records.check_free(Cohort, name=name, school_year=school_year)
    _check_year(diploma, year_of_study)
    cohort = Cohort(
        name=name, diploma=diploma, year_of_study=year_of_study, school_year=school_year
    )
    db.session.add(cohort)
    return cohort


def change_cohort(
    cohort: Cohort, *, name: str, diploma: Diploma, year_of_study: int, school_year: int
) -> None:
    records.check_free(Cohort, but=cohort, name=name, school_year=school_year)
    _check_year(diploma, year_of_study)
    cohort.name, cohort.diploma = name, diploma
    cohort.year_of_study, cohort.school_year = year_of_study, school_year


def _check_year(diploma: Diploma, year_of_study: int) -> None:
    if year_of_study > diploma.years:
        raise YearIsBeyondDiploma(diploma=diploma, years=diploma.years)
