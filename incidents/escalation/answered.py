"""An answer that does not hold any more: taken back by a person, or nothing written for too long. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from incidents import messages
from incidents.decision import Choice, Decision, Refused, Timer, TimerKind
from incidents.escalation import byhand, choosing, running, spoken
from incidents.life import nagging, reminders
from incidents.life.lifecycle import over
from incidents.model import SYSTEM, Entry, EntryKind, Incident, PersonId
from incidents.plan import Plan, Reach, Run, Shift, Step, Target
from incidents.policy import Policy

GRACE = timedelta(seconds=10)  # Whoever pressed it by mistake has so long to take it again.


def take_back(
    incident: Incident, last: Run | None, policy: Policy, why: str, *, by: PersonId, now: datetime
) -> Decision:
    """Nobody has it any more: the paging goes on where it stood, after ten seconds; said to everybody who was paged."""
    if not incident.is_open:
        raise over(incident)
    if incident.acknowledged_at is None:
        raise Refused(
            "Nobody has {key}, so there is no answer to take back. `/incident escalate {key}` pages the next one.",
            key=incident.key,
            choices=(Choice("I have it", "ack", incident.id),),
        )
    gone = incident.owner in (by, incident.acknowledged_by)
    free = replace(incident, acknowledged_at=None, acknowledged_by=None, owner=None if gone else incident.owner)
    free = replace(free, handing_to=None if gone else free.handing_to)
    run = _going_on(free, last, policy, now)
    entry = Entry(now, by, EntryKind.ESCALATED, {"act": "unacked", "why": why, "on": "yes" if run else ""})
    values = {"person": by, "why": why, "on": "yes" if run else ""}
    return Decision(
        incident=free,
        entries=(entry,),
        messages=(
            *messages.turn(free, "unacked", **values),
            *messages.redrawn(free),
            *messages.settled(free, incident.owner),
            *messages.unhanded(incident, free),
            messages.retraction(free),
            *spoken.to_paged(free, "unacked", but=by, by=by, why=why, on=values["on"]),
        ),
        set_timers=_timers(free, run, policy, now),
        run=run,
    )


def lapse(incident: Incident, last: Run | None, policy: Policy, since: datetime, now: datetime) -> Decision:
    """Nobody has written anything since then, and who has it was asked and has not answered: the paging begins again,
    by the policy as it is now and with them, whoever answers first leads.
    """
    owner = incident.owner or incident.acknowledged_by or incident.reporter
    free = replace(incident, acknowledged_at=None, acknowledged_by=None, owner=None, handing_to=None)
    run = running.new(last, _with_owner(free, owner, policy), free, now)
    values = {"person": owner, "since": since.isoformat()}
    severity = policy.severity(incident.severity)
    again = [one for one in nagging.watch(free, severity, now) if one.kind is TimerKind.STILL_THERE]
    return Decision(
        incident=free,
        entries=(Entry(now, SYSTEM, EntryKind.ESCALATED, {"act": "lapsed", "to": owner}),),
        messages=(
            *messages.turn(free, "lapsed", **values),
            *messages.redrawn(free),
            *messages.settled(free, owner),
            *messages.unhanded(incident, free),
            messages.retraction(free),
        ),
        set_timers=(*again, Timer(TimerKind.ESCALATE, now, run.generation)),
        run=run,
    )


def _with_owner(incident: Incident, owner: PersonId, policy: Policy) -> Plan:
    """The plan of now, with whoever had it in its first step; a step of its own where that is not for every hour."""
    wait = policy.severity(incident.severity).acknowledge_within or byhand.WAIT
    plan = choosing.chosen(incident, policy) or Plan(policy=choosing.DEFAULT, steps=())
    asked = Target(Reach.OWNER, owner)
    first = plan.steps[0] if plan.steps else None
    if first is None or first.hours is not Shift.ALWAYS:
        return replace(plan, steps=(Step(targets=(asked,), wait=wait), *plan.steps))
    return replace(plan, steps=(replace(first, targets=(asked, *first.targets)), *plan.steps[1:]))


def _going_on(incident: Incident, last: Run | None, policy: Policy, now: datetime) -> Run | None:
    """The last run where it stood; from the start by the plan of now, where nothing of it is left or its severity has
    changed.
    """
    if incident.test:
        return None
    if last and last.severity == incident.severity and (last.at < len(last.plan.steps) or last.plan.again is not None):
        return replace(running.active(last), generation=last.generation + 1)
    plan = choosing.chosen(incident, policy)
    return running.new(last, plan, incident, now) if plan else None


def _timers(incident: Incident, run: Run | None, policy: Policy, now: datetime) -> tuple[Timer, ...]:
    """The next step; where there is none, what reminds of an incident that nobody has."""
    if run:
        return (Timer(TimerKind.ESCALATE, now + GRACE, run.generation),)
    severity = policy.severity(incident.severity)
    waits = [one for one in reminders.armed(incident, severity, now) if one.kind is TimerKind.UNACKNOWLEDGED]
    unled = [one for one in nagging.watch(incident, severity, now) if one.kind is TimerKind.UNLED]
    return (*waits, *unled)
