"""What people do about people: sign-in, accounts; PINs and tablets have their own files."""

from erp.people.actions.accounts import (
    add_user,
    change_user,
    choose_password,
    disable_user,
    enable_user,
    invite,
    reset_password,
    send_reset_link,
)
from erp.people.actions.cohorts import add_cohort, change_cohort, keep_framework
from erp.people.actions.guardians import (
    add_guardian,
    change_guardian,
    open_family_link,
    remove_guardian,
)
from erp.people.actions.pins import choose_pin, close_visits, open_visit, unlock_pin
from erp.people.actions.sessions import (
    end_all_sessions,
    end_session,
    prove,
    touch_session,
)
from erp.people.actions.students import (
    add_student,
    change_comfort,
    change_student,
    leave_school,
    return_to_school,
)
from erp.people.actions.tablets import (
    add_tablet,
    change_tablet,
    close_day,
    enrol,
    open_day,
    prepare_enrolment,
    revoke_tablet,
    unlock_tablet,
)

__all__ = [
    "change_comfort",
    "change_tablet",
    "close_day",
    "open_day",
    "prove",
    "unlock_tablet",
    "keep_framework",
    "add_guardian",
    "change_guardian",
    "open_family_link",
    "remove_guardian",
    "return_to_school",
    "change_student",
    "change_cohort",
    "add_cohort",
    "add_student",
    "add_tablet",
    "add_user",
    "change_user",
    "choose_password",
    "choose_pin",
    "close_visits",
    "disable_user",
    "enable_user",
    "end_all_sessions",
    "end_session",
    "enrol",
    "invite",
    "leave_school",
    "open_visit",
    "prepare_enrolment",
    "reset_password",
    "revoke_tablet",
    "send_reset_link",
    "touch_session",
    "unlock_pin",
]
