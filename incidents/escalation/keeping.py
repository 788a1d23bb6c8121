"""Escalation beside every other decision: where a rule sets the wait for an answer a run begins, where it drops it the
run ends. So no rule and no verb can forget it.
"""

from dataclasses import replace
from datetime import datetime

from incidents.decision import Decision, Timer, TimerKind
from incidents.escalation import choosing, running
from incidents.model import EntryKind
from incidents.plan import Run, RunState
from incidents.policy import Policy

WAITS = (TimerKind.UNACKNOWLEDGED, TimerKind.ESCALATE)
BEGINNINGS = (EntryKind.SEVERITY, EntryKind.REOPENED)


def concerns(decision: Decision) -> bool:
    """True for a decision that may begin or end a run."""
    touched = (*decision.drop_timers, *(timer.kind for timer in decision.set_timers))
    return decision.run is None and (_begins(decision) or any(kind in WAITS for kind in touched))


def _begins(decision: Decision) -> bool:
    """True where its clocks begin. A severity that reminds nobody of an answer has no wait, and may have a policy."""
    first = not decision.incident.version and decision.incident.is_open
    return first or any(entry.kind in BEGINNINGS for entry in decision.entries)


def kept(decision: Decision, last: Run | None, policy: Policy, now: datetime) -> Decision:
    """The decision with what becomes of the escalation. `last` is the incident's newest run."""
    wait = next((one for one in decision.set_timers if one.kind is TimerKind.UNACKNOWLEDGED), None)
    ringing = next((one for one in decision.set_timers if one.kind is TimerKind.ESCALATE), None)
    if ringing and last:
        return _resumed(decision, ringing, last, policy, now)
    if wait is None and not _begins(decision):
        return ended(decision, last)
    if wait and wait.step:  # Nobody has answered for a while: that is not the beginning of it.
        return ended(decision, last) if TimerKind.ESCALATE in decision.drop_timers else decision
    return _begun(decision, last, policy, now)


def _resumed(decision: Decision, ringing: Timer, last: Run, policy: Policy, now: datetime) -> Decision:
    """What was ended by an act that is taken back goes on where it stood, by the plan of its severity."""
    incident = decision.incident
    if last.severity == incident.severity:
        return _ringing(decision, running.active(last), ringing.due_at)
    plan = choosing.chosen(incident, policy)
    if plan is None:
        return ended(decision, last)
    at = min(last.at, len(plan.steps))
    return _ringing(decision, running.new(last, plan, incident, now, at), ringing.due_at)


def _ringing(decision: Decision, run: Run, due: datetime) -> Decision:
    """The run with the one timer that it needs."""
    others = tuple(timer for timer in decision.set_timers if timer.kind not in WAITS)
    return replace(
        decision,
        set_timers=(*others, Timer(TimerKind.ESCALATE, due, run.generation)),
        drop_timers=tuple(dict.fromkeys((*decision.drop_timers, TimerKind.UNACKNOWLEDGED))),
        run=run,
    )


def ended(decision: Decision, last: Run | None) -> Decision:
    """It is answered or over, or not escalated any more."""
    if last is None:
        return decision
    dropped = replace(decision, drop_timers=(*decision.drop_timers, TimerKind.ESCALATE))
    return dropped if last.state is RunState.ENDED else replace(dropped, run=running.ended(last, decision.incident))


def _begun(decision: Decision, last: Run | None, policy: Policy, now: datetime) -> Decision:
    """A new run: at once, or where somebody is named already and has been told, when their time is up."""
    incident = decision.incident
    plan = choosing.chosen(incident, policy) if running.needs_answer(incident) else None
    if plan is None:
        return ended(decision, last)
    graded = last is not None and last.state is RunState.ACTIVE and last.severity != incident.severity
    lowered = graded and last is not None and policy.rank(last.severity) < policy.rank(incident.severity)
    at = min(last.at, len(plan.steps)) if lowered and last else 0
    first = policy.severity(incident.severity).acknowledge_within or plan.steps[0].wait
    due = now + first if incident.owner or at else now
    return _ringing(decision, running.new(last, plan, incident, now, at), due)
