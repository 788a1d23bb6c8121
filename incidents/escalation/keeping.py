"""Escalation beside every other decision: where a rule sets the wait for an answer a run begins, where it drops it the
run ends. So no rule and no verb can forget it.
"""

from dataclasses import replace
from datetime import datetime

from incidents.decision import Decision, Timer, TimerKind
from incidents.escalation import choosing
from incidents.escalation.running import needs_answer
from incidents.model import Incident
from incidents.plan import Plan, Run, RunState
from incidents.policy import Policy

WAITS = (TimerKind.UNACKNOWLEDGED, TimerKind.ESCALATE)


def concerns(decision: Decision) -> bool:
    """True for a decision that may begin or end a run."""
    touched = (*decision.drop_timers, *(timer.kind for timer in decision.set_timers))
    return decision.run is None and any(kind in WAITS for kind in touched)


def kept(decision: Decision, last: Run | None, policy: Policy, now: datetime) -> Decision:
    """The decision with what becomes of the escalation. `last` is the incident's newest run."""
    wait = next((one for one in decision.set_timers if one.kind is TimerKind.UNACKNOWLEDGED), None)
    ringing = next((one for one in decision.set_timers if one.kind is TimerKind.ESCALATE), None)
    if ringing and last:
        return _resumed(decision, ringing, last, policy, now)
    if wait is None:
        return ended(decision, last)
    if wait.step:  # Nobody has answered for a while: that is not the beginning of it.
        return ended(decision, last) if TimerKind.ESCALATE in decision.drop_timers else decision
    return _begun(decision, last, policy, now)


def _resumed(decision: Decision, ringing: Timer, last: Run, policy: Policy, now: datetime) -> Decision:
    """What was ended by an act that is taken back goes on where it stood, by the plan of its severity."""
    incident = decision.incident
    if last.severity == incident.severity:
        return _ringing(decision, replace(last, state=RunState.ACTIVE), ringing.due_at)
    plan = choosing.chosen(incident, policy)
    if plan is None:
        return ended(decision, last)
    at = min(last.at, len(plan.steps))
    return _ringing(decision, _run(last, plan, incident, at, now), ringing.due_at)


def _run(last: Run | None, plan: Plan, incident: Incident, at: int, now: datetime) -> Run:
    number = last.number + 1 if last else 1
    return Run(number=number, plan=plan, severity=incident.severity, began_at=now, at=at)


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
    return replace(dropped, run=replace(last, state=RunState.ENDED)) if last.state is not RunState.ENDED else dropped


def _begun(decision: Decision, last: Run | None, policy: Policy, now: datetime) -> Decision:
    """A new run: at once, or where somebody is named already and has been told, when their time is up."""
    incident = decision.incident
    plan = choosing.chosen(incident, policy) if needs_answer(incident) else None
    if plan is None:
        return ended(decision, last)
    graded = last is not None and last.state is RunState.ACTIVE and last.severity != incident.severity
    lowered = graded and last is not None and policy.rank(last.severity) < policy.rank(incident.severity)
    at = min(last.at, len(plan.steps)) if lowered and last else 0
    first = policy.severity(incident.severity).acknowledge_within
    due = now + first if first and (incident.owner or at) else now
    return _ringing(decision, _run(last, plan, incident, at, now), due)
