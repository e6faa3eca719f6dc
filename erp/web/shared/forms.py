"""The form every other form inherits from. The face has checked the token already."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Length

REQUIRED = InputRequired(_l("Remplissez ce champ."))


def at_most(count: int) -> Length:
    return Length(max=count, message=_l("Au plus %(max)d caractères."))


class SchoolForm(FlaskForm):
    """Fields and their shape only; the school's rules live in each context's rules.py."""

    class Meta:
        csrf = False
        locales = ("fr_FR", "fr")

    def refuse(self, name: str, sentence: object) -> None:
        """Put a rule's sentence beside the field it is about."""
        field: Any = self[name]
        field.errors = [*field.errors, str(sentence)]


class FilterForm(SchoolForm):
    """A form whose answers are in the address: lists can be sent to somebody else."""

    def __init__(self) -> None:
        super().__init__(request.args)
