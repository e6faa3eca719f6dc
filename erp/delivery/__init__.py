"""Delivery: finished pieces leave the school, and somebody signs for them.

Owns        DeliverySlip, DeliverySlipLine, the signature.
Promises    never more than was made and not yet delivered; a signed slip never changes.
Stops at    the signed slip: billing makes the invoice from it.
"""
