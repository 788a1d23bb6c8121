"""The last change taken back: what it set is as before, whatever the life before it was."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents.decision import Decision, Refused, Timer, TimerKind
from incidents.life import lifecycle, undo
from incidents.life.lifecycle import Report
from incidents.life.undo import Act, Deed
from incidents.messages import MessageKind
from incidents.model import EntryKind, Incident, Status
from incidents.policy import MINUTE, Policy
from incidents.record import updates
from incidents.record.updates import Update
from tests.incidents.lives import (
    ANA,
    BEA,
    CHEN,
    LATER,
    LIVES,
    NUMBER,
    PEOPLE,
    POLICY,
    REPORTS,
    SEV1,
    SEV3,
    SEV5,
    SEVERITIES,
    STILL_OPEN,
    Step,
    declared,
    opened,
    played,
    standing_at,
)

SOON = LATER + MINUTE
Armed = Mapping[TimerKind, Timer]
Doing = tuple[Act, Step]


def grading(to: str = "sev1") -> Doing:
    """Changing the severity."""
    severity = POLICY.severity(to)
    return Act.SEVERITY, lambda one, now: lifecycle.grade(one, severity, by=ANA, now=now, policy=POLICY)


DOINGS: st.SearchStrategy[Doing] = st.one_of(
    st.builds(
        lambda to: (Act.SEVERITY, lambda one, now: lifecycle.grade(one, to, by=ANA, now=now, policy=POLICY)),
        SEVERITIES,
    ),
    st.builds(
        lambda to: (Act.STATUS, lambda one, now: lifecycle.move(one, to, by=ANA, now=now, policy=POLICY)),
        st.sampled_from(STILL_OPEN),
    ),
    st.builds(
        lambda by, to: (Act.OWNER, lambda one, now: lifecycle.give(one, to, by=by, now=now)),
        PEOPLE,
        PEOPLE,
    ),
    st.just((Act.RESOLVE, lambda one, now: lifecycle.resolve(one, "rolled back", by=ANA, now=now))),
    st.just(
        (Act.CANCEL, lambda one, now: lifecycle.move(one, Status.CANCELLED, by=ANA, now=now, policy=POLICY)),
    ),
    st.just((Act.CLOSE, lambda one, now: lifecycle.move(one, Status.CLOSED, by=ANA, now=now, policy=POLICY))),
)


def after(armed: Armed, decision: Decision) -> Armed:
    """The timers that are armed once a decision is recorded."""
    kept = {kind: timer for kind, timer in armed.items() if kind not in decision.drop_timers}
    return kept | {timer.kind: timer for timer in decision.set_timers}


def armed_by(decisions: Sequence[Decision]) -> Armed:
    """The timers that are armed after a whole life."""
    armed: Armed = {}
    for decision in decisions:
        armed = after(armed, decision)
    return armed


def did(incident: Incident, armed: Armed, doing: Doing, now: datetime) -> tuple[Incident, Armed, Deed]:
    """An act, or nothing where it is refused: the incident as it is saved, its timers, and what is kept of it."""
    act, step = doing
    try:
        decision = step(incident, now)
    except Refused:
        decision = Decision(incident)
    deed = undo.remembered(incident, decision, tuple(armed.values()), act, by=ANA, now=now)
    return replace(decision.incident, version=incident.version + 1), after(armed, decision), deed


@given(report=REPORTS, steps=LIVES, doing=DOINGS)
def test_done_and_undone_it_is_the_same_incident(report: Report, steps: Sequence[Step], doing: Doing) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=LATER), steps)
    now = LATER + 700 * MINUTE
    before = life[-1].incident

    done, _, deed = did(before, armed_by(life), doing, now)
    assume(deed.before)
    undone = undo.undo(done, deed, by=BEA, now=now + MINUTE, policy=POLICY)

    assert replace(undone.incident, version=before.version) == before


@given(report=REPORTS, steps=LIVES, doing=DOINGS)
def test_its_timers_are_armed_as_before_and_a_reminder_that_was_taken_away_comes_back(
    report: Report, steps: Sequence[Step], doing: Doing
) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=LATER), steps)
    now = LATER + 700 * MINUTE
    armed = armed_by(life)

    done, then, deed = did(life[-1].incident, armed, doing, now)
    assume(deed.before)
    undone = undo.undo(done, deed, by=BEA, now=now + MINUTE, policy=POLICY)
    again = after(then, undone)

    extra = {kind: timer for kind, timer in again.items() if armed.get(kind) != timer}
    assert {kind: again.get(kind) for kind in armed} == dict(armed)
    assert set(extra.values()) <= {Timer(TimerKind.UPDATE_DUE, now + MINUTE)}
    assert not extra or deed.act in (Act.RESOLVE, Act.CANCEL)


@given(report=REPORTS, steps=LIVES, doing=DOINGS)
def test_it_takes_one_line_and_one_turn_and_pages_nobody(report: Report, steps: Sequence[Step], doing: Doing) -> None:
    life = played(lifecycle.declare(report, number=NUMBER, by=ANA, now=LATER), steps)
    now = LATER + 700 * MINUTE

    done, _, deed = did(life[-1].incident, armed_by(life), doing, now)
    assume(deed.before)
    undone = undo.undo(done, deed, by=BEA, now=now + MINUTE, policy=POLICY)

    told = [message.kind for message in undone.messages]
    assert [entry.kind for entry in undone.entries] == [EntryKind.UNDONE]
    assert told.count(MessageKind.TURN) == 1
    assert not {MessageKind.DUTY, MessageKind.NOBODY, MessageKind.INVITE} & set(told)


def test_an_act_whose_subject_has_changed_since_is_not_undone() -> None:
    raised, armed, deed = did(opened(), {}, grading(), LATER)
    lowered, _, _ = did(raised, armed, grading(to="sev4"), LATER)

    with pytest.raises(Refused, match="Nothing is left to undo"):
        undo.undo(lowered, deed, by=BEA, now=SOON, policy=POLICY)


def test_nothing_is_undone_where_nothing_was_done() -> None:
    with pytest.raises(Refused, match="Nothing is left to undo"):
        undo.undo(opened(), None, by=BEA, now=SOON, policy=POLICY)


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (2, False), (2.1, True), (60, True)])
def test_two_minutes_are_the_limit(minutes: float, late: bool) -> None:  # noqa: FBT001  # A column of the table.
    raised, _, deed = did(opened(), {}, grading(), LATER)

    assert refuses(lambda: undo.undo(raised, deed, by=BEA, now=LATER + minutes * MINUTE, policy=POLICY)) is late


def test_too_late_it_offers_the_verb_that_leads_back() -> None:
    raised, _, deed = did(opened(), {}, grading(), LATER)

    with pytest.raises(Refused) as refused:
        undo.undo(raised, deed, by=BEA, now=LATER + 5 * MINUTE, policy=POLICY)

    assert [(choice.label, choice.words) for choice in refused.value.choices] == [("SEV2", "severity sev2")]


def test_what_is_merged_stays_merged() -> None:
    _, _, deed = did(opened(), {}, grading(), LATER)

    with pytest.raises(Refused, match="was merged"):
        undo.undo(standing_at(Status.MERGED), deed, by=BEA, now=SOON, policy=POLICY)


def test_an_answer_that_came_meanwhile_stays_and_its_alarm_stays_off() -> None:
    life = [declared()]
    raised, _, deed = did(life[0].incident, armed_by(life), grading(), LATER)
    answered = lifecycle.acknowledge(raised, by=CHEN, now=SOON).incident

    undone = undo.undo(answered, deed, by=BEA, now=SOON, policy=POLICY)

    assert (undone.incident.severity, undone.incident.acknowledged_by) == ("sev2", CHEN)
    assert TimerKind.UNACKNOWLEDGED not in {timer.kind for timer in undone.set_timers}


@pytest.mark.parametrize(("severity", "wait"), [(SEV1, 30), (SEV3, 240)])
def test_the_clock_of_an_update_that_came_meanwhile_runs_on_at_the_old_pace(severity: object, wait: int) -> None:
    incident = declared(severity=severity).incident  # type: ignore[arg-type]  # A severity of the table.
    lowered, armed, deed = did(incident, {}, grading(to="sev2"), LATER)
    told = updates.write(lowered, Update(what="looking"), severity=POLICY.severity("sev2"), by=BEA, now=SOON)

    undone = undo.undo(told.incident, deed, by=BEA, now=SOON, policy=POLICY)

    assert undone.incident.update_due_at == SOON + wait * MINUTE
    assert armed_after(armed, told, undone)[TimerKind.UPDATE_DUE].due_at == SOON + (wait - 5) * MINUTE


def test_after_no_more_reminders_none_is_armed_again() -> None:
    life = [declared()]
    raised, _, deed = did(life[0].incident, armed_by(life), grading(), LATER)
    quiet = updates.snooze(raised, None, now=SOON).incident

    undone = undo.undo(quiet, deed, by=BEA, now=SOON, policy=POLICY)

    assert TimerKind.UPDATE_DUE not in {timer.kind for timer in undone.set_timers}


def test_the_alarm_goes_on_from_its_step_and_not_from_the_beginning() -> None:
    rung = {TimerKind.UNACKNOWLEDGED: Timer(TimerKind.UNACKNOWLEDGED, LATER + 9 * MINUTE, 2)}
    resolving: Doing = (Act.RESOLVE, lambda one, now: lifecycle.resolve(one, "", by=ANA, now=now))
    resolved, _, deed = did(opened(), rung, resolving, LATER)

    undone = undo.undo(resolved, deed, by=BEA, now=SOON, policy=POLICY)

    assert Timer(TimerKind.UNACKNOWLEDGED, LATER + 9 * MINUTE, 2) in undone.set_timers


def test_both_owners_are_shown_what_is_true_again() -> None:
    giving: Doing = (Act.OWNER, lambda one, now: lifecycle.give(one, CHEN, by=ANA, now=now))
    given_on, _, deed = did(opened(owner=BEA), {}, giving, LATER)

    undone = undo.undo(given_on, deed, by=ANA, now=SOON, policy=POLICY)

    settled = [message.values["person"] for message in undone.messages if message.kind is MessageKind.SETTLED]
    assert (undone.incident.owner, settled) == (BEA, [CHEN, BEA])


def test_what_a_severity_without_waits_had_disarmed_is_armed_again() -> None:
    life = [declared()]
    armed = armed_by(life)
    lowered, then, deed = did(life[0].incident, armed, grading(to=SEV5.key), LATER)

    undone = undo.undo(lowered, deed, by=BEA, now=SOON, policy=Policy())

    assert set(then) == {TimerKind.STILL_THERE, TimerKind.UNLED}
    assert after(then, undone) == armed


def armed_after(armed: Armed, *decisions: Decision) -> Armed:
    """The timers once these decisions are recorded one after the other."""
    for decision in decisions:
        armed = after(armed, decision)
    return armed


def refuses(doing: Callable[[], object]) -> bool:
    """Whether a rule says no."""
    try:
        doing()
    except Refused:
        return True
    return False
