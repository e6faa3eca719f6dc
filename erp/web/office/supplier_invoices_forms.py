"""The forms about suppliers' invoices."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import FileField, SearchField, SelectField, StringField, TextAreaField

from erp.billing.incoming.facts import TypedInvoice
from erp.billing.incoming.refusals import (
    GoodsPassCustoms,
    InvoiceIsNoPicture,
    NothingBought,
    RefusalNeedsReason,
    SupplierHasNoVatNumber,
    SupplierInvoiceIsKnown,
    SupplierIsAtHome,
)
from erp.billing.incoming.states import SupplierInvoiceState
from erp.billing.platform.states import Reason, StatusCode, reasons_of
from erp.billing.refusals import DayIsToCome
from erp.core.identifiers import VatNumberIsWrong
from erp.web.office.customers_forms import countries
from erp.web.shared.fields import DayField, MoneyField, WordField
from erp.web.shared.forms import REQUIRED, FilterForm, SchoolForm, at_most


class SupplierInvoiceFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Fournisseur, numéro, SIREN")})
    state = WordField(_l("État"), SupplierInvoiceState, blank=_l("Tous les états"))


class DropForm(SchoolForm):
    invoice = FileField(
        _l("La facture"),
        description=_l("Un PDF Factur-X, ou le XML CII ou UBL. 20 Mo au plus."),
        render_kw={"accept": ".pdf,.xml,application/pdf,text/xml,application/xml"},
    )


class AbroadForm(SchoolForm):
    beside = {
        InvoiceIsNoPicture: "invoice",
        SupplierIsAtHome: "country",
        SupplierHasNoVatNumber: "vat_number",
        VatNumberIsWrong: "vat_number",
        SupplierInvoiceIsKnown: "number",
        DayIsToCome: "issued_on",
        GoodsPassCustoms: "goods",
        NothingBought: "goods",
    }

    invoice = FileField(
        _l("La facture"),
        description=_l("Le PDF, ou la photo en JPG ou PNG. 20 Mo au plus."),
        render_kw={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"},
    )
    supplier = StringField(_l("Fournisseur"), [REQUIRED, at_most(150)])
    country = SelectField(_l("Pays"), choices=countries(), default="DE")
    vat_number = StringField(
        _l("Son numéro de TVA"), [at_most(20)], description=_l("Vide s'il est hors de l'Union.")
    )
    number = StringField(_l("Numéro de la facture"), [REQUIRED, at_most(35)])
    issued_on = DayField(_l("Date de la facture"), [REQUIRED])
    goods = MoneyField(
        _l("Biens, montant HT en euros"),
        description=_l("Le fournisseur ne facture pas de TVA : c'est l'école qui la doit."),
    )
    services = MoneyField(_l("Services, montant HT en euros"))
    preceding = StringField(
        _l("Facture corrigée, si c'est un avoir"), [at_most(35)], description=_l("Son numéro.")
    )

    @property
    def told(self) -> TypedInvoice:
        facts = {name: told for name, told in self.data.items() if name != "invoice"}
        amounts = {name: facts[name] or Decimal(0) for name in ("goods", "services")}
        return TypedInvoice(**{**facts, **amounts})


class RefuseForm(SchoolForm):
    beside = {RefusalNeedsReason: "reason"}

    reason = WordField(
        _l("Motif"), Reason, blank=_l("Choisissez"), only=reasons_of(StatusCode.REFUSED)
    )
    words = TextAreaField(_l("Précisions, lues par le fournisseur"), [at_most(500)])
