"""The forms about accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SearchField, StringField

from erp.people.states import STAFF, Role
from erp.web.shared.fields import WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most
from erp.web.shared.school_forms import EMAIL


class UserFilter(FilterForm):
    q = SearchField(_l("Chercher"))
    role = WordField(_l("Rôle"), Role, blank=_l("Tous les rôles"))


class UserForm(SchoolForm):
    first_name = StringField(_l("Prénom"), [REQUIRED, at_most(80)])
    last_name = StringField(_l("Nom"), [REQUIRED, at_most(80)])
    role = WordField(_l("Rôle"), Role, only=STAFF, default=Role.INSTRUCTOR)


class NewUserForm(UserForm):
    email = EmailField(
        _l("Adresse e-mail"),
        [
            REQUIRED,
            at_most(200),
            EMAIL,
        ],
    )
