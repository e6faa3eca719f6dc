"""Whatever has a page in the office is found by the search, or is named here with its reason."""

from flask import current_app
from sqlalchemy import select

from erp.access.permissions import is_granted
from erp.core.db import db
from erp.core.search import Searchable
from erp.people.states import STAFF
from erp.reporting import search
from erp.web.office.search import PAGES
from tests.walls.records import model_of, names_of

# Rows of another record, or of a calendar: nobody looks for them by a word of their own.
PARTS = {
    "authorisation_id": "on its student's safety page",
    "medical_opinion_id": "on its student's safety page: nobody searches health",
    "risk_review_id": "on the page of safety",
    "attachment_id": "with the message it came with",
    "breakdown_id": "on the page of reviews",
    "claim_id": "on its order",
    "certificate_id": "on its order",
    "material_move_id": "on its material",
    "offer_interest_id": "a student's wish, on its offer",
    "drawing_revision_id": "on its order, and in the list of new drawings",
    "support_id": "on the card of its company",
    "tax_campaign_id": "one a year, on its page",
    "correction_request_id": "on the page of reviews",
    "exam_entry_id": "on its student's page",
    "exam_unit_id": "on its diploma",
    "follow_up_id": "on its student's page: what was said there is not searched",
    "framework_id": "a version of its diploma",
    "guardian_id": "on its student's page",
    "incident_id": "on the page of reviews",
    "internship_id": "on its student's page",
    "justification_id": "on the page of absences: nobody searches why somebody was ill",
    "move_id": "on the board",
    "need_id": "on its student's page: nobody searches needs",
    "non_conformity_id": "on the page of reviews",
    "observation_id": "in its student's booklet",
    "operation_photo_id": "on its operation, and in booklets",
    "outcome_id": "on its student's page",
    "past_line_id": "a part of another quote, proposed beside the one that is priced",
    "recess_id": "one of two, among the settings",
    "remark_id": "in its student's booklet",
    "run_id": "a plan, on the board",
    "statement_batch_id": "in the list of statements",
    "step_id": "on its operation",
    "student_paper_id": "on its student's page",
    "told_absence_id": "of somebody, on the page of absences",
    "calendar_event_id": "a day of the calendar",
    "declaration_id": "on the page of safety",
    "safety_training_id": "on its student's safety page",
    "window_id": "an upkeep, on its machine",
    "assignment_id": "on its operation, and in the week of teams",
    "call_id": "a call for help: on the page of reviews",
    "class_session_id": "a day of the timetable",
    "closing_id": "a day, a month or a year in the list of closings",
    "count_id": "on its operation",
    "entry_id": "on its operation",
    "event_id": "on the page of reviews",
    "exchange_id": "on the page of the platform",
    "file_id": "on its request",
    "late_rate_id": "a date among the settings",
    "line_id": "on its quote or its invoice",
    "operation_id": "on its work order or its quote",
    "reminder_id": "on its customer's account, and in the list of reminders",
    "reminder_step_id": "one of three, among the settings",
    "school_year_id": "a year of the calendar",
    "session_id": "a day of the timetable",
    "slot_id": "a cell of the usual week",
    "supply_id": "on its order",
    "tablet_photo_id": "on the page of reviews, beside its fault",
    "year_figure_id": "a year of the books",
}
SEARCHED = {kind.model for kind in search.KINDS.values()}


def office_rules():
    rules = current_app.url_map.iter_rules()
    return [rule for rule in rules if rule.endpoint.startswith("office.")]


def test_whatever_the_office_names_in_an_address_is_found_by_the_search(app):
    forgotten = {
        f"{rule.rule}: {name}"
        for rule in office_rules()
        for name in names_of(rule)
        if name.endswith("_id") and name not in PARTS and model_of(rule, name) not in SEARCHED
    }

    assert forgotten == set(), "add them to erp/reporting/search.py, or say why not in PARTS"


def test_nothing_is_excused_that_no_longer_exists(app):
    assert set(PARTS) <= {name for rule in office_rules() for name in names_of(rule)}


def test_every_record_that_folds_its_words_is_searched(app):
    assert set(Searchable.__subclasses__()) == SEARCHED


def test_each_kind_leads_to_a_page_that_whoever_finds_it_may_open(app):
    doors = {
        kind: current_app.view_functions[page.endpoint].__dict__["access"]
        for kind, page in PAGES.items()
    }

    assert doors == {name: kind.permission for name, kind in search.KINDS.items()}


def test_the_newest_of_each_kind_is_found_and_opens_for_those_who_may(demo, browse):
    newest = {
        name: db.session.scalars(select(kind.model).order_by(kind.model.id.desc())).first()
        for name, kind in search.KINDS.items()
    }
    with current_app.test_request_context():
        urls = {
            name: PAGES[name].url(search.told(search.KINDS[name], newest[name])) for name in newest
        }

    for role in STAFF:
        browser = browse(demo[role])
        for name, record in newest.items():
            words = {"q": record.search_text[:100]}
            page = browser.get("/bureau/recherche", query_string=words).text
            may = is_granted(demo[role], search.KINDS[name].permission)
            assert (f'href="{urls[name]}"' in page) is may, f"{role}: {name}"
            assert not may or browser.get(urls[name]).status_code == 200, f"{role}: {name}"
