"""The form every other form inherits from. The face has checked the token already."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, StopValidation

from erp.core.refusal import Refusal

TEXTS = {"StringField", "TextAreaField", "EmailField", "SearchField"}


class Required(InputRequired):
    """Spaces alone fill nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        if isinstance(field.data, str) and not field.data.strip():
            field.errors[:] = []
            raise StopValidation(str(self.message))
        super().__call__(form, field)


REQUIRED = Required(_l("Remplissez ce champ."))


def at_most(count: int) -> Length:
    return Length(max=count, message=_l("Au plus %(max)d caractères."))


class SchoolForm(FlaskForm):
    """Fields and their shape only; the school's rules live in each context's rules.py."""

    class Meta(FlaskForm.Meta):
        csrf = False
        locales = ("fr_FR", "fr")

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Typed fields and files: JSON in their place, which may be anything, is nothing."""
            if request.is_json and not isinstance(formdata, MultiDict):
                return request.form
            return super().wrap_formdata(form, formdata)

    beside: ClassVar[dict[type[Refusal], str]] = {}  # which field a refusal is about
    first: ClassVar[tuple[str, ...]] = ()  # fields asked before those of the class above

    def __iter__(self) -> Iterator[Field]:
        """In the order of the page."""
        early = [self[name] for name in self.first]
        return iter([*early, *(field for field in super().__iter__() if field not in early)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """A text that was not sent is an empty one; spaces around it mean nothing."""
        super().process(*args, **kwargs)
        for field in self:
            if isinstance(field, StringField) and field.type in TEXTS:
                field.data = (field.data or "").strip()

    def accepts(self, action: Callable[[], object]) -> bool:
        """Do it when the fields are well typed; a rule that says no is told in the form."""
        if not self.validate():
            return False
        try:
            action()
        except Refusal as refusal:
            self.tell(refusal)
            return False
        return True

    def tell(self, refusal: Refusal) -> None:
        name = self.beside.get(type(refusal))
        if name is None:
            self.form_errors.append(str(refusal))
        else:
            self.refuse(name, refusal)

    def refuse(self, name: str, sentence: object) -> None:
        """Put a rule's sentence beside the field it is about."""
        field: Any = self[name]
        field.errors = [*field.errors, str(sentence)]


class FilterForm(SchoolForm):
    """A form whose answers are in the address: lists can be sent to somebody else."""

    def __init__(self) -> None:
        super().__init__(request.args)
