"""The rules and the oracle say the same: a sample of what whole.py compares."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.oncall.model import Schedule
from incidents.oncall.shifts import on_duty
from tests.incidents.oncall import made
from tests.incidents.oncall.oracle import MINUTE, Oracle
from tests.incidents.oncall.whole import CASE, Figures, anything, compare, dice_of, every_change

# Gaps and repeated hours of an hour, of half an hour, at midnight, over midnight; and a summer that has a winter in it.
ODD = ("Europe/Stockholm", "Australia/Lord_Howe", "America/Havana", "America/Nuuk", "Africa/Casablanca", "Asia/Beirut")


@pytest.mark.parametrize("zone", ODD)
def test_around_every_change_of_the_oddest_clocks_the_rules_say_what_the_walk_says(zone: str) -> None:
    figures = Figures()

    every_change(zone, dice_of(zone), figures)

    assert figures.transitions >= 10
    assert figures.handoffs >= figures.transitions


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_anywhere_the_rules_say_what_the_walk_says(seed: int) -> None:
    schedule, at, changes = anything(dice_of(str(seed)))

    assert compare(schedule, at, CASE, changes) >= 0


@settings(max_examples=60)
@given(made.schedules(), st.integers(0, 525_600), st.data())
def test_a_backup_is_never_the_primary_and_somebody_is_there_where_somebody_is_meant(
    schedule: Schedule, minute: int, data: st.DataObject
) -> None:
    at = made.utc("2031-06-01 00:00") + minute * MINUTE
    changes = data.draw(st.lists(made.overrides(at), max_size=3))

    duty, oracle = on_duty(schedule, at, changes), Oracle(schedule, at, 1, changes)

    assert duty.primary is None or duty.primary != duty.backup
    assert (duty.primary, duty.backup) == oracle.seats(at)
    assert bool(on_duty(schedule, at).primary) is oracle.is_meant(at)


def test_the_comparison_finds_a_turn_that_begins_a_minute_late() -> None:
    right, late = (made.daily("A", "B", handoff=handoff) for handoff in (9 * 60, 9 * 60 + 1))
    nine = made.utc("2026-03-29 07:00")

    assert Oracle(right, nine, 1).seats(nine) == (on_duty(right, nine).primary, on_duty(right, nine).backup)
    assert Oracle(late, nine, 1).seats(nine) != (on_duty(right, nine).primary, on_duty(right, nine).backup)
