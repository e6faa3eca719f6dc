"""Equipment: what work is done on, and what an hour of it is worth.

Owns        MachineType with its hourly rate, Machine × mode with its regulated works,
            OperationType with its student factor per year of study.
Promises    a rate or factor that changes never changes a quote that used the old one.
Stops at    who may use a machine: that is safety.
"""
