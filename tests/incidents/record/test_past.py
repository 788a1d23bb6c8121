"""When something happened, as people say it: in their own zone, across changes of the clock, never in the future."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Refused
from incidents.record.past import Clock, When, happened, when
from tests.incidents.lives import MINUTE, NOON, opened

STOCKHOLM, NEW_YORK, SHANGHAI = "Europe/Stockholm", "America/New_York", "Asia/Shanghai"
ZONES = (STOCKHOLM, NEW_YORK, SHANGHAI, "Australia/Lord_Howe", "UTC")


def utc(*when: int) -> datetime:
    """A moment in UTC."""
    return datetime(*when, tzinfo=UTC)  # type: ignore[misc,arg-type]  # Year, month, day, hour, minute.


@pytest.mark.parametrize(
    ("said", "zone", "now", "meant"),
    [
        (Clock(14, 5), STOCKHOLM, utc(2026, 3, 2, 14, 0), utc(2026, 3, 2, 13, 5)),
        (Clock(14, 5), STOCKHOLM, utc(2026, 7, 2, 14, 0), utc(2026, 7, 2, 12, 5)),
        (Clock(14, 5, utc=True), STOCKHOLM, utc(2026, 7, 2, 15, 0), utc(2026, 7, 2, 14, 5)),
        (Clock(23, 50, days_ago=1), SHANGHAI, utc(2026, 3, 2, 17, 0), utc(2026, 3, 2, 15, 50)),
        (Clock(23, 50, days_ago=1), NEW_YORK, utc(2026, 3, 3, 3, 0), utc(2026, 3, 2, 4, 50)),
        (10 * MINUTE, SHANGHAI, utc(2026, 3, 2, 0, 5), utc(2026, 3, 1, 23, 55)),
        (Clock(14, 5), "Nowhere/Land", utc(2026, 3, 2, 15, 0), utc(2026, 3, 2, 14, 5)),
    ],
)
def test_a_time_of_day_is_one_of_the_writers_own_clock(said: When, zone: str, now: datetime, meant: datetime) -> None:
    assert when(said, zone, now) == meant


def test_a_time_that_the_clock_showed_twice_is_the_later_one_that_has_been() -> None:
    twice = Clock(2, 30)  # On 25 October 2026 at 3 in the morning it is 2 again in Stockholm.

    between = when(twice, STOCKHOLM, utc(2026, 10, 25, 1, 0))
    after = when(twice, STOCKHOLM, utc(2026, 10, 25, 5, 0))

    assert between == utc(2026, 10, 25, 0, 30)
    assert after == utc(2026, 10, 25, 1, 30)


def test_a_time_that_the_clock_never_showed_is_that_of_an_unchanged_one() -> None:
    skipped = when(Clock(2, 30), STOCKHOLM, utc(2026, 3, 29, 6, 0))  # At 2 it became 3.

    assert skipped == utc(2026, 3, 29, 1, 30)


@given(
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    days=st.integers(0, 1),
    zone=st.sampled_from(ZONES),
    after=st.timedeltas(timedelta(), timedelta(days=1000)),
)
def test_what_is_meant_is_within_two_days_and_the_clock_showed_it(
    hour: int, minute: int, days: int, zone: str, after: timedelta
) -> None:
    now = utc(2025, 1, 1) + after

    meant = when(Clock(hour, minute, days_ago=days), zone, now)

    assert abs(now - meant) < timedelta(days=2, hours=2)
    assert meant.second == meant.microsecond == 0


def test_what_is_still_to_come_is_refused_with_the_time_and_a_way_out() -> None:
    with pytest.raises(Refused) as refused:
        happened(opened(), Clock(13, 1), "failover", zone="UTC", now=NOON + 60 * MINUTE)

    assert refused.value.values["at"] == NOON + 61 * MINUTE
    assert [one.words for one in refused.value.choices] == ["note yesterday 13:01 failover"]


def test_the_present_minute_has_been() -> None:
    assert happened(opened(), Clock(12, 0), "failover", zone="UTC", now=NOON) == NOON


def test_a_note_may_be_about_the_day_before_the_opening() -> None:
    assert happened(opened(), timedelta(days=1), "failover", zone="UTC", now=NOON) == NOON - timedelta(days=1)


def test_a_note_about_longer_ago_is_refused_with_the_time() -> None:
    with pytest.raises(Refused) as refused:
        happened(opened(), timedelta(days=1, minutes=1), "failover", zone="UTC", now=NOON)

    assert refused.value.values["at"] == NOON - timedelta(days=1, minutes=1)
