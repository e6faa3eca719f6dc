"""Why an invoice would be refused: by EN 16931, by the French rules BR-FR, or by the tax law.

Asked before the number is given, since a refused invoice keeps its number. Each rule names the one
that refuses; the schematrons themselves are run by the tests.
"""

from erp.documents.facturx.line_rules import LINE_RULES, VAT_RULES
from erp.documents.facturx.paper_rules import PAPER_RULES
from erp.documents.facturx.party_rules import BUYER_RULES, SELLER_RULES
from erp.documents.facturx.problem import Problem
from erp.documents.facturx.public_rules import PUBLIC_RULES
from erp.documents.invoice_paper import InvoicePaper


def problems(paper: InvoicePaper) -> list[Problem]:
    """All that is to complete, the parties first; nothing when the invoice can be issued."""
    facts = {
        "customer": paper.customer.name,
        "number": paper.number,
        "credited": paper.credited_number,
    }
    rules = (*SELLER_RULES, *BUYER_RULES, *PUBLIC_RULES, *PAPER_RULES, *VAT_RULES)
    found = [Problem(rule.name, rule.message, facts) for rule in rules if rule.broken(paper)]
    for place, line in enumerate(paper.lines, start=1):
        about = {"place": str(place), "label": line.label, "rate": f"{line.vat_rate:f}"}
        found += [
            Problem(rule.name, rule.message, about) for rule in LINE_RULES if rule.broken(line)
        ]
    return found
