"""The dead man's page: Slack itself is asked to page, should the bot be gone when the next step is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from incidents.decision import Decision, TimerKind
from incidents.messages import Message, MessageKind, Priority
from incidents.model import EntryKind, Incident
from incidents.plan import Run, RunState
from incidents.policy import Policy

AFTER = timedelta(seconds=120)  # delivery.md of the design: so long after the step was due.
MOST = 30  # Slack takes so many scheduled messages for five minutes of a channel; no more are asked for at one instant.
WORST = 2  # The two worst severities.
GRADING = (EntryKind.SEVERITY, EntryKind.UNDONE)  # The lines with which it may have been one of them until now.


class Called(Protocol):
    """What is read of a page: whoever is paged by an escalation has a time by which they answer."""

    @property
    def person(self) -> str:
        """Who."""
        ...

    @property
    def run(self) -> int:
        """By which run."""
        ...

    @property
    def answer_by(self) -> object:
        """Until when they are waited for."""
        ...

    @property
    def then(self) -> Sequence[str]:
        """Who is paged next."""
        ...


def owed(decision: Decision, policy: Policy) -> tuple[Message, ...]:
    """What Slack is asked to do beside a decision: to page whoever comes next, or to forget that."""
    incident, run = decision.incident, decision.run
    if run is None or not incident.version:
        return ()
    if policy.rank(incident.severity) >= WORST:
        lowered = any(entry.kind in GRADING for entry in decision.entries)
        return (_forgotten(incident, run),) if lowered else ()
    due = next((timer.due_at for timer in decision.set_timers if timer.kind is TimerKind.ESCALATE), None)
    person = watched(incident.pages, run.number)
    if run.state is not RunState.ACTIVE or due is None or person is None:
        return (_forgotten(incident, run),)
    at = due + AFTER
    values = {"person": person, "at": at.isoformat()}
    return (_message(incident.key, MessageKind.BACKSTOP, _occasion(incident, run), values),)


def watched(pages: Iterable[Called], run: int) -> str | None:
    """Whom Slack pages: who is paged by the next step of this run; else who is paged by this one. Where it paged nobody
    anew, for they were paged a moment ago by the run before, they count.
    """
    called = [page for page in pages if page.answer_by]
    newest = next((page for page in reversed(called) if page.run == run), called[-1] if called else None)
    if newest is None:
        return None
    return newest.then[0] if newest.then else newest.person


def forgotten(key: str, occasion: str) -> Message:
    """Slack is to forget what it was asked to watch over, for the incident of this key; once for each occasion."""
    return _message(key, MessageKind.BACKSTOP_OFF, occasion, {})


def line(key: str) -> str:
    """What all that is asked of Slack for one incident stands under: the newest counts."""
    return f"{key}/backstop"


def _forgotten(incident: Incident, run: Run) -> Message:
    return forgotten(incident.key, _occasion(incident, run))


def _occasion(incident: Incident, run: Run) -> str:
    return f"{run.number}/{run.generation}/{incident.version}"


def _message(key: str, kind: MessageKind, occasion: str, values: Mapping[str, str]) -> Message:
    return Message(
        kind=kind,
        key=f"{line(key)}/{kind}/{occasion}",
        lane=line(key),
        supersede=line(key),
        priority=Priority.DIGEST,
        values=values,
    )
