"""The dead man's page: Slack itself is asked to page, should the bot be gone when the next step is due. Pure."""

from datetime import timedelta

from incidents.decision import Decision, TimerKind
from incidents.messages import Message, MessageKind, Priority
from incidents.model import Incident, PersonId
from incidents.plan import Run, RunState
from incidents.policy import Policy

AFTER = timedelta(seconds=120)  # delivery.md of the design: so long after the step was due.
MOST = 30  # Slack takes so many scheduled messages for five minutes of a channel; no more are asked for at one instant.


def owed(decision: Decision, policy: Policy) -> tuple[Message, ...]:
    """What Slack is asked to do beside a decision: to page whoever comes next, or to forget that."""
    incident, run = decision.incident, decision.run
    if run is None or policy.severity(incident.severity) not in policy.worst or not incident.version:
        return ()
    due = next((timer.due_at for timer in decision.set_timers if timer.kind is TimerKind.ESCALATE), None)
    person = _next(incident, run)
    if run.state is not RunState.ACTIVE or due is None or person is None:
        return (_message(incident, run, MessageKind.BACKSTOP_OFF),)
    at = due + AFTER
    return (_message(incident, run, MessageKind.BACKSTOP, person=person, at=at.isoformat()),)


def _next(incident: Incident, run: Run) -> PersonId | None:
    """Who is paged by the next step; else who is paged by this one."""
    pages = [page for page in incident.pages if page.run == run.number and page.answer_by]
    if not pages:
        return None
    return pages[-1].then[0] if pages[-1].then else pages[-1].person


def _message(incident: Incident, run: Run, kind: MessageKind, **values: str) -> Message:
    line = f"{incident.key}/backstop"
    return Message(
        kind=kind,
        key=f"{line}/{kind}/{run.number}/{run.generation}/{incident.version}",
        lane=line,
        supersede=line,
        priority=Priority.DIGEST,
        values=values,
    )
