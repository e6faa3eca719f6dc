"""Invoices that suppliers send: read safely, checked, filed as they came, approved or refused.

It reads Factur-X, CII and UBL. It checks the XSD where one is at hand, and the sums; it does not run
the schematrons, nor ask the directory, nor know whether the goods came.
"""
