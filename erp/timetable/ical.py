"""Sessions as calendars read them: a feed out, a timetable in. The library is loaded when asked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from erp.core import clock
from erp.core.refusal import Refusal
from erp.core.words import N_
from erp.timetable.models import CalendarEvent, ClassSession
from erp.timetable.states import Nature

MOST_TIMES = 400  # of one event that repeats


class CalendarUnreadable(Refusal):
    message = N_("Ce calendrier ne se lit pas : exportez-le au format iCal (.ics).")


def feed(
    name: str, sessions: Iterable[ClassSession], events: Iterable[CalendarEvent], *, now: datetime
) -> bytes:
    """No student is named in it: it may be read on any telephone."""
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in {"prodid": "-//Etabli//FR", "version": "2.0", "x-wr-calname": name}.items():
        calendar.add(key, value)
    for session in sessions:
        what = session.subject or session.nature.label
        facts = {"summary": f"{what} · {session.cohort.name}", "location": session.place.name}
        times = {"dtstart": session.starts_at, "dtend": session.ends_at}
        calendar.add_component(_entry(f"session-{session.id}", now, **facts, **times))
    for event in events:
        days = {"dtstart": event.starts_on, "dtend": event.ends_on + timedelta(days=1)}
        words = {"summary": f"{event.kind.label} · {event.label}"}
        calendar.add_component(_entry(f"event-{event.id}", now, **words, **days))
    return bytes(calendar.to_ical())


def _entry(uid: str, now: datetime, **facts: Any) -> Any:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{uid}@etabli")
    entry.add("dtstamp", now.astimezone(UTC))
    for key, value in facts.items():
        entry.add(key, value)
    return entry


Row = tuple[int, dict[str, Any]]


def rows(content: bytes) -> Sequence[Row]:
    """What a timetable in iCal says, as the columns of the CSV; the number is the event's.

    The cohort is the first category, the leader the organizer, « atelier » in the title practice.
    """
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(content)
        entries = list(calendar.walk("VEVENT"))
        return [
            (number, _facts(entry, start, length))
            for number, entry in enumerate(entries, 1)
            for start, length in _times(entry)
        ]
    except (ValueError, KeyError, AttributeError, TypeError, IndexError) as wrong:
        raise CalendarUnreadable from wrong


def _times(entry: Any) -> Iterator[tuple[datetime, timedelta]]:
    """Each time it takes place; whole days are no sessions."""
    start, end = entry.decoded("dtstart"), entry.decoded("dtend")
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return
    if "rrule" not in entry:
        yield _paris(start), end - start
        return
    from dateutil.rrule import rrulestr

    rule = rrulestr(entry["rrule"].to_ical().decode(), dtstart=start)
    for number, one in enumerate(rule):
        if number >= MOST_TIMES:
            return
        yield _paris(one), end - start


def _paris(moment: datetime) -> datetime:
    """A floating time is that of the wall."""
    return moment.astimezone(clock.PARIS) if moment.tzinfo else moment.replace(tzinfo=clock.PARIS)


def _facts(entry: Any, start: datetime, length: timedelta) -> dict[str, Any]:
    summary = str(entry.get("summary", "")).strip()
    practice = "atelier" in summary.lower()
    return {
        "cohort": _category(entry),
        "day": date(start.year, start.month, start.day),
        "starts_at": start.time(),
        "ends_at": (start + length).time(),
        "nature": Nature.WORKSHOP if practice else Nature.THEORY,
        "subject": "" if practice else summary[:80],
        "place": str(entry.get("location", "")).strip(),
        "leader": str(entry.get("organizer", "")).lower().removeprefix("mailto:").strip(),
    }


def _category(entry: Any) -> str:
    """The cohort, by its name."""
    categories = entry.get("categories")
    names = [str(one) for one in categories.cats] if hasattr(categories, "cats") else []
    return names[0].strip() if names else ""
