"""School: the establishment itself.

Owns        School (one row: identity, limits, legal sentences), Place (workshop, room).
Promises    every number that a school may want different is here, never in the code.
Stops at    people and lessons.
"""
