"""The parts a buyer asks for: one in sight, four more when they are wanted; no script is needed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, StringField

from erp.sales.actions import WantedPart
from erp.sales.models import RequestPart
from erp.web.shared.fields import SPACES, FrenchDecimalField
from erp.web.shared.forms import REQUIRED, SchoolForm, at_most
from erp.web.shared.rows import PartRow

MOST_BREAKS, MOST_PIECES, EXTRA = 4, 1_000_000, 4


class QuantitiesField(StringField):
    """Other quantities to be priced: « 50, 100 » is [50, 100]."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ", ".join(map(str, self.data or ()))

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        words = [w.translate(SPACES) for w in text.replace(";", ",").split(",") if w.strip()]
        self.data: Any = []
        if not all(w.isascii() and w.isdigit() and 0 < int(w[:9]) <= MOST_PIECES for w in words):
            raise ValueError(str(_l("Tapez des nombres entiers, par exemple 50, 100.")))
        if len(words) > MOST_BREAKS:
            raise ValueError(str(_l("Quatre autres quantités au plus.")))
        self.data = sorted({int(w) for w in words})


class OnePart:
    """The questions about one part; a mixin, for the first one stands in the form itself."""

    other_quantities = QuantitiesField(
        _l("Autres quantités à chiffrer"),
        description=_l("Par exemple 50, 100 : vous choisissez en acceptant le devis."),
    )
    drawing_number = StringField(_l("N° de plan"), [at_most(60)])
    drawing_revision = StringField(_l("Indice"), [at_most(10)])


class ExtraPart(OnePart, PartRow):
    """Another part; left empty, it is no part at all."""

    label = StringField(_l("Quelle pièce ?"), [at_most(200)])
    quantity = FrenchDecimalField(_l("Combien ?"), places=0, least=Decimal(1), most=MOST_PIECES)


class PartsForm(OnePart, SchoolForm):
    label = StringField(
        _l("Quelle pièce ?"), [REQUIRED, at_most(200)],
        description=_l("Nom, dimensions, matière. Par exemple : Axe Ø30×220 42CrMo4."),
    )  # fmt: skip
    quantity = FrenchDecimalField(
        _l("Combien ?"), [REQUIRED], places=0, least=Decimal(1), most=MOST_PIECES
    )
    others = FieldList(FormField(ExtraPart), max_entries=EXTRA)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """The empty ones come last, whatever numbers were sent."""
        super().process(*args, **kwargs)
        while len(self.others) < EXTRA:
            self.others.append_entry()

    @property
    def wanted(self) -> Sequence[WantedPart]:
        extra = [one.form for one in self.others if one.form.is_filled]
        return [as_wanted(one) for one in (self, *extra)]

    @property
    def has_more(self) -> bool:
        """Whether the other parts are to be shown open."""
        return any(one.form.label.data or one.errors for one in self.others)


def as_wanted(part: Any) -> WantedPart:
    return WantedPart(
        label=part.label.data,
        quantity=part.quantity.data,
        breaks=tuple(n for n in part.other_quantities.data or () if n != part.quantity.data),
        drawing_number=(part.drawing_number.data or "").strip(),
        drawing_revision=(part.drawing_revision.data or "").strip(),
    )


def filled_from(parts: Sequence[RequestPart]) -> dict[str, Any]:
    """What a form begins with when the request is there already."""
    told = [
        {
            "label": part.label,
            "quantity": part.quantity,
            "other_quantities": part.breaks,
            "drawing_number": part.drawing_number,
            "drawing_revision": part.drawing_revision,
        }
        for part in parts
    ]
    return {**told[0], "others": told[1:]} if told else {}
