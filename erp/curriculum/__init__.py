"""Curriculum: what is taught.

Owns        Trade (filière), Diploma with its practice target, Competence of its framework.
Promises    a diploma's target is a setting: two thirds of practice by default.
Stops at    who learns it (people) and who has shown it (training).
"""
