"""The engine: an instance in, a plan out. It knows no database, no web and no clock on the wall.

Reading order: `instance` (what is given), `grid` (calendars as bits), `state` (who is busy when),
`insertion` (the earliest place of one operation), `improve` (ruin and recreate), `solve`.
"""
