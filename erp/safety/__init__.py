"""Safety: what must hold before a hand touches a machine.

Owns        (no table yet) the questions asked before a student is put to work.
Promises    answers with every reason, each a sentence with the way out; never a silent yes.
Stops at    choosing somebody else: that is planning.
"""
