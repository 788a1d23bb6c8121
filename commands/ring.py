"""Asked by the clock: what is due now, decided by the rules, recorded in one transaction."""

from datetime import datetime, timedelta
from typing import Literal

from commands.escalation.firing import fire
from incidents.decision import Decision, Timer, TimerKind
from incidents.escalation import answered
from incidents.knowledge import checklists
from incidents.life import lifecycle, nagging, reminders
from incidents.model import SYSTEM, Incident
from storage.delivery.places import Role
from storage.tx import Tx

BATCH = 500
STEPS = 2500  # Of escalations: they are few questions, and what is asked once is asked of as many as can be.
LATER = timedelta(minutes=1)
# What is decided here; the steps of escalations are decided in commands/escalation/firing.py.
Waiting = Literal[
    TimerKind.UNACKNOWLEDGED,
    TimerKind.UPDATE_DUE,
    TimerKind.EXPIRE,
    TimerKind.STILL_THERE,
    TimerKind.UNLED,
    TimerKind.CLOSE_DUE,
    TimerKind.ARCHIVE,
    TimerKind.STEP_DUE,
]


def run(tx: Tx, most: int = BATCH, steps: int = STEPS) -> int:
    """Fire up to so many `steps` of escalations that are due, and where these are fewer than `most` so many other
    timers as are left of it; the number fired.
    """
    rung = tx.timers.take_steps(steps)
    fire(tx, rung)
    due = tx.timers.take_due(most - len(rung)) if len(rung) < most else ()
    shown = dict(tx.incidents.shown([one.incident for one in due]))
    for one in due:
        if (kind := one.timer.kind) is TimerKind.ESCALATE:
            continue
        # At the second timer of an incident its version has moved: that is decided on what is true now.
        if incident := shown.pop(one.incident, None) or tx.incidents.find(one.incident):
            tx.record(_decide(incident, kind, one.timer, tx))
    return len(rung) + len(due)


def put_off(tx: Tx) -> None:
    """The timer whose turn it is cannot be decided: it is kept for a minute later, so that the others get theirs."""
    tx.timers.put_off_next(tx.now + LATER)


def _decide(incident: Incident, kind: Waiting, timer: Timer, tx: Tx) -> Decision:
    match kind:
        case TimerKind.UNACKNOWLEDGED:
            return reminders.nobody_answers(incident, tx.policy.severity(incident.severity), timer.step, tx.now)
        case TimerKind.UPDATE_DUE:
            return reminders.put_off(incident, tx.now) if _is_asked(incident, tx) else reminders.update_is_due(incident)
        case TimerKind.EXPIRE:
            return lifecycle.expire(incident, now=tx.now, by=SYSTEM)
        case TimerKind.STILL_THERE:
            return _still_there(incident, timer, tx)
        case TimerKind.UNLED:
            return nagging.nobody_leads(incident)
        case TimerKind.CLOSE_DUE:
            return nagging.to_be_closed(incident, _civil(incident, tx), tx.now)
        case TimerKind.STEP_DUE | TimerKind.ARCHIVE:
            return _at_the_side(incident, kind, tx)


def _at_the_side(incident: Incident, kind: TimerKind, tx: Tx) -> Decision:
    """What is about its channel or its runbooks, and not about who has it."""
    if kind is TimerKind.STEP_DUE:
        return checklists.too_long(incident, tx.checklists.of(incident.id), tx.now)
    return nagging.archive(incident, tx.policy, busy=_is_in_use(incident, tx), now=tx.now)


def _still_there(incident: Incident, timer: Timer, tx: Tx) -> Decision:
    """Whoever has it is asked; where they were and have not answered, they have it no more."""
    severity = tx.policy.severity(incident.severity)
    lull = nagging.lull(incident, severity, _quiet_since(incident, tx), timer, _civil(incident, tx))
    if nagging.has_lapsed(incident, severity, lull, tx.now):
        return answered.lapse(incident, tx.runs.last(incident.id), tx.policy, lull.since, tx.now)
    return nagging.still_there(incident, severity, lull, tx.now)


def _is_asked(incident: Incident, tx: Tx) -> bool:
    """Whether whoever has it is being asked if they still do."""
    waiting = (one for one in tx.timers.armed(incident.id) if one.kind is TimerKind.STILL_THERE)
    return incident.acknowledged_at is not None and any(one.step == 1 for one in waiting)


def _is_in_use(incident: Incident, tx: Tx) -> bool:
    """Whether something is still to be posted, or another incident runs in the same channel."""
    place = tx.places.of(incident.key).get(Role.CHANNEL)
    others = tx.incidents.all_in_channel(place.channel) if place else ()
    return tx.outbox.is_busy(incident.id) or any(other.is_open for other in others)


def _quiet_since(incident: Incident, tx: Tx) -> datetime:
    """When a person last wrote or did something in it."""
    times = (tx.timeline.spoken_at(incident.id), tx.activity.of(incident.id), incident.opened_at)
    return max(at for at in times if at)


def _civil(incident: Incident, tx: Tx) -> datetime:
    """When whoever leads it may be told what can wait."""
    return tx.civil(incident.owner or incident.reporter)
