"""Production: the order in the workshop.

Owns        WorkOrder, Operation, Assignment of a team to a class session, TabletEvent,
            TimeEntry, PieceCount, HelpCall, Review.
Promises    what a tablet said is kept word for word and received once; a correction is one more
            row beside it. Operation time (clock) and student-hours (sum) are never mixed.
Stops at    finished pieces: delivery takes them from here.
"""
