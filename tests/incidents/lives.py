"""Incidents for the tests of the rules: one in every state, and random sequences of everything that can be asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from incidents import messages
from incidents.decision import Decision, Refused
from incidents.life import lifecycle, reminders
from incidents.life.lifecycle import Report
from incidents.model import SYSTEM, Incident, IncidentId, PersonId, Status
from incidents.policy import Policy, Severity
from incidents.record import updates
from incidents.record.updates import Update

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=20)
MINUTE = timedelta(minutes=1)
ANA, BEA, CHEN = PersonId("UANA"), PersonId("UBEA"), PersonId("UCHEN")
POLICY = Policy()
SEV1, SEV2, SEV3, SEV4, SEV5 = POLICY.severities
NUMBER = IncidentId(42)
OVER = (Status.RESOLVED, Status.CLOSED, Status.CANCELLED, Status.MERGED)
STILL_OPEN = (Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING)

Step = Callable[[Incident, datetime], Decision]


def report(title: str = "checkout is failing", severity: Severity = SEV2, **more: object) -> Report:
    """What Ana says; anything else about it by name."""
    return replace(Report(title=title, severity=severity), **more)  # type: ignore[arg-type]  # Named by the caller.


def declared(title: str = "checkout is failing", severity: Severity = SEV2, **more: object) -> Decision:
    """The decision to open it, at noon, by Ana."""
    return lifecycle.declare(report(title, severity, **more), number=NUMBER, by=ANA, now=NOON)


def opened(**more: object) -> Incident:
    """An incident that Ana opened at noon, with anything else about it by name."""
    return replace(declared().incident, **more)  # type: ignore[arg-type]  # Named by the caller.


def standing_at(status: Status) -> Incident:
    """An incident in this status, with the times that belong to it."""
    resolved_at = NOON + 10 * MINUTE if status in (Status.RESOLVED, Status.CLOSED) else None
    due = opened().update_due_at if status in STILL_OPEN else None
    return opened(status=status, resolved_at=resolved_at, update_due_at=due, fix="rolled back" if resolved_at else "")


def told_abroad(decision: Decision) -> Sequence[str]:
    """The kinds of what leaves for the announcement channel."""
    return [message.kind.value for message in decision.messages if message.lane == messages.ANNOUNCEMENTS]


def told_by_dm(decision: Decision) -> set[str]:
    """Who is told by DM."""
    lanes = (message.lane or "" for message in decision.messages)
    return {lane.removeprefix("dm:") for lane in lanes if lane.startswith("dm:")}


def played(decision: Decision, steps: Sequence[Step]) -> list[Decision]:
    """The decisions of a whole life: a step that is refused decides nothing, each recorded one raises the version."""
    made = [decision]
    incident, now = _saved(decision), NOON
    for step in steps:
        now += 7 * MINUTE
        try:
            next_one = step(incident, now)
        except Refused:
            continue
        made.append(next_one)
        incident = _saved(next_one)
    return made


def _saved(decision: Decision) -> Incident:
    return replace(decision.incident, version=decision.incident.version + 1)


PEOPLE = st.sampled_from([ANA, BEA, CHEN])
SEVERITIES = st.sampled_from(POLICY.severities)
TEXTS = st.text(max_size=40)


def _acknowledging(by: PersonId) -> Step:
    return lambda incident, now: lifecycle.acknowledge(incident, by=by, now=now)


def _giving(by: PersonId, to: PersonId) -> Step:
    return lambda incident, now: lifecycle.give(incident, to, by=by, now=now)


def _renaming(by: PersonId, title: str) -> Step:
    return lambda incident, now: lifecycle.rename(incident, title, by=by, now=now)


def _grading(by: PersonId, to: Severity) -> Step:
    return lambda incident, now: lifecycle.grade(incident, to, by=by, now=now, policy=POLICY)


def _correcting(by: PersonId, to: Severity) -> Step:
    return lambda incident, now: lifecycle.correct(incident, to, by=by, now=now)


def _moving(by: PersonId, to: Status) -> Step:
    return lambda incident, now: lifecycle.move(incident, to, by=by, now=now, policy=POLICY)


def _resolving(by: PersonId, fix: str) -> Step:
    return lambda incident, now: lifecycle.resolve(incident, fix, by=by, now=now)


def _reopening(by: PersonId, why: str) -> Step:
    return lambda incident, now: lifecycle.reopen(incident, why, by=by, now=now, policy=POLICY)


def _noting(by: PersonId, text: str) -> Step:
    return lambda incident, now: lifecycle.note(incident, text, by=by, now=now)


def _updating(by: PersonId, said: Update) -> Step:
    return lambda incident, now: updates.write(
        incident, said, severity=POLICY.severity(incident.severity), by=by, now=now
    )


def _snoozing(wait: timedelta | None) -> Step:
    return lambda incident, now: updates.snooze(incident, wait, now=now)


def _ringing(step: int) -> Step:
    return lambda incident, now: reminders.nobody_answers(incident, POLICY.severity(incident.severity), step, now)


UPDATES = st.builds(
    Update,
    what=TEXTS,
    impact=TEXTS,
    next_step=TEXTS,
    status=st.sampled_from([None, *STILL_OPEN]),
    unchanged=st.booleans(),
)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(_acknowledging, PEOPLE),
    st.builds(_giving, PEOPLE, PEOPLE),
    st.builds(_renaming, PEOPLE, TEXTS),
    st.builds(_grading, PEOPLE, SEVERITIES),
    st.builds(_correcting, PEOPLE, SEVERITIES),
    st.builds(_moving, PEOPLE, st.sampled_from(Status)),
    st.builds(_resolving, PEOPLE, TEXTS),
    st.builds(_reopening, PEOPLE, TEXTS),
    st.builds(_noting, PEOPLE, TEXTS),
    st.builds(_updating, PEOPLE, UPDATES),
    st.builds(_snoozing, st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=2)))),
    st.builds(_ringing, st.integers(0, 5)),
    st.just(lambda incident, now: reminders.update_is_due(incident)),
    st.just(lambda incident, now: lifecycle.expire(incident, now=now, by=SYSTEM)),
)
LIVES = st.lists(STEPS, max_size=12)
REPORTS = st.builds(
    Report,
    title=st.text(max_size=300),
    severity=SEVERITIES,
    owner=st.one_of(st.none(), PEOPLE),
    service=st.one_of(st.none(), TEXTS),
    private=st.booleans(),
    test=st.booleans(),
    invited=st.lists(PEOPLE, max_size=3).map(tuple),
)
