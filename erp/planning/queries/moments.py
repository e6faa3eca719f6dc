"""The engine lives in the school's local time, the database in UTC."""

from datetime import datetime

from erp.core import clock


def local(moment: datetime) -> datetime:
    """Paris wall-clock time, without a zone."""
    return moment.astimezone(clock.PARIS).replace(tzinfo=None, second=0, microsecond=0)
