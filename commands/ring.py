"""Asked by the clock: what is due now, decided by the rules, recorded in one transaction."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from commands.escalation.firing import fire
from incidents.decision import Decision, TimerKind
from incidents.life import hours, lifecycle, nagging, reminders
from incidents.life.nagging import Lull
from incidents.model import SYSTEM, Incident
from storage.places import Role
from storage.timers import Due
from storage.tx import Tx

BATCH = 500
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
]


def run(tx: Tx, most: int = BATCH) -> int:
    """Fire up to `most` due timers, one decision of an incident at a time; the number fired."""
    due = tx.timers.take_due(most)
    escalating = [one for one in due if one.timer.kind is TimerKind.ESCALATE]
    seen = fire(tx, escalating) if escalating else set()
    for told in due:
        if (kind := told.timer.kind) is TimerKind.ESCALATE:
            continue
        one = told
        if one.incident.id in seen:  # Its version has moved: decide on what is true now.
            one = replace(one, incident=tx.incidents.find(one.incident.id) or one.incident)
        seen.add(one.incident.id)
        tx.record(_decide(one, kind, tx))
    return len(due)


def put_off(tx: Tx) -> None:
    """The oldest due timer cannot be decided: it is kept for a minute later, so that the others get their turn."""
    tx.timers.put_off_oldest(tx.now + LATER)


def _decide(due: Due, kind: Waiting, tx: Tx) -> Decision:
    incident = due.incident
    match kind:
        case TimerKind.UNACKNOWLEDGED:
            return reminders.nobody_answers(incident, tx.policy.severity(incident.severity), due.timer.step, tx.now)
        case TimerKind.UPDATE_DUE:
            return reminders.update_is_due(incident)
        case TimerKind.EXPIRE:
            return lifecycle.expire(incident, now=tx.now, by=SYSTEM)
        case TimerKind.STILL_THERE:
            lull = Lull(_quiet_since(incident, tx), due.timer.step, _civil(incident, tx))
            return nagging.still_there(incident, tx.policy.severity(incident.severity), lull, tx.now)
        case TimerKind.UNLED:
            return nagging.nobody_leads(incident)
        case TimerKind.CLOSE_DUE:
            return nagging.to_be_closed(incident, _civil(incident, tx), tx.now)
        case TimerKind.ARCHIVE:
            return nagging.archive(incident, tx.policy, busy=_is_in_use(incident, tx), now=tx.now)


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
    lead = incident.owner or incident.reporter
    known = tx.people.known([lead]).get(lead)
    return hours.civil(tx.policy.hours, known.zone if known else tx.policy.zone, tx.now)
