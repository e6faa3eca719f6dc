"""The lists a school brings from a spreadsheet: columns, and what one line makes.

A dry run is the same import, undone at the end: what it says is what will happen.
"""

from erp.flow.imports.customers import CUSTOMERS
from erp.flow.imports.kind import Kind, bring, columns_of
from erp.flow.imports.means import COMPETENCES, MACHINES, framework_table
from erp.flow.imports.people import SESSIONS, STUDENTS

__all__ = [
    "CUSTOMERS",
    "COMPETENCES",
    "KINDS",
    "MACHINES",
    "SESSIONS",
    "STUDENTS",
    "Kind",
    "bring",
    "columns_of",
    "framework_table",
]

KINDS = {
    "eleves": STUDENTS,
    "clients": CUSTOMERS,
    "machines": MACHINES,
    "competences": COMPETENCES,
    "seances": SESSIONS,
}
