"""When whoever has an action item is reminded: three days before it is due, on that day, on the first working day after
it and weekly from then on; and where nothing was changed for long. Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.action import Action
from incidents.life import hours as working
from incidents.policy import Policy

CHORE = "action:"
AHEAD = timedelta(days=3)
THAT_DAY = timedelta(hours=8)  # Before the end of the working hours: it is morning then.
WEEK = timedelta(days=7)
MOMENT = timedelta(minutes=1)
LATER = WEEK  # How long nothing is said where somebody presses Later.


class What(StrEnum):
    """Why somebody is reminded."""

    SOON = "soon"
    DUE = "due"
    LATE = "late"
    STALE = "stale"
    LATER = "later"


def chore(action: Action) -> str:
    """The name of the chore that reminds."""
    return f"{CHORE}{action.number}"


def next_at(action: Action, policy: Policy, zone: str, now: datetime) -> datetime | None:
    """When somebody is reminded next, at work; None where it is over."""
    if not action.is_open:
        return None
    return min(at for at, _ in _times(action, policy, zone, now) if at > now)


def what(action: Action, policy: Policy, zone: str, now: datetime) -> What | None:
    """Why somebody is reminded now: the newest reason whose time has come; None where none has."""
    if not action.is_open:
        return None
    come = [(at, why) for at, why in _times(action, policy, zone, now) if at <= now]
    return max(come, key=lambda one: one[0])[1] if come else None


def _times(action: Action, policy: Policy, zone: str, now: datetime) -> Iterator[tuple[datetime, What]]:
    """Every time around now: the last one of each kind that has come, and the next."""
    times = [*_of_the_day(action, policy, zone, now), *_of_silence(action, policy, now)]
    if action.later is None:
        yield from ((working.civil(policy.hours, zone, at), why) for at, why in times if at >= action.added_at)
        return
    yield working.civil(policy.hours, zone, action.later), What.LATER
    yield from ((working.civil(policy.hours, zone, at), why) for at, why in times if at > action.later)


def _of_the_day(action: Action, policy: Policy, zone: str, now: datetime) -> Iterator[tuple[datetime, What]]:
    due = action.due_at
    yield due - AHEAD, What.SOON
    yield due - THAT_DAY, What.DUE
    first = working.next_morning(policy.hours, zone, due + MOMENT)
    yield first, What.LATE
    weeks = max((now - first) // WEEK, 0)
    yield from ((first + number * WEEK, What.LATE) for number in range(max(weeks, 1), weeks + 3))


def _of_silence(action: Action, policy: Policy, now: datetime) -> Iterator[tuple[datetime, What]]:
    """As long as it is not due soon: from then on its day is what counts."""
    after = policy.actions.stale_after
    if after is None:
        return
    passed = max((now - action.changed_at) // after, 0)
    for number in range(max(passed, 1), passed + 3):
        at = action.changed_at + number * after
        if at < action.due_at - 2 * AHEAD:
            yield at, What.STALE
