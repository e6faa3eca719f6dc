"""The time limits of minors, on examples and on any week that can be drawn."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from erp.core import clock
from erp.safety import hours, law
from erp.safety.hours import breaches

MONDAY = date(2026, 11, 23)
FIFTEEN, SIXTEEN, ADULT = date(2011, 1, 1), date(2010, 1, 1), date(2008, 1, 1)
ONE_DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def span(day: date, starts: str, ends: str):
    return tuple(clock.at(day, time.fromisoformat(one)) for one in (starts, ends))


def told(*spans, born=SIXTEEN, holidays=()) -> list[str]:
    return [type(one.reason).__name__ for one in breaches("Inès", born, spans, holidays)]


def a_week(days: int, *hours_of_day):
    return [span(MONDAY + n * ONE_DAY, *part) for n in range(days) for part in hours_of_day]


def test_the_usual_week_of_35_hours_passes_no_limit():
    assert told(*a_week(5, ("08:00", "12:00"), ("13:30", "16:30"))) == []


def test_a_day_is_at_most_eight_hours_and_seven_before_sixteen():
    eight = [span(MONDAY, "08:00", "12:00"), span(MONDAY, "13:00", "17:00")]
    assert told(*eight) == []
    assert told(*eight, born=FIFTEEN) == ["DayTooLongBeforeSixteen"]
    more = (*eight, span(MONDAY, "17:00", "17:01"))
    assert told(*more) == told(*more, born=FIFTEEN) == ["DayTooLong"]


def test_a_week_is_at_most_35_hours():
    assert told(*a_week(5, ("08:00", "12:00"), ("13:00", "16:01"))) == ["WeekTooLong"]


def test_a_break_of_thirty_minutes_comes_before_four_and_a_half_hours():
    assert told(span(MONDAY, "08:00", "12:30")) == []
    assert told(span(MONDAY, "08:00", "12:31")) == ["NoBreak"]
    short = [span(MONDAY, "08:00", "10:00"), span(MONDAY, "10:29", "13:00")]
    right = [span(MONDAY, "08:00", "10:00"), span(MONDAY, "10:30", "13:00")]
    assert (told(*short), told(*right)) == (["NoBreak"], [])


def test_nobody_works_at_night():
    assert told(span(MONDAY, "19:00", "20:30")) == []
    assert told(span(MONDAY, "19:00", "20:30"), born=FIFTEEN) == ["AtNight"]
    assert told(span(MONDAY, "05:30", "06:30")) == ["AtNight"]
    assert told(span(MONDAY, "21:00", "22:01")) == ["AtNight"]


def test_a_night_rests_twelve_hours_and_fourteen_before_sixteen():
    late, early = span(MONDAY, "17:00", "19:00"), span(MONDAY + ONE_DAY, "08:00", "09:00")
    assert told(late, early) == []
    assert told(late, early, born=FIFTEEN) == ["RestTooShort"]


def test_two_days_of_rest_follow_each_other():
    assert told(*a_week(6, ("08:00", "12:00"))) == ["NoWeeklyRest"]
    assert told(*a_week(5, ("08:00", "12:00"))) == []


def test_public_holidays_are_free():
    assert told(span(MONDAY, "08:00", "12:00"), holidays={MONDAY}) == ["OnPublicHoliday"]


def test_an_adult_has_none_of_these_limits():
    assert told(*a_week(7, ("00:00", "23:00")), born=ADULT, holidays={MONDAY}) == []


def test_the_birthday_within_the_week_ends_the_limits():
    born = (MONDAY + 2 * ONE_DAY).replace(year=2008)
    long_days = a_week(5, ("08:00", "12:00"), ("13:00", "18:00"))
    assert told(*long_days, born=born).count("DayTooLong") == 2


def test_a_day_that_begins_in_the_night_before_is_no_day_of_rest():
    """Free on Thursday and Friday but for the minute after midnight: it was the evening's alone."""
    days = [span(MONDAY + n * ONE_DAY, "08:00", "09:00") for n in (0, 1, 5)]
    midnight = clock.start_of(MONDAY + 3 * ONE_DAY)
    evening, minute = (midnight - 4 * HOUR, midnight), (midnight, midnight + timedelta(minutes=1))

    assert "NoWeeklyRest" not in told(*days, evening)
    assert "NoWeeklyRest" in told(*days, evening, minute)


days = st.integers(0, 6).map(lambda n: MONDAY + n * ONE_DAY)
minutes = st.integers(0, 24 * 60 - 1)
spans = st.lists(
    st.tuples(days, minutes, st.integers(1, 600)).map(
        lambda one: (
            clock.start_of(one[0]) + timedelta(minutes=one[1]),
            clock.start_of(one[0]) + timedelta(minutes=one[1] + one[2]),
        )
    ),
    max_size=8,
)
births = st.dates(date(2006, 1, 1), date(2011, 11, 1))


@given(spans, births)
def test_more_time_never_mends_a_day_or_a_week(drawn, born):
    """What is too long stays too long when more is added."""
    before = {type(b.reason).__name__ for b in breaches("x", born, drawn[:-1], ())}
    after = {type(b.reason).__name__ for b in breaches("x", born, drawn, ())}
    assert before & {"WeekTooLong", "NoWeeklyRest"} <= after


@given(spans, births)
def test_the_order_and_the_cutting_of_spans_change_nothing(drawn, born):
    halves = [cut for start, end in drawn for cut in cut_in_two(start, end)]
    assert said(drawn, born) == said(list(reversed(drawn)), born) == said(halves, born)


def cut_in_two(start: datetime, end: datetime):
    middle = start + (end - start) / 2
    return (start, middle), (middle, end)


def said(drawn, born) -> list[str]:
    return [str(one.reason) for one in breaches("x", born, drawn, ())]


@given(spans, births)
def test_the_limits_agree_with_a_plain_count(drawn, born):
    """Counted minute by minute, with code that shares nothing with ours."""
    worked: dict[date, set[int]] = {}
    for start, end in drawn:
        first = clock.day_of(start)
        for n in range(int((end - start).total_seconds()) // 60):
            moment = start + timedelta(minutes=n)
            worked.setdefault(first, set()).add(int(moment.timestamp()) // 60)
    too_long = {b.days[0] for b in breaches("x", born, drawn, ()) if is_day(b)}
    for day, marks in worked.items():
        if nothing_crosses_midnight(drawn):
            age = law.age_on(born, day)
            assert (day in too_long) == (len(marks) > (420 if age < 16 else 480) and age < 18)


def is_day(breach) -> bool:
    return isinstance(breach.reason, hours.DayTooLong | hours.DayTooLongBeforeSixteen)


def nothing_crosses_midnight(drawn) -> bool:
    return all(
        clock.day_of(start) == clock.day_of(end - timedelta(seconds=1)) for start, end in drawn
    )


@given(births, st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_an_age_grows_by_one_on_the_birthday_only(born, day):
    grown = law.age_on(born, day + ONE_DAY) - law.age_on(born, day)
    tomorrow = day + ONE_DAY
    leap = (born.month, born.day) == (2, 29) and (tomorrow.month, tomorrow.day) == (3, 1)
    birthday = (tomorrow.month, tomorrow.day) == (born.month, born.day)
    if leap:
        assert grown in (0, 1)
    else:
        assert grown == birthday


def test_who_is_born_on_a_leap_day_grows_older_on_the_first_of_march():
    born = date(2008, 2, 29)
    assert law.age_on(born, date(2026, 2, 28)) == 17
    assert law.age_on(born, date(2026, 3, 1)) == 18
    assert law.years_after(date(2024, 2, 29), 3) == date(2027, 3, 1)
