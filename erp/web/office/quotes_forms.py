"""The forms about quotes."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from erp.equipment import queries as equipment
from erp.sales.states import LineNature, MaterialBy, QuoteState, VatCase
from erp.web.shared.fields import (
    CountField,
    DayField,
    DurationField,
    FrenchDecimalField,
    WeekField,
    WordField,
)
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most

VAT_RATES = ("20", "10", "5.5", "2.1")
USUAL = "usual"


class QuoteFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Numéro, client, pièce")})
    state = WordField(_l("État"), QuoteState, blank=_l("Tous les états"))


class QuoteForm(SchoolForm):
    subject = StringField(_l("Objet"), [REQUIRED, at_most(200)])
    promised_week = WeekField(_l("Semaine promise"), [REQUIRED])
    year_of_study = CountField(
        _l("Année d'étude"),
        [REQUIRED],
        least=1,
        most=3,
        description=_l("Elle choisit le temps élève : 1, 2 ou 3."),
    )
    material_by = WordField(_l("Matière fournie par"), MaterialBy)
    public_note = TextAreaField(_l("Remarque pour le client"), [at_most(1000)])
    internal_note = TextAreaField(_l("Note interne"), [at_most(2000)])


class VatField(SelectField):
    """A rate, or why there is none; its data is what `sales.actions` takes, None as usual."""

    def __init__(self, label: Any, usual: Any = None, **kwargs: Any) -> None:
        usual = usual or _l("Comme d'habitude pour ce client")
        rates = [SelectChoice(rate, f"{rate.replace('.', ',')} %") for rate in VAT_RATES]
        cases = [SelectChoice(case.value, _l(case.label)) for case in list(VatCase)[1:]]
        super().__init__(
            label, choices=[SelectChoice(USUAL, usual), *rates, *cases], coerce=str, **kwargs
        )

    def process_data(self, value: tuple[Decimal, VatCase] | None) -> None:
        rate, case = value or (None, None)
        taxed = f"{rate.normalize():f}" if rate is not None else USUAL
        self.data = taxed if case in (None, VatCase.TAXED) else str(case)

    @property
    def vat(self) -> tuple[Decimal, VatCase] | None:
        if self.data == USUAL:
            return None
        if self.data in VAT_RATES:
            return Decimal(self.data), VatCase.TAXED
        return Decimal(0), VatCase.of(self.data)


class LineForm(SchoolForm):
    label = StringField(_l("Désignation"), [REQUIRED, at_most(200)])
    details = TextAreaField(_l("Détail"), [at_most(1000)])
    nature = WordField(_l("Nature"), LineNature)
    quantity = FrenchDecimalField(
        _l("Quantité"), [REQUIRED], places=4, least=Decimal("0.0001"), most=1_000_000
    )
    material = FrenchDecimalField(_l("Matière, € HT"), [REQUIRED], default=Decimal(0))
    subcontracting = FrenchDecimalField(_l("Sous-traitance, € HT"), [REQUIRED], default=Decimal(0))
    discount_percent = FrenchDecimalField(
        _l("Remise en %"), [REQUIRED], most=100, default=Decimal(0)
    )
    market_price = FrenchDecimalField(_l("Prix du marché, € la pièce"), places=4)
    market_source = StringField(
        _l("D'où vient ce prix"),
        [at_most(200)],
        description=_l("Un confrère, un site, un ancien devis."),
    )
    market_on = DayField(_l("Prix du"), [Optional()])
    no_bid = StringField(
        _l("Non chiffrée, parce que"),
        [at_most(300)],
        description=_l(
            "Lu par le client : la pièce reste au devis, sans prix. Vide : elle est chiffrée."
        ),
    )
    vat = VatField(_l("TVA"), description=_l("L'habitude suit la fiche du client."))

    @property
    def facts(self) -> dict[str, Any]:
        return {**self.data, "vat": self.vat.vat}

    def validate_market_source(self, field: Any) -> None:
        if self.market_price.data and not (field.data and self.market_on.data):
            raise ValidationError(_("Dites d'où vient ce prix, et de quel jour."))


class OperationForm(SchoolForm):
    operation_type_id = SelectField(_l("Opération"), coerce=int)
    label = StringField(_l("Précision"), [at_most(200)])
    setup_seconds = DurationField(_l("Réglage"), default=0, render_kw={"placeholder": "1 h 00"})
    run_seconds = DurationField(_l("Par pièce"), default=0, render_kw={"placeholder": "9 min"})
    student_factor = FrenchDecimalField(
        _l("Coefficient élève"),
        [Optional()],
        places=4,
        least=Decimal("0.1"),
        most=20,
        description=_l("Temps élève pour une heure vendue. Vide : celui de l'opération."),
    )

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        self.operation_type_id.choices = [
            SelectChoice(str(key), name) for key, name in equipment.operation_type_names().items()
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes beside the operation's type; an empty duration is none."""
        return {
            "label": self.label.data or "",
            "setup_seconds": self.setup_seconds.data or 0,
            "run_seconds": self.run_seconds.data or 0,
            "student_factor": self.student_factor.data,
        }
