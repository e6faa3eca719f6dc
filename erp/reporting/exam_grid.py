"""The grid for an exam or CCF jury: a workbook whose second sheet says what each column is."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from erp.core import clock, tables
from erp.core.words import N_
from erp.curriculum.models import Competence, ExamUnit
from erp.people.models import Cohort, Student
from erp.training import queries
from erp.training.models import Observation

COLUMNS = (
    (N_("Nom"), N_("Nom de famille de l'élève.")),
    (N_("Prénom"), N_("Prénom de l'élève.")),
    (N_("Né le"), N_("Date de naissance, année-mois-jour.")),
    (N_("Épreuve"), N_("Code de l'épreuve au référentiel ; vide si aucune ne l'évalue.")),
    (N_("Coefficient"), N_("Coefficient de l'épreuve ; vide s'il n'est pas saisi.")),
    (N_("Mode"), N_("Épreuve ponctuelle ou contrôle en cours de formation.")),
    (N_("Compétence"), N_("Code de la compétence.")),
    (N_("Intitulé"), N_("Intitulé de la compétence.")),
    (N_("Acquis"), N_("Acquis, En cours ou Jamais vu, selon la règle du référentiel.")),
    (
        N_("Dernier niveau"),
        N_("Niveau de l'observation la plus récente, sur l'échelle de la version."),
    ),
    (N_("Niveau sur"), N_("Nombre de niveaux de l'échelle.")),
    (N_("Dernière aide"), N_("Guidé, Accompagné ou Autonome, à la même observation.")),
    (N_("Observations"), N_("Nombre d'observations qui comptent, corrections faites.")),
    (N_("Pièces"), N_("Nombre de pièces ou d'exercices différents.")),
    (N_("Première"), N_("Jour de la première observation.")),
    (N_("Dernière"), N_("Jour de la dernière observation.")),
)


def grid(cohort: Cohort, students: Sequence[Student]) -> bytes:
    """xlsxwriter is loaded where a workbook is written; no cell of it is a formula."""
    from xlsxwriter import Workbook

    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Grille")
        sheet.write_row(0, 0, [name for name, _ in COLUMNS], bold)
        for n, row in enumerate(rows(cohort, students), 1):
            sheet.write_row(n, 0, row)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, sheet.dim_rowmax or 1), len(COLUMNS) - 1)
        sheet.set_column(0, len(COLUMNS) - 1, 14)
        sheet.set_column(7, 7, 48)
        told = book.add_worksheet("Colonnes")
        told.write_row(0, 0, ["Colonne", "Ce qu'elle contient"], bold)
        for n, column in enumerate(COLUMNS, 1):
            told.write_row(n, 0, column)
        told.set_column(0, 0, 18)
        told.set_column(1, 1, 90)
    return target.getvalue()


def rows(cohort: Cohort, students: Sequence[Student]) -> Iterator[list[object]]:
    """One line per student and competence; twice when two exams assess it."""
    framework = cohort.framework
    stands = queries.masteries(cohort, students)
    seen = queries.live_observations([one.id for one in students])
    for student in students:
        for competence in framework.competences:
            units: list[ExamUnit | None] = [
                one for one in framework.exam_units if competence in one.competences
            ]
            mine = seen.get((student.id, competence.id), [])
            word = stands[student.id][competence.id].label
            for unit in units or [None]:
                yield [
                    tables.safe(student.last_name),
                    tables.safe(student.first_name),
                    student.birth_date.isoformat(),
                    *_unit(unit),
                    *_competence(competence, word),
                    *_evidence(competence, mine),
                ]


def _unit(unit: ExamUnit | None) -> list[object]:
    if unit is None:
        return ["", "", ""]
    weight = float(unit.coefficient) if unit.coefficient is not None else ""
    return [tables.safe(unit.code), weight, unit.mode.label]


def _competence(competence: Competence, word: str) -> list[object]:
    return [tables.safe(competence.code), tables.safe(competence.label), word]


def _evidence(competence: Competence, seen: Sequence[Observation]) -> list[object]:
    most = len(competence.framework.levels)
    if not seen:
        return ["", most, "", 0, 0, "", ""]
    last, days = seen[-1], [clock.day_of(one.observed_at).isoformat() for one in seen]
    jobs = len({one.job for one in seen})
    return [last.rank, most, last.autonomy.label, len(seen), jobs, days[0], days[-1]]
