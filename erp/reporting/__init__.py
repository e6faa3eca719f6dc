"""Reporting: questions over the whole school: search, counts, exports."""
