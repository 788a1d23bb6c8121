"""What is due when: the arithmetic of reminders, and how often it may be said that nobody answers."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Decision, Timer, TimerKind
from incidents.life import reminders
from incidents.messages import MessageKind
from incidents.model import EntryKind, Status
from incidents.policy import Severity
from tests.incidents.lives import (
    ANA,
    BEA,
    LATER,
    MINUTE,
    NOON,
    OVER,
    SEV1,
    SEV2,
    SEV3,
    SEV4,
    SEV5,
    opened,
    standing_at,
)

HOUR = 60 * MINUTE
WAITS = st.integers(1, 7 * 24 * 60).map(lambda minutes: minutes * MINUTE)


def severity(*, answer: timedelta | None = None, update: timedelta | None = None) -> Severity:
    """A severity of an organisation's own."""
    return Severity(key="own", meaning="", mark="", acknowledge_within=answer, update_every=update)


def rings(severity: Severity, *, until: timedelta) -> list[datetime]:
    """When it is said that nobody answers, if nobody ever does, from noon on."""
    said: list[datetime] = []
    timers = [timer for timer in reminders.armed(opened(), severity, NOON) if timer.kind is TimerKind.UNACKNOWLEDGED]
    while timers and timers[0].due_at < NOON + until:
        timer = timers[0]
        decision = reminders.nobody_answers(opened(), severity, timer.step, timer.due_at)
        said += [timer.due_at] * len([message for message in decision.messages if message.lane == "INC-42"])
        timers = list(decision.set_timers)
    return said


# Nobody answers.


@pytest.mark.parametrize(
    ("severity", "minutes"),
    [(SEV1, [5, 15, 35, 65, 95]), (SEV2, [5, 15, 35, 65, 95]), (SEV3, [15, 45, 75, 105]), (SEV4, []), (SEV5, [])],
    ids=lambda value: value.key if isinstance(value, Severity) else "",
)
def test_the_shipped_severities_say_it_at_doubling_waits(severity: Severity, minutes: list[int]) -> None:
    said = rings(severity, until=120 * MINUTE)

    assert [int((at - NOON) / MINUTE) for at in said] == minutes


@given(WAITS)
def test_it_is_said_at_most_four_times_in_the_first_hour(wait: timedelta) -> None:
    assert len(rings(severity(answer=wait), until=HOUR)) <= 4


@pytest.mark.parametrize("minutes", [1, 2, 3, 4, 5])
def test_a_short_wait_does_not_make_it_a_flood(minutes: int) -> None:
    assert 3 <= len(rings(severity(answer=minutes * MINUTE), until=HOUR)) <= 4


@given(WAITS)
def test_it_is_said_first_after_the_wait_and_never_stops(wait: timedelta) -> None:
    said = rings(severity(answer=wait), until=wait * 40)

    gaps = [later - earlier for earlier, later in pairwise(said)]
    assert said[0] == NOON + wait
    assert gaps == sorted(gaps)
    assert len(gaps) >= 2


def test_after_a_month_without_an_answer_it_is_still_said() -> None:
    decision = reminders.nobody_answers(opened(), SEV1, 1500, NOON + timedelta(days=31))

    assert decision.set_timers == (Timer(TimerKind.UNACKNOWLEDGED, NOON + timedelta(days=31, minutes=30), 1501),)


def test_its_line_says_for_how_long_nobody_answered() -> None:
    decision = reminders.nobody_answers(opened(), SEV2, 0, NOON + 15 * MINUTE)

    assert [(entry.kind, entry.values) for entry in decision.entries] == [(EntryKind.NOBODY, {"minutes": "15"})]


@pytest.mark.parametrize("status", OVER)
def test_of_what_is_over_nothing_is_said(status: Status) -> None:
    incident = standing_at(status)

    assert reminders.nobody_answers(incident, SEV1, 0, LATER) == Decision(incident)
    assert reminders.update_is_due(incident) == Decision(incident)


def test_once_answered_it_is_not_said_any_more() -> None:
    answered = opened(acknowledged_at=LATER, acknowledged_by=BEA)

    assert reminders.nobody_answers(answered, SEV1, 0, LATER) == Decision(answered)


def test_a_severity_that_nobody_waits_for_ends_the_waiting() -> None:
    assert reminders.nobody_answers(opened(), SEV4, 3, LATER) == Decision(opened())


# The next update.


@pytest.mark.parametrize(
    ("every", "reminded"),
    [(60, 55), (30, 25), (240, 235), (11, 6), (10, 5), (9, 4.5), (6, 3), (2, 1)],
)
def test_the_reminder_comes_five_minutes_ahead_or_half_way(every: int, reminded: float) -> None:
    incident = reminders.due(opened(), severity(update=every * MINUTE), LATER)

    timers = reminders.before_update(incident, LATER)

    assert incident.update_due_at == LATER + every * MINUTE
    assert timers == (Timer(TimerKind.UPDATE_DUE, LATER + reminded * MINUTE),)


@given(WAITS)
def test_the_reminder_lies_between_now_and_the_update(every: timedelta) -> None:
    incident = reminders.due(opened(), severity(update=every), LATER)

    (timer,) = reminders.before_update(incident, LATER)

    assert LATER < timer.due_at < LATER + every
    assert LATER + every - timer.due_at <= 5 * MINUTE


@pytest.mark.parametrize("severity", [SEV4, SEV5])
def test_what_can_wait_is_not_reminded_of(severity: Severity) -> None:
    incident = reminders.due(opened(), severity, LATER)

    assert incident.update_due_at is None
    assert reminders.armed(incident, severity, LATER) == ()


def test_a_test_reminds_nobody() -> None:
    incident = reminders.due(opened(test=True), SEV1, LATER)

    assert incident.update_due_at is None
    assert reminders.armed(incident, SEV1, LATER) == ()


def test_switched_off_it_reminds_of_no_update_but_still_asks_for_an_answer() -> None:
    armed = reminders.armed(opened(quiet=True), SEV2, LATER)

    assert [timer.kind for timer in armed] == [TimerKind.UNACKNOWLEDGED]


def test_once_answered_only_the_update_is_due() -> None:
    armed = reminders.armed(opened(acknowledged_at=NOON, acknowledged_by=ANA), SEV2, NOON)

    assert armed == (Timer(TimerKind.UPDATE_DUE, NOON + 55 * MINUTE),)


def test_the_reminder_reminds_once_and_arms_nothing() -> None:
    decision = reminders.update_is_due(opened(owner=BEA))

    assert [message.kind for message in decision.messages] == [MessageKind.RETRACT, MessageKind.REMINDER]
    assert (decision.set_timers, decision.entries) == ((), ())


def test_without_an_update_due_there_is_nothing_to_remind_of() -> None:
    incident = opened(update_due_at=None)

    assert reminders.update_is_due(incident) == Decision(incident)
