"""What the books said when a day, a month or a year was over, and what leaves the house of it.

A closing is a sealed row with the totals of its period and the perpetual totals since the first
paper; an archive is a dated, signed file of a period that needs no software to be read.
It reads money papers and never writes them.
"""
