"""Verifies a written plan against every hard rule, from the two documents alone.

It reads the JSON itself and compares moments one by one; it shares no line with the engine, so
that a mistake there cannot hide here.
"""
