"""What Chorus Pro refuses: a public buyer is named by its SIRET, and says what it wants besides.

The rules BR-FR-CPRO themselves are not published as a schematron with V1.4: not run by the tests.
"""

from erp.core.words import N_
from erp.documents.facturx.problem import Rule
from erp.documents.invoice_paper import InvoicePaper

PUBLIC_RULES: tuple[Rule[InvoicePaper], ...] = (
    Rule(
        "buyer_public_siret",
        lambda paper: paper.customer.public and not paper.customer.siret,
        N_("%(customer)s est un organisme public sans SIRET : complétez sa fiche."),
    ),
    Rule(  # BT-10
        "buyer_service",
        lambda paper: paper.customer.needs_service and not paper.buyer_reference.strip(),
        N_("%(customer)s exige un code service (Chorus Pro) : complétez sa fiche."),
    ),
    Rule(  # BT-13
        "commitment",
        lambda paper: paper.customer.needs_commitment and not paper.po_number.strip(),
        N_("%(customer)s exige un numéro d'engagement : tapez-le sur la commande."),
    ),
)
