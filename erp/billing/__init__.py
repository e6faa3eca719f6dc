"""Billing: what is owed, and what was paid.

Owns        Invoice (and credit note), InvoiceLine, Payment.
Promises    numbers without holes, given in the transaction that issues; an issued paper is
            stored once and never changes; paid and late are computed, not stored.
Stops at    the accountant's books.
"""
