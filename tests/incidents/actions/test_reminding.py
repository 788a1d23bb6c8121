"""When whoever has an action item is reminded, and how long there is for one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.action import Action, State, Weight
from incidents.actions import changing, reminding
from incidents.actions.changing import At
from incidents.actions.reminding import What
from incidents.life import hours
from incidents.model import IncidentId
from incidents.policy import Deadline, FollowUp, Policy
from tests.desk import ANA, BEA, NOON

ZONE = "Europe/Madrid"
POLICY = Policy()
DUE = datetime(2026, 3, 20, 17, 0, tzinfo=UTC)  # A Friday, 18:00 in Madrid.
ACTION = Action(
    number=7,
    incident=IncidentId(1),
    text="alert on the queue",
    owner=BEA,
    added_by=ANA,
    added_at=NOON,
    changed_at=NOON,
    due_at=DUE,
)


def heard(action: Action, days: int) -> list[tuple[str, What | None]]:
    """What its owner is told, and when by the clock in Madrid, until so many days after it was added."""
    told, now = [], action.added_at
    while (at := reminding.next_at(action, POLICY, ZONE, now)) and at < NOON + timedelta(days=days):
        told.append((f"{at + timedelta(hours=1):%a %d %H:%M}", reminding.what(action, POLICY, ZONE, at)))
        now = at
    return told


def test_it_is_said_before_on_the_day_and_weekly_after_it() -> None:
    told = heard(ACTION, 36)

    assert [what for _, what in told] == [What.SOON, What.DUE, What.LATE, What.LATE, What.LATE]
    assert [at for at, _ in told[:3]] == ["Wed 18 10:00", "Fri 20 10:00", "Mon 23 10:00"]


def test_where_nothing_is_said_of_it_for_two_weeks_its_owner_is_asked() -> None:
    far = replace(ACTION, due_at=DUE + timedelta(days=40))

    assert [what for _, what in heard(far, 45)] == [What.STALE, What.STALE, What.STALE]


def test_never_asked_where_the_settings_say_so() -> None:
    far = replace(ACTION, due_at=DUE + timedelta(days=40))
    never = replace(POLICY, actions=FollowUp(stale_after=None))

    found = reminding.next_at(far, never, ZONE, NOON)

    assert found
    assert reminding.what(far, never, ZONE, found) is What.SOON


def test_who_wants_to_hear_nothing_hears_nothing_until_then() -> None:
    later = replace(ACTION, later=DUE + timedelta(days=3))

    assert heard(later, 30)[0] == ("Tue 24 10:00", What.LATER)


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
def test_of_what_is_over_nobody_is_reminded(state: State) -> None:
    over = replace(ACTION, state=state)

    assert reminding.next_at(over, POLICY, ZONE, NOON) is None
    assert reminding.what(over, POLICY, ZONE, DUE) is None


@given(
    due=st.integers(1, 60 * 24 * 100),
    now=st.integers(0, 60 * 24 * 200),
    zone=st.sampled_from(["UTC", ZONE, "Asia/Shanghai", "America/New_York"]),
)
def test_the_next_reminder_is_ahead_in_working_hours_and_has_a_reason(due: int, now: int, zone: str) -> None:
    action = replace(ACTION, due_at=NOON + timedelta(minutes=due))
    at_now = NOON + timedelta(minutes=now)

    found = reminding.next_at(action, POLICY, zone, at_now)

    assert found is not None
    assert found > at_now
    assert hours.at_work(POLICY.hours, zone, found)
    assert reminding.what(action, POLICY, zone, found) is not None


@pytest.mark.parametrize("weight", list(Weight))
@pytest.mark.parametrize("working", [True, False])
def test_the_settings_say_how_long_there_is_to_the_end_of_a_day(weight: Weight, *, working: bool) -> None:
    follow_up = FollowUp(due_high=Deadline(3, working=working), due=Deadline(9, working=working))

    found = changing.by_priority(weight, At(ANA, NOON, ZONE, replace(POLICY, actions=follow_up)))

    days = {(True, True): 3, (False, True): 11, (True, False): 3, (False, False): 9}[weight is Weight.HIGH, working]
    assert found == datetime(2026, 3, 2 + days, 17, 0, tzinfo=UTC)
