"""Fields that read what French people type: 1 234,50; 1 h 30; 21/11/2026; a week."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField, MultipleFileField, SelectField, StringField, widgets
from wtforms.fields.choices import SelectChoice

from erp.core import arriving, clock
from erp.core.clock import monday_of
from erp.core.files import LARGEST, Upload
from erp.core.words import Word
from erp.web.shared.papers import files_folder

ARRIVED = "envoi:"  # before the secret of a file that came before its form
SPACES = str.maketrans("", "", " \u00a0\u202f")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
DURATION = re.compile(
    r"^(?:(?P<h>\d{1,4})h(?P<hm>\d{1,2})?|(?:(?P<m>\d{1,5})(?:min|mn|m)?)?(?:(?P<s>\d{1,5})s)?)$"
)


class FrenchDecimalField(StringField):
    """A Decimal: « 1 234,50 », with a comma or a point. `places` at most after it."""

    data: Any

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        places: int = 2,
        least: Decimal | int = 0,
        most: Decimal | int = 10_000_000,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.places, self.least, self.most = places, Decimal(least), Decimal(most)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self._told(Decimal(self.data)).replace(".", ",")

    def _told(self, number: Decimal) -> str:
        return f"{number.normalize():f}"

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").translate(SPACES).replace(",", ".")
        self.data = None
        if text:
            self.data = self._read(text)

    def _read(self, text: str) -> Decimal:
        try:
            number = Decimal(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{0,10})?", text) else None
        except InvalidOperation:
            number = None
        if number is None:
            raise ValueError(str(_l("Tapez un nombre, par exemple 12,50.")))
        if not self.least <= number <= self.most:
            facts = {"least": self.least, "most": self.most}
            raise ValueError(str(_l("Tapez un nombre entre %(least)s et %(most)s.", **facts)))
        if number != round(number, self.places):
            if not self.places:
                raise ValueError(str(_l("Tapez un nombre entier.")))
            raise ValueError(str(_l("Au plus %(n)s chiffres après la virgule.", n=self.places)))
        return number


class MoneyField(FrenchDecimalField):
    """Euros, with their cents."""

    def _told(self, number: Decimal) -> str:
        return f"{number:.2f}"


class CountField(FrenchDecimalField):
    """A whole number, from `least` to `most`."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, places=0, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            self.data = int(self.data)


class DayField(Field):
    """A date of the browser's own picker; 21/11/2026 is understood too."""

    widget = widgets.DateInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        self.data = None
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                self.data = datetime.strptime(text, form).date() if text else None
                break
            except ValueError:
                continue
        if text and (self.data is None or not FIRST_DAY <= self.data <= LAST_DAY):
            self.data = None
            raise ValueError(str(_l("Tapez une date, par exemple 21/11/2026.")))


class WeekField(DayField):
    """A week, kept as its Monday: the picker's 2026-W48, or any day of that week."""

    widget = widgets.WeekInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%G-W%V}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        match = re.fullmatch(r"(20\d\d)-W(\d\d)", text)
        if match is None:
            super().process_formdata(valuelist)
            self.data = monday_of(self.data) if self.data else None
            return
        try:
            self.data = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            raise ValueError(str(_l("Cette semaine n'existe pas."))) from None


class DurationField(StringField):
    """Seconds, typed as « 1 h 30 », « 9 min », « 108 s » or a number of minutes."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        minutes, seconds = divmod(int(self.data), 60)
        if seconds:
            return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").translate(SPACES).lower()
        self.data = None
        if not text:
            return
        match = DURATION.match(text)
        if match is None:
            raise ValueError(str(_l("Tapez une durée, par exemple 1 h 30 ou 9 min.")))
        part = {name: int(value or 0) for name, value in match.groupdict().items()}
        seconds = 3600 * part["h"] + 60 * (part["hm"] + part["m"]) + part["s"]
        if seconds > 1000 * 3600:
            raise ValueError(str(_l("Une durée fait 1 000 heures au plus.")))
        self.data = seconds


class WordField(SelectField):
    """One of a closed list; `blank` labels « no matter » (data None), `only` shortens it."""

    def __init__(
        self,
        label: Any,
        words: type[Word],
        *,
        blank: Any = None,
        only: Iterable[Word] | None = None,
        **kwargs: Any,
    ) -> None:
        listed = [SelectChoice(word.value, _l(word.label)) for word in only or words]
        if blank is not None:
            listed.insert(0, SelectChoice("", blank))
        self.words = words
        super().__init__(label, choices=listed, coerce=self._word, **kwargs)

    def _word(self, value: str | None) -> Word | None:
        """An unknown value is a ValueError, told beside the field."""
        return self.words.of(value) if value else None


class SeenField(HiddenField):
    """How many of a kind the page showed when it was drawn: a form sent twice knows one too few.

    Whatever is not a number is None, and asks nothing.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


class UploadsField(MultipleFileField):
    """Several files, each read up to one byte more than is allowed. `most` files at once.

    Some come in the form itself, some piece by piece before it: those are named, and stay
    `waiting` when the form comes back. Other words in the place of a file are no file.
    """

    largest = LARGEST

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = 10, **kw: Any):
        super().__init__(label, validators, **kw)
        self.most = most
        self.waiting: list[tuple[str, Upload]] = []  # how the form names it

    def process_formdata(self, valuelist: list[Any]) -> None:
        words = (one for one in valuelist if isinstance(one, str))
        named = list(dict.fromkeys(one for one in words if one.startswith(ARRIVED)))
        sent = [f for f in valuelist if isinstance(f, FileStorage) and f.filename]
        self.raw_data = [*sent, *named]
        self.data = [Upload(str(f.filename), f.stream.read(LARGEST + 1)) for f in sent[: self.most]]
        for one in sent:
            one.close()
        if len(self.raw_data) > self.most:
            raise ValueError(str(_l("Envoyez %(n)s fichiers au plus.", n=self.most)))
        self.waiting = [(name, file) for name in named if (file := arrived(name))]
        self.data += [upload for _name, upload in self.waiting]
        if len(self.waiting) < len(named):
            raise ValueError(str(_l("Un fichier n'est plus là : choisissez-le à nouveau.")))


def arrived(name: str) -> Upload | None:
    secret = name.removeprefix(ARRIVED)
    return arriving.hand_in(secret, now=clock.now(), folder=files_folder())
