"""The form every other form inherits from. The face has checked the token already."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

TEXTS = {"StringField", "TextAreaField", "EmailField", "SearchField"}
REQUIRED = InputRequired(_l("Remplissez ce champ."))


def at_most(count: int) -> Length:
    return Length(max=count, message=_l("Au plus %(max)d caractères."))


class SchoolForm(FlaskForm):
    """Fields and their shape only; the school's rules live in each context's rules.py."""

    class Meta:
        csrf = False
        locales = ("fr_FR", "fr")

    def process(self, *args: Any, **kwargs: Any) -> None:
        """A text that was not sent is an empty one; spaces around it mean nothing."""
        super().process(*args, **kwargs)
        for field in self:
            if isinstance(field, StringField) and field.type in TEXTS:
                field.data = (field.data or "").strip()

    def refuse(self, name: str, sentence: object) -> None:
        """Put a rule's sentence beside the field it is about."""
        field: Any = self[name]
        field.errors = [*field.errors, str(sentence)]


class FilterForm(SchoolForm):
    """A form whose answers are in the address: lists can be sent to somebody else."""

    def __init__(self) -> None:
        super().__init__(request.args)
