"""People: who is in the building, and how each proves to be themselves.

Owns        User (staff, customers' buyers, students with a password), UserSession, Cohort,
            Student with the PIN, Tablet and the student's visit on it.
Promises    secrets are kept hashed (Argon2); who leaves is out at once and keeps the past.
Stops at    what they may do (access) and which company they buy for (customers).
"""
