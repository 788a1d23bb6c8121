"""Hours on call and pages of everybody. Oracle: a walk minute by minute that knows no spans."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.oncall.burden import Clocks, Duties, Load, Paged, Span, Spans, common, joined, loads, night, without
from incidents.oncall.model import Change, Hours, Layer, Mask, Schedule
from tests.incidents.oncall.made import override, utc, weekly

WORK = Mask(days=(0, 1, 2, 3, 4), hours=(Hours(9 * 60, 18 * 60),))
UTC_CLOCKS = Clocks(work=WORK)
HOUR = timedelta(hours=1)
STEP = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
WEEK = (utc("2026-01-05 09:00"), utc("2026-01-12 09:00"))  # A from Monday to Monday.


def load_of(person: str, found: list[Load] | tuple[Load, ...]) -> Load:
    """One person's."""
    [one] = [one for one in found if one.person == person]
    return one


def test_a_week_has_its_nights_and_its_weekend() -> None:
    found = loads([Duties(weekly("A", "B"))], [], [], UTC_CLOCKS, WEEK)

    assert load_of("A", tuple(found)) == Load(person="A", primary=168 * HOUR, night=70 * HOUR, weekend=48 * HOUR)
    assert load_of("B", tuple(found)) == Load(person="B", backup=168 * HOUR, night=70 * HOUR, weekend=48 * HOUR)


def test_night_is_by_the_person_s_own_clock() -> None:
    clocks = Clocks(work=WORK, zones={"A": "Asia/Tokyo"}, usual="UTC")
    span = (utc("2026-01-06 13:00"), utc("2026-01-06 23:00"))  # In Tokyo from 22:00 to 08:00.

    found = loads([Duties(weekly("A", "B"))], [], [], clocks, span)

    assert [(one.person, one.night) for one in found] == [("A", 10 * HOUR), ("B", HOUR)]


@pytest.mark.parametrize(("night", "hours"), [("2026-03-28", 9), ("2026-10-24", 11), ("2026-06-06", 10)])
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is(night: str, hours: int) -> None:
    clocks = Clocks(work=WORK, usual="Europe/Stockholm")
    span = (utc(f"{night} 12:00"), utc(f"{night} 12:00") + 24 * HOUR)

    [found] = loads([Duties(weekly("A", zone="Europe/Stockholm"))], [], [], clocks, span)

    assert found.night == hours * HOUR


def test_who_works_at_night_by_the_settings_has_no_night_then() -> None:
    shift = Mask(days=(0, 1, 2, 3, 4), hours=(Hours(22 * 60, 6 * 60),))

    [found] = loads([Duties(weekly("A"))], [], [], Clocks(work=shift), WEEK)

    assert found.night == 5 * 2 * HOUR + 2 * 10 * HOUR  # From 06:00 to 08:00 on working days, whole at the weekend.


def test_an_hour_in_two_schedules_counts_once_and_as_primary() -> None:
    other = Schedule(name="search", layers=(Layer(people=("B", "A"), start=date(2026, 1, 5)),))

    found = loads([Duties(weekly("A", "B")), Duties(other)], [], [], UTC_CLOCKS, WEEK)

    assert [(one.person, one.primary, one.backup) for one in found] == [
        ("A", 168 * HOUR, timedelta()),
        ("B", 168 * HOUR, timedelta()),
    ]


def test_what_was_changed_counts_as_it_was_changed() -> None:
    change = override(Change.REPLACE, "A", "2026-01-06 00:00", "2026-01-07 00:00", instead="C")

    found = loads([Duties(weekly("A", "B"), (change,))], [], [], UTC_CLOCKS, WEEK)

    assert [(one.person, one.primary) for one in found] == [
        ("A", 144 * HOUR),
        ("B", timedelta()),
        ("C", 24 * HOUR),
    ]


def test_a_holiday_counts_by_the_schedule_that_seats_whoever_has_it() -> None:
    feast = weekly("A", "B", closed=frozenset({date(2026, 1, 6)}))

    found = loads([Duties(feast)], [], [], UTC_CLOCKS, WEEK)

    assert [one.holiday for one in found] == [24 * HOUR, 24 * HOUR]


def test_pages_count_with_their_answers_and_the_median_of_the_time_between() -> None:
    at = utc("2026-01-06 23:00")
    pages = [Paged(1, "A", at), Paged(1, "A", at + 5 * STEP), Paged(2, "A", at + 24 * HOUR), Paged(3, "A", WEEK[0])]
    answers = [Paged(1, "B", at), Paged(1, "A", at + 6 * STEP), Paged(2, "A", at), Paged(3, "A", WEEK[0] + STEP)]

    [found, _] = loads([Duties(weekly("A", "B"))], pages, answers, UTC_CLOCKS, WEEK)

    assert (found.pages, found.pages_at_night, found.answered) == (4, 3, 3)
    assert found.answered_after == STEP  # Of 6, 1 and 1 quarters of an hour.


def test_who_was_paged_without_a_seat_is_in_the_table() -> None:
    [found] = loads([], [Paged(1, "C", WEEK[0])], [], UTC_CLOCKS, WEEK)

    assert found == Load(person="C", pages=1)


@settings(max_examples=40)
@given(
    start=st.integers(0, 366 * 1440),
    minutes=st.integers(1, 2000),
    zone=st.sampled_from(["UTC", "Europe/Stockholm", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"]),
)
def test_a_night_is_what_a_walk_from_minute_to_minute_counts(start: int, minutes: int, zone: str) -> None:
    begin = utc("2026-01-01 00:00") + start * MINUTE
    walk = [(begin + number * MINUTE).astimezone(ZoneInfo(zone)) for number in range(minutes)]
    span = (begin, begin + minutes * MINUTE)

    spans = common([span], night(WORK, zone, span))

    assert sum((end - first for first, end in spans), timedelta()) // MINUTE == sum(
        at.hour >= 22 or at.hour < 8 for at in walk
    )


INSTANTS = st.integers(0, 200).map(lambda number: utc("2026-01-01 00:00") + number * MINUTE)
SPANS = st.lists(st.tuples(INSTANTS, INSTANTS).map(lambda pair: (min(pair), max(pair))), max_size=6)


def minutes_of(spans: Spans) -> set[datetime]:
    """Every minute that is in one of them."""
    return {begin + at * MINUTE for begin, end in spans for at in range((end - begin) // MINUTE)}


@given(some=SPANS, others=SPANS)
def test_spans_are_joined_shared_and_taken_away_minute_by_minute(some: list[Span], others: list[Span]) -> None:
    one, other = joined(some), joined(others)

    assert minutes_of(one) == minutes_of(some)
    assert minutes_of(common(one, other)) == minutes_of(some) & minutes_of(others)
    assert minutes_of(without(one, other)) == minutes_of(some) - minutes_of(others)
    assert list(one) == sorted(one)
