"""Tools without one word of the school.

Owns        the database session, closed words, workflows, the journal, frozen papers, numbers
            without holes, money, the clock, the outbox, stored files, link tokens, search.
Promises    one transaction per request; what is issued never changes; times are aware, in UTC.
Stops at    anything a school would recognise as its own: that begins in erp/school.
"""
