"""Papers: frozen data in, PDF bytes out.

One module per paper: a frozen dataclass and `draw(paper) -> bytes`. It knows reportlab and
nothing of the school's records: each context fills its papers in its own `papers.py`. The same
paper always gives the same bytes, with its fonts inside; text from outside is only ever text.
"""
