"""Who may do what: one line per permission, read like a sentence."""

from enum import StrEnum

from erp.customers import queries as customers
from erp.people.models import User
from erp.people.states import Role


class May(StrEnum):
    """The permissions; the comment says what a door with it opens."""

    USE_OFFICE = "use_office"  # the office's home, search, one's own account
    READ_REQUESTS = "read_requests"  # requests with their files and sheets
    STUDY_REQUESTS = "study_requests"  # fill the interest sheet, decline
    READ_QUOTES = "read_quotes"  # quotes, orders, prices
    NOTE_WORDS = "note_words"  # what a customer asked or answered outside the portal
    WRITE_QUOTES = "write_quotes"  # write, send, revise quotes; change an order's promise
    READ_CUSTOMERS = "read_customers"
    WRITE_CUSTOMERS = "write_customers"
    READ_WORK = "read_work"  # work orders, travellers
    ASSIGN_TEAMS = "assign_teams"
    EXPECT_SUPPLIES = "expect_supplies"  # what work orders wait for: ordered, expected, received
    OVERRIDE_SAFETY = "override_safety"  # set a rule of the school aside, with a motive
    READ_SAFETY = "read_safety"  # declarations, trainings, titles, alerts; nothing of health
    TEACH_SAFETY = "teach_safety"  # note and sign trainings, hand out what protects
    MANAGE_SAFETY = "manage_safety"  # declare, review risks, give titles, cancel, print the file
    KEEP_HEALTH = "keep_health"  # medical opinions: their result and date
    REVIEW_WORK = "review_work"  # validate, redo, correct, answer help
    MANAGE_TABLETS = "manage_tablets"  # enrol, revoke; reset and unlock PINs
    READ_TIMETABLE = "read_timetable"
    WRITE_TIMETABLE = "write_timetable"
    CALL_ROLL = "call_roll"
    READ_STUDENTS = "read_students"  # students and their hours
    WRITE_STUDENTS = "write_students"
    FOLLOW_STUDENTS = "follow_students"  # interviews and needs: for those who need them
    OBSERVE = "observe"  # say what a student has shown, write in their booklet
    READ_DELIVERIES = "read_deliveries"
    WRITE_DELIVERIES = "write_deliveries"
    READ_INVOICES = "read_invoices"
    WRITE_INVOICES = "write_invoices"
    MANAGE_SETTINGS = "manage_settings"  # identity, rates, machines
    MANAGE_PLATFORM = "manage_platform"  # the approved platform: its key, and « Activer »
    IMPORT_LISTS = "import_lists"  # students, customers, machines, competences from a file
    MANAGE_USERS = "manage_users"
    SEE_OWN_HOURS = "see_own_hours"  # a student's « mes heures »
    BUY = "buy"  # the customers' portal
    ASK_PRICES = "ask_prices"  # a buyer who may ask for a price
    SEE_OWN_INVOICES = "see_own_invoices"  # a buyer who sees the invoices of the company
    RUN_OWN_TEAM = "run_own_team"  # a buyer who invites colleagues and gives them rights


D, S, W = Role.DIRECTOR, Role.SECRETARY, Role.WORKSHOP_MANAGER
I, T = Role.INSTRUCTOR, Role.TEACHER  # noqa: E741 - the table below is read by its columns

GRANTED: dict[May, set[Role]] = {
    May.USE_OFFICE: {D, S, W, I, T},
    May.READ_REQUESTS: {D, S, W, I},
    May.STUDY_REQUESTS: {D, W, I},
    May.READ_QUOTES: {D, S, W, I},
    May.NOTE_WORDS: {D, S, W},
    May.WRITE_QUOTES: {D, S, W},
    May.READ_CUSTOMERS: {D, S, W, I},
    May.WRITE_CUSTOMERS: {D, S, W},
    May.READ_WORK: {D, S, W, I},
    May.ASSIGN_TEAMS: {D, W, I},
    May.EXPECT_SUPPLIES: {D, S, W, I},
    May.OVERRIDE_SAFETY: {D},
    May.READ_SAFETY: {D, S, W, I},
    May.TEACH_SAFETY: {D, W, I},
    May.MANAGE_SAFETY: {D, S},
    May.KEEP_HEALTH: {D, S},
    May.REVIEW_WORK: {D, W, I},
    May.MANAGE_TABLETS: {D, W, I},
    May.READ_TIMETABLE: {D, S, W, I, T},
    May.WRITE_TIMETABLE: {D, S, W},
    May.CALL_ROLL: {D, S, W, I, T},
    May.READ_STUDENTS: {D, S, W, I, T},
    May.WRITE_STUDENTS: {D, S},
    May.FOLLOW_STUDENTS: {D, S},
    May.OBSERVE: {D, W, I, T},
    May.READ_DELIVERIES: {D, S, W, I},
    May.WRITE_DELIVERIES: {D, S, W},
    May.READ_INVOICES: {D, S},
    May.WRITE_INVOICES: {D, S},
    May.MANAGE_SETTINGS: {D, W},
    May.MANAGE_PLATFORM: {D},
    May.IMPORT_LISTS: {D, S},
    May.MANAGE_USERS: {D},
    May.SEE_OWN_HOURS: {Role.STUDENT},
    May.BUY: {Role.CUSTOMER},
    May.ASK_PRICES: {Role.CUSTOMER},
    May.SEE_OWN_INVOICES: {Role.CUSTOMER},
    May.RUN_OWN_TEAM: {Role.CUSTOMER},
}

PERSONAL = {  # what a company gives to each of its people: a column of Contact
    May.ASK_PRICES: "may_ask",
    May.SEE_OWN_INVOICES: "sees_invoices",
    May.RUN_OWN_TEAM: "runs_team",
}


def is_granted(user: User, permission: May) -> bool:
    if user.role not in GRANTED[permission]:
        return False
    right = PERSONAL.get(permission)
    return right is None or getattr(customers.contact_of(user), right, False)
