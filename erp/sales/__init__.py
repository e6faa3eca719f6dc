"""Sales: from a company's request to an accepted quote and its order.

Owns        Request, InterestSheet (fiche d'intérêt pédagogique), Quote, QuoteAnswer, Order.
Promises    a sent quote never changes; revising makes a new one, same number, revision + 1.
Stops at    the order. What happens next is told in erp/flow/accepted_quote.py.
"""
