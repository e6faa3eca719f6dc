"""Planning: who does what, when and where, for the weeks to come.

Owns        the solver (`engine`, which knows no database), the checker that shares nothing with
            it, and the binding of both to the school's records.
Promises    a plan breaks no hard rule, never takes theory time, never moves what was pinned, and
            says why an operation is late or could not be placed.
Stops at    teams: `production.Assignment` is the only truth about who does what.
"""
