"""Working hours: every zone, every day, against a walk minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.life import hours
from incidents.policy import Hours

MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(sorted(available_timezones()))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001  # Hypothesis adds the zone.
    lambda at: at.replace(second=0, microsecond=0)
)
WORKING = st.builds(
    Hours,
    begin=st.integers(4, 12).map(lambda hour: hour * 60),
    end=st.integers(13, 24).map(lambda hour: hour * 60),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
OFFICE = Hours()
MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "then"),
    [
        ("UTC", MONDAY, MONDAY),
        ("UTC", MONDAY.replace(hour=3), MONDAY.replace(hour=10)),
        ("UTC", MONDAY.replace(hour=19), MONDAY.replace(day=3, hour=10)),
        ("UTC", MONDAY.replace(day=6, hour=18), MONDAY.replace(day=9, hour=10)),
        ("Asia/Shanghai", MONDAY, MONDAY.replace(day=3, hour=2)),
        ("America/New_York", MONDAY, MONDAY.replace(hour=15)),
        ("No/Where", MONDAY.replace(hour=3), MONDAY.replace(hour=10)),
    ],
)
def test_what_can_wait_waits_until_ten_of_the_next_working_day(zone: str, at: datetime, then: datetime) -> None:
    assert hours.civil(OFFICE, zone, at) == then


def test_where_nobody_works_at_ten_the_day_begins_with_their_first_hour() -> None:
    late = Hours(begin=14 * 60, end=22 * 60)

    assert hours.next_morning(late, "UTC", MONDAY) == MONDAY.replace(hour=14)


@given(ZONES, INSTANTS, WORKING)
def test_the_next_morning_is_at_ten_on_a_working_day_and_no_sooner_one_was_left_out(
    zone: str, at: datetime, working: Hours
) -> None:
    morning = hours.next_morning(working, zone, at)

    local = morning.astimezone(ZoneInfo(zone))
    wanted = hours.MORNING if working.begin <= hours.MORNING < working.end else working.begin
    assert morning >= at
    assert local.weekday() in working.days
    assert local.hour * 60 + local.minute == wanted
    assert morning == first_by_walking(zone, at, working, wanted)


@given(ZONES, INSTANTS, WORKING)
def test_a_person_is_told_now_only_while_they_work(zone: str, at: datetime, working: Hours) -> None:
    told = hours.civil(working, zone, at)

    assert (told == at) == (hours.at_work(working, zone, at) or hours.next_morning(working, zone, at) == at)


def first_by_walking(zone: str, at: datetime, working: Hours, wanted: int) -> datetime:
    """The first such minute, found by looking at every one from then on."""
    there = ZoneInfo(zone)
    steps = (at + number * MINUTE for number in range(15 * 24 * 60))
    return next(step for step in steps if _fits(step.astimezone(there), working, wanted))


def _fits(local: datetime, working: Hours, wanted: int) -> bool:
    return local.weekday() in working.days and local.hour * 60 + local.minute == wanted and not local.fold
