"""The rules of an incident's life, one by one: the table of moves, who owns it, what is kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Decision, Refused, Timer, TimerKind
from incidents.life import lifecycle, reminders
from incidents.life.lifecycle import LONGEST_TITLE, TEST_LASTS
from incidents.messages import MessageKind
from incidents.model import SYSTEM, EntryKind, Incident, Status
from incidents.policy import Severity
from incidents.record import updates
from incidents.record.updates import Update
from tests.incidents.lives import (
    ANA,
    BEA,
    CHEN,
    LATER,
    MINUTE,
    NOON,
    POLICY,
    SEV1,
    SEV2,
    SEV3,
    SEV4,
    STILL_OPEN,
    Step,
    declared,
    opened,
    standing_at,
)

I, D, M, R, C, X, G = (  # noqa: E741 - one letter a status, so that the table below can be read as one.
    Status.INVESTIGATING,
    Status.IDENTIFIED,
    Status.MONITORING,
    Status.RESOLVED,
    Status.CLOSED,
    Status.CANCELLED,
    Status.MERGED,
)
# From each status, where `status <word>` may lead. Resolving what is open and investigating what is over are `resolve`
# and `reopen`, which have rows of their own in TAKEN_BY.
MAY_BECOME = {I: {I, D, M, X}, D: {I, D, M, X}, M: {I, D, M, X}, R: {R, C}, C: {C}, X: {X}, G: {G}}
OTHER_VERBS = {(I, R), (D, R), (M, R), (R, I), (C, I), (X, I)}
MOVES = [(status, to) for status in Status for to in Status if (status, to) not in OTHER_VERBS]
VERBS: dict[str, Step] = {
    "ack": lambda incident, now: lifecycle.acknowledge(incident, by=BEA, now=now),
    "owner": lambda incident, now: lifecycle.give(incident, CHEN, by=BEA, now=now),
    "title": lambda incident, now: lifecycle.rename(incident, "search is slow", by=BEA, now=now),
    "severity": lambda incident, now: lifecycle.grade(incident, SEV1, by=BEA, now=now, policy=POLICY),
    "resolve": lambda incident, now: lifecycle.resolve(incident, "rolled back", by=BEA, now=now),
    "reopen": lambda incident, now: lifecycle.reopen(incident, "again", by=BEA, now=now, policy=POLICY),
    "note": lambda incident, now: lifecycle.note(incident, "failover", by=BEA, now=now),
    "update": lambda incident, now: updates.write(incident, Update(what="it"), severity=SEV2, by=BEA, now=now),
    "remind": lambda incident, now: updates.snooze(incident, 10 * MINUTE, now=now),
}
TAKEN_BY = {
    "ack": {I, D, M},
    "owner": {I, D, M},
    "title": {I, D, M, R, C, X},
    "severity": {I, D, M},
    "resolve": {I, D, M},
    "reopen": {R, C, X},
    "note": {I, D, M, R, C, X, G},
    "update": {I, D, M},
    "remind": {I, D, M},
}


def kinds(decision: Decision) -> list[EntryKind]:
    """What the timeline is told."""
    return [entry.kind for entry in decision.entries]


def outcome(step: Step, incident: Incident) -> str:
    """What becomes of a verb: taken or refused."""
    try:
        step(incident, LATER)
    except Refused:
        return "refused"
    return "taken"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", Status)
def test_every_verb_is_taken_in_its_statuses_and_refused_in_the_others(status: Status, verb: str) -> None:
    expected = "taken" if status in TAKEN_BY[verb] else "refused"

    assert outcome(VERBS[verb], standing_at(status)) == expected


@pytest.mark.parametrize(("status", "to"), MOVES)
def test_every_move_is_judged_by_the_table(status: Status, to: Status) -> None:
    expected = "taken" if to in MAY_BECOME[status] else "refused"

    found = outcome(
        lambda incident, now: lifecycle.move(incident, to, by=BEA, now=now, policy=POLICY), standing_at(status)
    )

    assert found == expected


def test_the_table_of_moves_names_every_status_and_leads_nowhere_else() -> None:
    assert {status: set(moves) for status, moves in lifecycle.MOVES.items()} == {
        I: {D, M, R, X, G},
        D: {I, M, R, X, G},
        M: {I, D, R, X, G},
        R: {I, C},
        C: {I},
        X: {I},
        G: set(),
    }


def test_a_refused_move_says_which_are_allowed() -> None:
    with pytest.raises(Refused) as refused:
        lifecycle.move(standing_at(R), M, by=BEA, now=LATER, policy=POLICY)

    assert refused.value.values == {"key": "INC-42", "status": R, "to": M, "allowed": (I, C)}


def test_nobody_merges_by_moving() -> None:
    with pytest.raises(Refused):
        lifecycle.move(opened(), G, by=BEA, now=LATER, policy=POLICY)


@pytest.mark.parametrize("status", STILL_OPEN)
def test_a_move_to_the_same_status_changes_nothing(status: Status) -> None:
    incident = standing_at(status)

    assert lifecycle.move(incident, status, by=BEA, now=LATER, policy=POLICY) == Decision(incident)


def test_the_first_move_to_monitoring_is_the_mitigation() -> None:
    first = lifecycle.move(opened(), M, by=BEA, now=LATER, policy=POLICY).incident
    back = lifecycle.move(first, D, by=BEA, now=LATER + MINUTE, policy=POLICY).incident
    again = lifecycle.move(back, M, by=BEA, now=LATER + 2 * MINUTE, policy=POLICY).incident

    assert [one.mitigated_at for one in (first, back, again)] == [LATER, LATER, LATER]


def test_cancelling_disarms_every_timer() -> None:
    decision = lifecycle.move(opened(), X, by=BEA, now=LATER, policy=POLICY)

    assert set(decision.drop_timers) == set(TimerKind)
    assert decision.incident.update_due_at is None


# Opening.


@pytest.mark.parametrize("title", ["", "   ", "\n\t"])
def test_an_incident_without_a_title_opens_under_a_placeholder(title: str) -> None:
    incident = declared(title).incident

    assert (incident.title, incident.named) == ("Untitled incident", False)


def test_a_title_is_one_line() -> None:
    assert declared(" checkout \n is\tfailing ").incident.title == "checkout is failing"


@pytest.mark.parametrize("length", [1, 199, 200])
def test_a_title_that_fits_is_kept_as_it_is(length: int) -> None:
    decision = declared("x" * length)

    assert decision.incident.title == "x" * length
    assert kinds(decision) == [EntryKind.OPENED]


@pytest.mark.parametrize("length", [201, 3000, 40_000])
def test_a_longer_title_is_cut_at_200_and_kept_whole_as_a_note(length: int) -> None:
    decision = declared("x" * length)

    assert decision.incident.title == "x" * (LONGEST_TITLE - 1) + "…"
    assert kinds(decision) == [EntryKind.OPENED, EntryKind.NOTE]
    assert decision.entries[-1].values == {"text": "x" * length}


def test_a_longer_new_title_is_cut_and_kept_whole_too() -> None:
    decision = lifecycle.rename(opened(), "y" * 300, by=BEA, now=LATER)

    assert len(decision.incident.title) == LONGEST_TITLE
    assert kinds(decision) == [EntryKind.NAMED, EntryKind.NOTE]
    assert decision.entries[-1].values == {"text": "y" * 300}


def test_a_service_is_cut_to_what_the_record_holds() -> None:
    service = declared(service="s" * 40_000).incident.service or ""

    assert (len(service), service[:3]) == (LONGEST_TITLE, "sss")


def test_whoever_opens_is_the_reporter_and_not_the_owner() -> None:
    incident = declared().incident

    assert (incident.reporter, incident.owner, incident.acknowledged_at) == (ANA, None, None)


def test_whoever_opens_it_for_themselves_has_answered() -> None:
    decision = declared(owner=ANA)

    assert (decision.incident.owner, decision.incident.acknowledged_by) == (ANA, ANA)
    assert TimerKind.UNACKNOWLEDGED not in {timer.kind for timer in decision.set_timers}


def test_an_owner_named_at_the_opening_has_not_answered_yet() -> None:
    decision = declared(owner=BEA)

    assert (decision.incident.owner, decision.incident.acknowledged_at) == (BEA, None)
    assert decision.set_timers[0] == Timer(TimerKind.UNACKNOWLEDGED, NOON + 5 * MINUTE)
    assert decision.members == (ANA, BEA)


# Answering and owning.


def test_the_first_to_acknowledge_owns_it() -> None:
    decision = lifecycle.acknowledge(opened(), by=BEA, now=LATER)

    answered = decision.incident
    assert (answered.owner, answered.acknowledged_by, answered.acknowledged_at) == (BEA, BEA, LATER)
    assert set(decision.drop_timers) == {TimerKind.UNACKNOWLEDGED, TimerKind.UNLED}


def test_the_first_to_acknowledge_does_not_own_what_somebody_has() -> None:
    answered = lifecycle.acknowledge(opened(owner=CHEN), by=BEA, now=LATER).incident

    assert (answered.owner, answered.acknowledged_by) == (CHEN, BEA)


def test_a_second_acknowledgement_changes_nothing() -> None:
    first = lifecycle.acknowledge(opened(), by=BEA, now=LATER).incident

    assert lifecycle.acknowledge(first, by=CHEN, now=LATER + MINUTE) == Decision(first)


def test_taking_it_oneself_is_an_answer() -> None:
    decision = lifecycle.give(opened(), BEA, by=BEA, now=LATER)

    assert (decision.incident.owner, decision.incident.acknowledged_by) == (BEA, BEA)
    assert set(decision.drop_timers) == {TimerKind.UNACKNOWLEDGED, TimerKind.UNLED}


def test_being_given_it_is_not_an_answer() -> None:
    decision = lifecycle.give(opened(), BEA, by=ANA, now=LATER)

    assert (decision.incident.owner, decision.incident.acknowledged_at) == (BEA, None)
    assert TimerKind.UNACKNOWLEDGED not in decision.drop_timers
    assert {MessageKind.INVITE, MessageKind.DUTY} <= {message.kind for message in decision.messages}


def test_giving_it_on_keeps_who_answered_first() -> None:
    answered = lifecycle.acknowledge(opened(), by=BEA, now=LATER).incident
    given_on = lifecycle.give(answered, CHEN, by=BEA, now=LATER + MINUTE).incident

    assert (given_on.owner, given_on.acknowledged_by, given_on.acknowledged_at) == (CHEN, BEA, LATER)


def test_giving_it_to_its_owner_changes_nothing() -> None:
    incident = opened(owner=BEA)

    assert lifecycle.give(incident, BEA, by=ANA, now=LATER) == Decision(incident)


def test_the_timeline_says_from_whom_it_was_taken() -> None:
    entry = lifecycle.give(opened(owner=BEA), CHEN, by=CHEN, now=LATER).entries[0]

    assert (entry.kind, entry.actor, entry.values) == (EntryKind.OWNER, CHEN, {"to": CHEN, "from": BEA})


# Severity, resolution, corrections.


@pytest.mark.parametrize(("to", "turn"), [(SEV1, "raised"), (SEV3, "lowered"), (SEV4, "lowered")])
def test_a_change_of_severity_is_told_as_a_rise_or_a_fall(to: Severity, turn: str) -> None:
    decision = lifecycle.grade(opened(), to, by=BEA, now=LATER, policy=POLICY)

    told = [message for message in decision.messages if message.kind is MessageKind.TURN]
    assert [message.values["turn"] for message in told] == [turn]
    assert decision.entries[0].values == {"from": "sev2", "to": to.key}


def test_a_change_of_severity_begins_the_waits_anew() -> None:
    decision = lifecycle.grade(opened(), SEV1, by=BEA, now=LATER, policy=POLICY)

    assert decision.incident.update_due_at == LATER + 30 * MINUTE
    assert decision.set_timers == (
        Timer(TimerKind.UNACKNOWLEDGED, LATER + 5 * MINUTE),
        Timer(TimerKind.UPDATE_DUE, LATER + 25 * MINUTE),
        Timer(TimerKind.STILL_THERE, LATER + 25 * MINUTE),
    )
    assert decision.drop_timers == reminders.KINDS


def test_a_severity_that_waits_for_nothing_disarms_what_waited() -> None:
    decision = lifecycle.grade(opened(), SEV4, by=BEA, now=LATER, policy=POLICY)

    assert {timer.kind for timer in decision.set_timers} == {TimerKind.STILL_THERE, TimerKind.UNLED}
    assert decision.incident.update_due_at is None
    assert decision.drop_timers == reminders.KINDS


def test_resolving_stops_the_waits_and_keeps_what_fixed_it() -> None:
    decision = lifecycle.resolve(opened(), "  rolled back 4.18 ", by=BEA, now=LATER)

    over = decision.incident
    assert (over.status, over.resolved_at, over.fix, over.update_due_at) == (R, LATER, "rolled back 4.18", None)
    assert set(decision.drop_timers) == set(reminders.KINDS)
    assert decision.entries[0].values == {"fix": "rolled back 4.18"}


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CANCELLED])
def test_a_correction_of_what_is_over_keeps_both_values_and_pages_nobody(status: Status) -> None:
    decision = lifecycle.correct(standing_at(status), SEV1, by=BEA, now=LATER)

    assert kinds(decision) == [EntryKind.CORRECTED]
    assert decision.entries[0].values == {"field": "severity", "from": "sev2", "to": "sev1"}
    assert {message.kind for message in decision.messages} <= {
        MessageKind.CARD,
        MessageKind.TOPIC,
        MessageKind.HEADLINE,
    }
    assert decision.set_timers == ()


@pytest.mark.parametrize("status", [Status.CLOSED, Status.MERGED])
def test_what_is_closed_is_not_corrected_before_it_is_reopened(status: Status) -> None:
    with pytest.raises(Refused):
        lifecycle.correct(standing_at(status), SEV1, by=BEA, now=LATER)


def test_a_title_after_the_resolution_is_a_correction_with_both_values() -> None:
    decision = lifecycle.rename(standing_at(R), "search is slow", by=BEA, now=LATER)

    assert kinds(decision) == [EntryKind.CORRECTED]
    assert decision.entries[0].values == {"field": "title", "from": "checkout is failing", "to": "search is slow"}


def test_what_is_open_is_not_corrected_but_changed() -> None:
    assert lifecycle.correct(opened(), SEV1, by=BEA, now=LATER) == Decision(opened())


@pytest.mark.parametrize("status", [R, C, X])
def test_reopening_forgets_the_resolution_but_its_line_keeps_it(status: Status) -> None:
    before = replace(standing_at(status), fix="rolled back", owner=CHEN)

    decision = lifecycle.reopen(before, " it is back ", by=BEA, now=LATER, policy=POLICY)

    again = decision.incident
    assert (again.status, again.resolved_at, again.fix, again.owner) == (I, None, "", CHEN)
    assert again.update_due_at == LATER + 60 * MINUTE
    assert decision.entries[0].values == {"why": "it is back", "fix": "rolled back"}


# Tests close themselves.


def test_a_test_closes_itself_after_a_day() -> None:
    decision = declared(test=True)
    due = NOON + TEST_LASTS

    closed = lifecycle.expire(decision.incident, now=due, by=SYSTEM).incident

    assert decision.set_timers == (Timer(TimerKind.EXPIRE, due),)
    assert (closed.status, closed.resolved_at) == (C, due)


def test_a_test_that_is_reopened_closes_itself_again() -> None:
    closed = opened(test=True, status=C, resolved_at=NOON + TEST_LASTS, update_due_at=None)

    decision = lifecycle.reopen(closed, "", by=ANA, now=NOON + 2 * TEST_LASTS, policy=POLICY)

    assert decision.set_timers == (Timer(TimerKind.EXPIRE, NOON + 3 * TEST_LASTS),)


@pytest.mark.parametrize("status", Status)
def test_a_real_incident_never_closes_itself(status: Status) -> None:
    incident = standing_at(status)

    assert lifecycle.expire(incident, now=LATER, by=SYSTEM) == Decision(incident)


@given(st.text(max_size=500))
def test_no_title_is_refused_at_the_opening(title: str) -> None:
    incident = declared(title).incident

    assert 0 < len(incident.title) <= LONGEST_TITLE
    assert incident.named is bool(title.split())
