"""The forms about suppliers' invoices."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField, SearchField, TextAreaField

from erp.billing.incoming.refusals import RefusalNeedsReason
from erp.billing.incoming.states import SupplierInvoiceState
from erp.billing.platform.states import Reason, StatusCode, reasons_of
from erp.web.shared.fields import WordField
from erp.web.shared.forms import FilterForm, SchoolForm, at_most


class SupplierInvoiceFilter(FilterForm):
    q = SearchField(_l("Chercher"), render_kw={"placeholder": _l("Fournisseur, numéro, SIREN")})
    state = WordField(_l("État"), SupplierInvoiceState, blank=_l("Tous les états"))


class DropForm(SchoolForm):
    invoice = FileField(
        _l("La facture"),
        description=_l("Un PDF Factur-X, ou le XML CII ou UBL. 20 Mo au plus."),
        render_kw={"accept": ".pdf,.xml,application/pdf,text/xml,application/xml"},
    )


class RefuseForm(SchoolForm):
    beside = {RefusalNeedsReason: "reason"}

    reason = WordField(
        _l("Motif"), Reason, blank=_l("Choisissez"), only=reasons_of(StatusCode.REFUSED)
    )
    words = TextAreaField(_l("Précisions, lues par le fournisseur"), [at_most(500)])
