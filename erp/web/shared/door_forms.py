"""The forms of the doors."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo

from erp.web.shared.forms import REQUIRED, SchoolForm, at_most


class SignInForm(SchoolForm):
    email = EmailField(
        _l("Adresse e-mail"), [REQUIRED, at_most(200)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        _l("Mot de passe"), [REQUIRED, at_most(200)], render_kw={"autocomplete": "current-password"}
    )


class AskResetForm(SchoolForm):
    email = EmailField(
        _l("Adresse e-mail"), [REQUIRED, at_most(200)], render_kw={"autocomplete": "username"}
    )


class ChoosePasswordForm(SchoolForm):
    password = PasswordField(
        _l("Nouveau mot de passe"),
        [REQUIRED, at_most(200)],
        description=_l("Au moins 12 caractères. Quelques mots sans lien font l'affaire."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("Encore une fois"),
        [REQUIRED, EqualTo("password", _l("Les deux mots de passe sont différents."))],
        render_kw={"autocomplete": "new-password"},
    )


class SecondCodeForm(SchoolForm):
    code = StringField(
        _l("Code"), [REQUIRED, at_most(40)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
