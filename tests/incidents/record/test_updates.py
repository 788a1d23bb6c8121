"""Written updates: what is kept, what is told, when the next one is due; and the reminder put off."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Decision, Refused, Timer, TimerKind
from incidents.messages import MessageKind
from incidents.model import EntryKind, Incident, Status
from incidents.record import updates
from incidents.record.updates import Update
from tests.incidents.lives import BEA, LATER, MINUTE, NOON, OVER, SEV2, SEV4, STILL_OPEN, opened, standing_at


def written(incident: Incident, **said: object) -> Decision:
    """Bea's update, twenty minutes past noon."""
    return updates.write(incident, Update(**said), severity=SEV2, by=BEA, now=LATER)  # type: ignore[arg-type]  # Named by the caller.


def test_an_update_is_kept_counted_and_starts_the_clock_of_the_next() -> None:
    decision = written(opened(), what=" rollback started ", impact="12 % fail", next_step="done in 10 min")

    told = decision.incident
    assert (told.summary, told.impact, told.next_step) == ("rollback started", "12 % fail", "done in 10 min")
    assert (told.updates, told.updated_at, told.update_due_at) == (1, LATER, LATER + 60 * MINUTE)
    assert decision.set_timers == (Timer(TimerKind.UPDATE_DUE, LATER + 55 * MINUTE),)
    assert decision.drop_timers == (TimerKind.UPDATE_DUE,)


def test_it_is_told_once_and_takes_the_reminder_away() -> None:
    kinds = [message.kind for message in written(opened(), what="rollback started").messages]

    assert kinds == [
        MessageKind.UPDATE,
        MessageKind.CARD,
        MessageKind.TOPIC,
        MessageKind.HEADLINE,
        MessageKind.RETRACT,
    ]


def test_its_line_keeps_what_was_said_and_nothing_that_was_not() -> None:
    (entry,) = written(opened(), what="rollback started", status=Status.IDENTIFIED).entries

    assert (entry.kind, entry.actor, entry.occurred_at) == (EntryKind.UPDATE, BEA, LATER)
    assert entry.values == {
        "number": "1",
        "what": "rollback started",
        "due": (LATER + 60 * MINUTE).isoformat(),
        "from": "investigating",
        "to": "identified",
    }


def test_no_change_counts_and_keeps_what_was_last_said() -> None:
    before = opened(summary="rollback started", impact="12 % fail", next_step="done in 10 min", updates=4)

    decision = written(before, unchanged=True)

    told = decision.incident
    assert (told.updates, told.summary, told.impact, told.next_step) == (
        5,
        "rollback started",
        "12 % fail",
        "done in 10 min",
    )
    assert decision.entries[0].values["unchanged"] == "yes"


def test_a_new_update_keeps_the_impact_and_forgets_the_old_next_step() -> None:
    told = written(opened(impact="12 % fail", next_step="done in 10 min"), what="done").incident

    assert (told.impact, told.next_step) == ("12 % fail", "")


@pytest.mark.parametrize(
    ("status", "changed"), [(Status.INVESTIGATING, False), (Status.MONITORING, True), (None, False)]
)
def test_a_status_is_told_only_where_it_changes(status: Status | None, changed: bool) -> None:  # noqa: FBT001 - a row of the table
    (entry,) = written(opened(), what="it", status=status).entries

    assert ("to" in entry.values) is changed


def test_an_update_that_moves_to_monitoring_is_the_mitigation_the_first_time_only() -> None:
    first = written(opened(), what="it", status=Status.MONITORING).incident
    earlier = written(opened(mitigated_at=NOON), what="it", status=Status.MONITORING).incident

    assert (first.mitigated_at, earlier.mitigated_at) == (LATER, NOON)


@pytest.mark.parametrize("what", ["", "  ", "\n"])
def test_an_update_needs_words(what: str) -> None:
    with pytest.raises(Refused, match="needs words"):
        written(opened(), what=what, impact="12 % fail")


@pytest.mark.parametrize("status", OVER)
def test_what_is_over_takes_no_update_and_starts_no_clock(status: Status) -> None:
    with pytest.raises(Refused):
        written(standing_at(status), what="it")


@pytest.mark.parametrize("status", STILL_OPEN)
def test_what_is_open_takes_one(status: Status) -> None:
    assert written(standing_at(status), what="it").incident.status is status


def test_where_no_update_is_due_none_is_promised() -> None:
    decision = updates.write(opened(severity="sev4"), Update(what="it"), severity=SEV4, by=BEA, now=LATER)

    assert (decision.incident.update_due_at, decision.set_timers) == (None, ())
    assert "due" not in decision.entries[0].values


def test_a_test_may_be_updated_and_still_reminds_nobody() -> None:
    decision = written(opened(test=True, update_due_at=None), what="it")

    assert (decision.incident.update_due_at, decision.set_timers) == (None, ())


def test_after_no_more_reminders_an_update_is_due_but_nobody_is_reminded() -> None:
    decision = written(opened(quiet=True), what="it")

    assert decision.incident.update_due_at == LATER + 60 * MINUTE
    assert decision.set_timers == ()


# Put off.


@given(st.timedeltas(MINUTE, timedelta(days=1)))
def test_a_reminder_waits_as_long_as_it_is_told(wait: timedelta) -> None:
    decision = updates.snooze(opened(), wait, now=LATER)

    assert decision.set_timers == (Timer(TimerKind.UPDATE_DUE, LATER + wait),)
    assert [message.kind for message in decision.messages] == [MessageKind.RETRACT]


@pytest.mark.parametrize("seconds", [-60, 0, 59, 86_401])
def test_a_reminder_waits_no_shorter_than_a_minute_and_no_longer_than_a_day(seconds: int) -> None:
    with pytest.raises(Refused, match="from 1 minute to 1 day"):
        updates.snooze(opened(), timedelta(seconds=seconds), now=LATER)


def test_no_more_reminders_is_kept_and_disarms_them() -> None:
    decision = updates.snooze(opened(), None, now=LATER)

    assert decision.incident.quiet
    assert decision.drop_timers == (TimerKind.UPDATE_DUE,)
    assert decision.set_timers == ()


def test_putting_it_off_switches_it_on_again() -> None:
    assert not updates.snooze(opened(quiet=True), MINUTE, now=LATER).incident.quiet


@pytest.mark.parametrize("status", OVER)
@pytest.mark.parametrize("wait", [None, 10 * MINUTE])
def test_of_what_is_over_no_reminder_can_be_put_off(status: Status, wait: timedelta | None) -> None:
    with pytest.raises(Refused, match="nothing is due"):
        updates.snooze(standing_at(status), wait, now=LATER)
