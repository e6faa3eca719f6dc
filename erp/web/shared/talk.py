"""The forms by which buyers and the school write to each other about an order."""

from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Optional

from erp.core import files
from erp.core.files import (
    FileIsEmpty,
    FileKindRefused,
    FilesTooLarge,
    FileTooLarge,
    StoredFile,
    Upload,
)
from erp.sales.states import ClaimKind, Satisfaction
from erp.web.shared.fields import FrenchDecimalField, UploadsField, WordField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.papers import files_folder

FILES: dict[Any, str] = {
    one: "files" for one in (FileIsEmpty, FileKindRefused, FilesTooLarge, FileTooLarge)
}


class MessageForm(SchoolForm):
    beside: ClassVar[dict[Any, str]] = FILES

    text = TextAreaField(_l("Votre message"), [REQUIRED, at_most(4000)])
    files = UploadsField(_l("Fichiers"), description=_l("PDF, DXF, STEP, STL, JPG ou PNG."))


class ClaimForm(SchoolForm):
    beside: ClassVar[dict[Any, str]] = FILES

    kind = WordField(_l("Que voulez-vous ?"), ClaimKind)
    text = TextAreaField(_l("Dites-nous tout"), [REQUIRED, at_most(4000)])
    quantity = FrenchDecimalField(
        _l("Combien de pièces ont un défaut ?"), [Optional()], places=0, least=Decimal(1)
    )
    files = UploadsField(_l("Photos"), description=_l("Une photo du défaut nous aide beaucoup."))


class AnswerForm(SchoolForm):
    answer = TextAreaField(_l("Votre réponse, lue par le client"), [REQUIRED, at_most(2000)])
    wants_return = BooleanField(_l("Le client nous renvoie les pièces"))


class SatisfactionForm(SchoolForm):
    word = WordField(_l("Êtes-vous content de cette commande ?"), Satisfaction)
    note = TextAreaField(_l("Un mot, si vous voulez"), [at_most(1000)])


def keep_all(uploads: list[Upload]) -> list[StoredFile]:
    """All are looked at before the first is written."""
    files.check_all(uploads)
    return [files.keep(upload, folder=files_folder()) for upload in uploads]
