"""Timetable: when the school is open, who has which lesson or workshop, who was there.

Owns        ClosedDays, TimetableSlot (the week that repeats), ClassSession (one dated half-day or
            lesson), Attendance.
Promises    holidays of the zone and public holidays are closed by themselves; an attendance that is
            corrected keeps what was said before in the journal.
Stops at    what students make during a workshop session (production) and whether the hours
            reach the target (training).
"""
