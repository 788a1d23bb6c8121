"""The pace of a robot: no minute in which it says more than its maker allows, and no waiting without need."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidents.outlets import MOST, WITHIN, next_turn
from tests.incidents.lives import NOON

SECOND = timedelta(seconds=1)


def spoken(pauses: Sequence[float]) -> list[datetime]:
    """When a robot speaks which wants to after each of these pauses, in seconds, and keeps its last twenty times."""
    times: list[datetime] = []
    now = NOON
    for pause in pauses:
        now = next_turn(times[-MOST:], now + pause * SECOND)
        times.append(now)
    return times


def test_twenty_at_once_and_the_next_a_minute_after_the_first() -> None:
    times = spoken([0.0] * (MOST + 2))

    assert times == [*[NOON] * MOST, *[NOON + WITHIN] * 2]


@given(st.lists(st.floats(0, 20), min_size=1, max_size=90))
def test_in_no_minute_more_is_said_than_its_maker_allows(pauses: list[float]) -> None:
    times = spoken(pauses)

    assert all(later - first >= WITHIN for first, later in zip(times, times[MOST:], strict=False))


@given(st.lists(st.floats(3.001, 60), min_size=1, max_size=60))
def test_who_speaks_every_three_seconds_never_waits(pauses: list[float]) -> None:
    now = NOON
    wanted = [now := now + pause * SECOND for pause in pauses]

    assert spoken(pauses) == wanted


def test_a_clock_that_ran_ahead_silences_nobody() -> None:
    ahead = [NOON + timedelta(hours=1)] * MOST

    assert next_turn(ahead, NOON) == NOON
