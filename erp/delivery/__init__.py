"""Delivery: finished pieces leave the school, and somebody signs for them.

Owns        DeliverySlip, DeliverySlipLine, the signature; CallOff, a part of an order that the
            buyer wants in some week at some address.
Promises    never more than was made and not yet delivered; a signed slip never changes.
Stops at    the signed slip: billing makes the invoice from it.
"""
