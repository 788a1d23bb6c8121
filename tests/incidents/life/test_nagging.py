"""Questions that help: each asked once in a lull, in working hours where it can wait, ended by what it asks for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import undelivered
from incidents.decision import Decision, Refused, Timer, TimerKind
from incidents.life import nagging
from incidents.life.nagging import Lull
from incidents.messages import MessageKind
from incidents.model import EntryKind, Incident, Setting, Status
from incidents.policy import Policy, Severity
from tests.incidents.lives import ANA, BEA, CHEN, LATER, MINUTE, NOON, OVER, SEV1, SEV2, SEV4, opened, standing_at

DAY = timedelta(days=1)
LED = opened(owner=BEA, acknowledged_at=NOON, acknowledged_by=BEA, update_due_at=NOON + 60 * MINUTE)
SLOW = opened(owner=BEA, acknowledged_at=NOON, acknowledged_by=BEA, update_due_at=None)


def asked(decision: Decision) -> list[str]:
    """What is asked, and where."""
    return [
        f"{message.values['question']} {message.lane}"
        for message in decision.messages
        if message.kind is MessageKind.QUESTION
    ]


def lull(now: datetime, *, since: datetime = NOON, step: int = 0, civil: datetime | None = None) -> Lull:
    """Nothing written since then; the lead may be told at once unless something else is said."""
    return Lull(since, step, civil or now)


def told_through(incident: Incident, severity: Severity, written: Sequence[datetime], *, hours: int) -> list[str]:
    """Everything asked in so many hours, if these are the times at which somebody wrote."""
    said: list[str] = []
    timers = [timer for timer in nagging.watch(incident, severity, NOON) if timer.kind is TimerKind.STILL_THERE]
    while timers[0].due_at <= NOON + timedelta(hours=hours):
        now = timers[0].due_at
        since = max([NOON, *(at for at in written if at <= now)])
        quiet = nagging.lull(incident, severity, since, timers[0], now)
        if nagging.has_lapsed(incident, severity, quiet, now):
            return [*said, f"{(now - NOON) // MINUTE} lapsed"]
        decision = nagging.still_there(incident, severity, quiet, now)
        said += [f"{(now - NOON) // MINUTE} {one}" for one in asked(decision)]
        timers = list(decision.set_timers)
    return said


# Still with you?


def test_who_has_it_is_asked_five_minutes_before_the_answer_lapses() -> None:
    said = told_through(SLOW, SEV1, [], hours=6)

    assert said == [f"25 still dm:{BEA}", "30 lapsed"]


def test_of_who_never_answered_everybody_hears_that_they_are_silent() -> None:
    said = told_through(replace(SLOW, acknowledged_at=None, acknowledged_by=None), SEV1, [], hours=6)

    assert said == [f"25 still dm:{BEA}", "30 silent INC-42"]


def test_whatever_is_written_begins_the_quiet_anew() -> None:
    said = told_through(SLOW, SEV1, [NOON + 20 * MINUTE, NOON + 47 * MINUTE], hours=2)

    assert said == [f"45 still dm:{BEA}", f"72 still dm:{BEA}", "77 lapsed"]


def test_an_answer_to_the_question_takes_it_away() -> None:
    now = NOON + 50 * MINUTE

    decision = nagging.still_there(SLOW, SEV1, lull(now, since=NOON + 48 * MINUTE, step=1), now)

    assert {message.kind for message in decision.messages} == {MessageKind.RETRACT}
    assert {message.values["role"] for message in decision.messages} == {"reminder", "question"}
    assert decision.set_timers == (Timer(TimerKind.STILL_THERE, NOON + 73 * MINUTE),)


@pytest.mark.parametrize("late", [0, 90])
def test_what_was_asked_before_somebody_wrote_is_taken_away_however_late_the_look_is(late: int) -> None:
    timer = Timer(TimerKind.STILL_THERE, NOON + 30 * MINUTE, 1)
    now = timer.due_at + late * MINUTE
    quiet = nagging.lull(SLOW, SEV1, NOON + 27 * MINUTE, timer, now)

    decision = nagging.still_there(SLOW, SEV1, quiet, now)

    assert quiet.heard
    assert not nagging.has_lapsed(SLOW, SEV1, quiet, now)
    assert {one.values["role"] for one in decision.messages if one.kind is MessageKind.RETRACT} == {
        "reminder",
        "question",
    }
    assert asked(decision) == ([f"still dm:{BEA}"] if late else [])


def test_a_lull_after_everybody_was_told_is_a_new_one_as_soon_as_somebody_has_written() -> None:
    alone = replace(SLOW, acknowledged_at=None, acknowledged_by=None)

    said = told_through(alone, SEV1, [NOON + 31 * MINUTE], hours=3)

    assert said == [f"25 still dm:{BEA}", "30 silent INC-42", f"60 still dm:{BEA}", "65 silent INC-42"]


def test_the_question_takes_the_place_of_the_reminder_of_an_update() -> None:
    due = replace(SLOW, update_due_at=NOON + 30 * MINUTE)

    assert told_through(due, SEV1, [], hours=1) == [f"25 still dm:{BEA}", "30 lapsed"]


def test_with_reminders_switched_off_the_question_is_asked() -> None:
    quiet = replace(SLOW, update_due_at=NOON + 30 * MINUTE, quiet=True)

    assert told_through(quiet, SEV1, [], hours=1) == [f"25 still dm:{BEA}", "30 lapsed"]


def test_what_is_not_urgent_is_asked_after_a_day_and_told_to_nobody_else() -> None:
    assert told_through(SLOW, SEV4, [], hours=72) == [f"1440 stale dm:{BEA}"]


def test_what_can_wait_waits_for_the_lead_s_working_hours() -> None:
    now = NOON + DAY
    morning = now + timedelta(hours=8)

    decision = nagging.still_there(SLOW, SEV4, lull(now, civil=morning), now)

    assert asked(decision) == []
    assert decision.set_timers == (Timer(TimerKind.STILL_THERE, morning),)


def test_the_urgent_question_waits_for_nobody_s_morning() -> None:
    now = NOON + 25 * MINUTE

    decision = nagging.still_there(SLOW, SEV1, lull(now, civil=now + DAY), now)

    assert asked(decision) == [f"still dm:{BEA}"]


def test_a_monitored_incident_is_asked_whether_it_can_be_resolved() -> None:
    monitored = replace(SLOW, status=Status.MONITORING)

    assert told_through(monitored, SEV1, [], hours=8) == [f"120 over dm:{BEA}"]


def test_without_a_lead_nobody_is_asked_and_the_looking_goes_on() -> None:
    nobody = opened(owner=None)
    now = NOON + 25 * MINUTE

    decision = nagging.still_there(nobody, SEV1, lull(now), now)

    assert decision.messages == ()
    assert decision.set_timers == (Timer(TimerKind.STILL_THERE, now + 30 * MINUTE),)


@given(st.lists(st.integers(0, 600), max_size=20), st.sampled_from([SEV1, SEV2]))
def test_in_one_lull_each_question_is_asked_at_most_once(minutes: list[int], severity: Severity) -> None:
    written = [NOON + minute * MINUTE for minute in sorted(minutes)]

    said = told_through(SLOW, severity, written, hours=12)

    lulls = [sum(at <= NOON + int(one.split()[0]) * MINUTE for at in written) for one in said]
    told = [(number, one.split()[1]) for number, one in zip(lulls, said, strict=True)]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("status", OVER)
def test_of_what_is_over_nobody_is_asked_whether_they_still_have_it(status: Status) -> None:
    over = standing_at(status)

    assert nagging.still_there(over, SEV1, lull(LATER), LATER) == Decision(over)
    assert nagging.nobody_leads(over) == Decision(over)
    assert nagging.watch(over, SEV1, NOON) == ()


def test_a_test_incident_is_left_in_peace() -> None:
    drill = opened(test=True)

    assert nagging.watch(drill, SEV1, NOON) == ()
    assert nagging.still_there(drill, SEV1, lull(LATER), LATER) == Decision(drill)


def test_saying_so_takes_the_question_away_and_leaves_a_line() -> None:
    decision = nagging.still(LED, by=BEA, now=LATER)

    assert [entry.kind for entry in decision.entries] == [EntryKind.STILL]
    assert {message.kind for message in decision.messages} == {MessageKind.RETRACT}


# Nobody leads.


def test_where_nobody_waits_for_an_answer_the_channel_is_told_once_that_nobody_leads() -> None:
    timers = nagging.watch(opened(owner=None), SEV4, NOON)

    assert Timer(TimerKind.UNLED, NOON + 60 * MINUTE) in timers
    assert asked(nagging.nobody_leads(opened(owner=None))) == ["unled INC-42"]
    assert nagging.nobody_leads(LED) == Decision(LED)


def test_where_an_answer_is_waited_for_that_says_enough() -> None:
    assert TimerKind.UNLED not in {timer.kind for timer in nagging.watch(opened(owner=None), SEV1, NOON)}


def test_a_question_lost_its_point_when_what_it_asks_for_has_happened() -> None:
    [unled] = [m for m in nagging.nobody_leads(opened(owner=None)).messages if m.kind is MessageKind.QUESTION]

    assert undelivered.is_pointless(unled, LED)
    assert undelivered.is_pointless(unled, standing_at(Status.RESOLVED))
    assert not undelivered.is_pointless(unled, opened(owner=None))


def test_whose_account_is_gone_lets_go_of_every_part_and_everybody_is_told() -> None:
    held = replace(LED, comms=BEA, scribe=CHEN)

    decision = nagging.bereft(held, BEA, now=LATER)

    assert (decision.incident.owner, decision.incident.comms, decision.incident.scribe) == (None, None, CHEN)
    assert [entry.kind for entry in decision.entries] == [EntryKind.GONE]
    assert "gone" in {message.values.get("turn") for message in decision.messages}
    assert decision.set_timers == (Timer(TimerKind.UNLED, LATER + 60 * MINUTE),)
    assert nagging.bereft(held, ANA, now=LATER) == Decision(held)


# Can it be closed?


def test_a_day_after_the_end_the_lead_is_asked_whether_it_can_be_closed() -> None:
    over = replace(standing_at(Status.RESOLVED), owner=BEA)

    decision = nagging.to_be_closed(over, LATER + DAY, LATER + DAY)

    assert nagging.ended(over, LATER) == (Timer(TimerKind.CLOSE_DUE, LATER + DAY),)
    assert asked(decision) == [f"close dm:{BEA}"]
    assert decision.set_timers == ()


def test_at_night_the_question_waits() -> None:
    over = standing_at(Status.RESOLVED)
    morning = LATER + timedelta(hours=9)

    decision = nagging.to_be_closed(over, morning, LATER)

    assert decision == Decision(over, set_timers=(Timer(TimerKind.CLOSE_DUE, morning),))


def test_reopened_or_closed_meanwhile_nobody_is_asked() -> None:
    over = replace(standing_at(Status.RESOLVED), owner=BEA)
    [question] = [m for m in nagging.to_be_closed(over, NOON, NOON).messages if m.kind is MessageKind.QUESTION]

    assert undelivered.is_pointless(question, standing_at(Status.CLOSED))
    assert undelivered.is_pointless(question, opened())
    assert not undelivered.is_pointless(question, over)


def test_the_question_can_wait_from_a_minute_to_a_month() -> None:
    over = standing_at(Status.RESOLVED)

    later = nagging.ask_later(over, DAY, now=LATER)
    never = nagging.ask_later(over, None, now=LATER)

    assert later.set_timers == (Timer(TimerKind.CLOSE_DUE, LATER + DAY),)
    assert never.drop_timers == (TimerKind.CLOSE_DUE,)
    with pytest.raises(Refused):
        nagging.ask_later(over, 31 * DAY, now=LATER)


# The channel.


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CANCELLED, Status.MERGED])
def test_the_channel_of_what_is_over_is_archived_after_the_settled_time(status: Status) -> None:
    over = replace(standing_at(status), closed_at=LATER)
    policy = Policy(archive_after=7 * DAY)

    early = nagging.archive(over, policy, busy=False, now=LATER + DAY)
    due = nagging.archive(over, policy, busy=False, now=LATER + 7 * DAY)

    assert early.set_timers == (Timer(TimerKind.ARCHIVE, LATER + 7 * DAY),)
    assert [message.kind for message in due.messages] == [MessageKind.ARCHIVE]
    assert [entry.kind for entry in due.entries] == [EntryKind.ARCHIVED]


def test_never_before_the_last_post_is_out() -> None:
    over = replace(standing_at(Status.CLOSED), closed_at=NOON)
    now = NOON + 8 * DAY

    decision = nagging.archive(over, Policy(), busy=True, now=now)

    assert decision == Decision(over, set_timers=(Timer(TimerKind.ARCHIVE, now + 5 * MINUTE),))


def test_a_channel_that_is_not_the_incident_s_own_is_left_alone() -> None:
    over = replace(standing_at(Status.CLOSED), closed_at=NOON)
    here, thread = replace(over, setting=Setting.HERE), replace(over, setting=Setting.THREAD)

    assert nagging.archive(here, Policy(), busy=False, now=NOON + 8 * DAY) == Decision(here)
    assert nagging.archive(thread, Policy(), busy=False, now=NOON + 8 * DAY) == Decision(thread)
    assert nagging.archive(over, Policy(archive_after=None), busy=False, now=NOON + 8 * DAY) == Decision(over)


def test_reopened_in_the_meantime_the_channel_stays() -> None:
    over = replace(standing_at(Status.CLOSED), closed_at=NOON)
    [going] = nagging.archive(over, Policy(), busy=False, now=NOON + 8 * DAY).messages

    assert undelivered.is_pointless(going, opened())
    assert nagging.archive(opened(), Policy(), busy=False, now=NOON + 8 * DAY) == Decision(opened())
