"""Customers: the companies that order, and the people who buy for them.

Owns        Customer, Contact (a person there; with a User when they use the portal).
Promises    SIREN and SIRET are checked when they are typed; a contact sees one company only.
Stops at    what they ask for: that is sales.
"""
