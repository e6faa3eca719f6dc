"""To the accountant: entries of sales and cash, and the files that carry them.

Owns        the chart of accounts, the entries, their 18 columns.
Promises    each entry is balanced; an entry keeps its number; a file says what the papers say.
Stops at    the accountant's own books: this is no FEC, and never called one.
"""
