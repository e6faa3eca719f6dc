"""Which money papers are sealed, and with what."""

from erp.billing.models.invoices import Deduction, Invoice, InvoiceLine
from erp.billing.models.payments import Payment, Share
from erp.billing.models.statuses import InvoiceStatus, StatusAmount
from erp.core import ledger
from erp.core.words import N_

ledger.register(
    Invoice,
    ledger.Chain.PAPERS,
    label=N_("Document"),
    parts=[InvoiceLine, Deduction],
    amount="gross",
    name="number",
)
ledger.register(Payment, ledger.Chain.PAYMENTS, label=N_("Règlement"), amount="amount")
ledger.register(Share, ledger.Chain.PAYMENTS, label=N_("Part de règlement"))
ledger.register(InvoiceStatus, ledger.Chain.STATUSES, label=N_("Statut"), parts=[StatusAmount])
