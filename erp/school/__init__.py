"""School: the establishment itself.

Owns        School (its one row: identity, rates, limits, legal sentences), Place (workshops, rooms).
Promises    every number that a school may want different is here, never in the code.
Stops at    people and lessons.
"""
