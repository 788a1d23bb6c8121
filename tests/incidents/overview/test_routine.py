"""When what comes again and again is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.overview import routine
from incidents.policy import Hours, Policy

WORKDAYS = (0, 1, 2, 3, 4)
ZONES = ("UTC", "Europe/Stockholm", "America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
HOURS = Hours()


@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # With a zone.
    minutes=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
    days=st.sets(st.integers(0, 6), min_size=1),
)
def test_the_next_time_is_the_first_after_now_on_a_wanted_day(
    now: datetime, minutes: int, zone: str, days: set[int]
) -> None:
    at = routine.next_at(minutes, zone, days, now)

    local = at.astimezone(ZoneInfo(zone))
    assert now < at <= now + timedelta(days=8)
    assert local.weekday() in days
    assert (local.hour * 60 + local.minute - minutes) % 1440 in (0, 30, 60)  # Later only where a gap swallowed it.


@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # With a zone.
    zone=st.sampled_from(ZONES),
)
def test_on_all_days_it_comes_once_a_day(now: datetime, zone: str) -> None:
    first = routine.next_at(570, zone, range(7), now)
    second = routine.next_at(570, zone, range(7), first)

    assert timedelta(hours=22) < second - first < timedelta(hours=26) or zone == "Pacific/Apia"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-28T08:00", "2026-03-29T01:30"),  # 02:30 is not there on that Sunday: 03:30.
        ("2026-10-24T08:00", "2026-10-25T00:30"),  # 02:30 is there twice: the first.
        ("2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_when_the_clocks_change_it_neither_fails_nor_comes_twice(now: str, due: str) -> None:
    at = routine.next_at(150, "Europe/Stockholm", range(7), datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert at == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_a_zone_that_is_not_known_is_utc() -> None:
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    assert routine.next_at(570, "Mars/Olympus", WORKDAYS, now) == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def test_the_daily_post_is_off_unless_it_is_asked_for_and_other_settings_plan_another() -> None:
    names = [
        routine.daily(policy) for policy in (Policy(), Policy(daily_at=480), Policy(daily_at=480, zone="Asia/Tokyo"))
    ]

    assert names == [None, "daily:480:UTC", "daily:480:Asia/Tokyo"]


@pytest.mark.parametrize(
    ("late", "at", "waits"),
    [
        (timedelta(minutes=59), "2026-03-02T22:00", False),
        (timedelta(hours=2), "2026-03-02T17:00", False),
        (timedelta(hours=2), "2026-03-02T18:00", True),
        (timedelta(hours=2), "2026-03-07T12:00", True),
    ],
)
def test_a_digest_held_up_until_nobody_works_waits_for_the_next_morning(
    late: timedelta,
    at: str,
    waits: bool,  # noqa: FBT001  # What is expected.
) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert routine.is_too_late(now - late, HOURS, "UTC", now) is waits
