"""Factur-X: an invoice's pages and its XML in one PDF/A-3 file, from one paper.

It promises that both say the same, that the same paper always gives the same bytes, and that
`problems` names beforehand what EN 16931, the French rules BR-FR or the tax law would refuse.
It stops at the file: platforms and statuses are none of its business.
"""

from erp.documents.facturx.file import NotAnInvoice, draw, xml
from erp.documents.facturx.rules import Problem, problems

__all__ = ["NotAnInvoice", "Problem", "draw", "problems", "xml"]
