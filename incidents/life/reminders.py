"""What is due when: an answer, and the next update. Pure; the clock at the rim only wakes us."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from incidents import messages
from incidents.decision import Decision, Timer, TimerKind
from incidents.messages import ANNOUNCEMENTS, DM, Message, MessageKind, Priority
from incidents.model import NOTHING, SYSTEM, Entry, EntryKind, Incident
from incidents.policy import MINUTE, Severity

KINDS = (TimerKind.UNACKNOWLEDGED, TimerKind.UPDATE_DUE, TimerKind.STILL_THERE, TimerKind.UNLED)
AHEAD = 5 * MINUTE  # messages.md of the design: the reminder comes five minutes before the update is due.
# With the doubling below at most four of the messages that nobody answers in the first hour.
SHORTEST_WAIT = 3 * MINUTE
LONGEST_WAIT = 30 * MINUTE
MOST_DOUBLINGS = 6  # Far beyond the longest wait, and never too large for a time: nobody may answer for days.


def due(incident: Incident, severity: Severity, now: datetime) -> Incident:
    """The incident with the time of its next update set by its severity; a test reminds nobody."""
    every = None if incident.test else severity.update_every
    return replace(incident, update_due_at=now + every if every else None)


def armed(incident: Incident, severity: Severity, now: datetime) -> tuple[Timer, ...]:
    """The timers an open incident needs from now on."""
    timers = []
    if not incident.acknowledged_at and not incident.test and severity.acknowledge_within:
        timers.append(Timer(TimerKind.UNACKNOWLEDGED, now + severity.acknowledge_within))
    return (*timers, *before_update(incident, now))


def before_update(incident: Incident, now: datetime) -> tuple[Timer, ...]:
    """The reminder of the next update: five minutes ahead, or half-way where the wait is shorter than ten."""
    if incident.quiet or not incident.update_due_at:
        return ()
    ahead = max(incident.update_due_at - AHEAD, now + (incident.update_due_at - now) / 2)
    return (Timer(TimerKind.UPDATE_DUE, ahead),)


def nobody_answers(incident: Incident, severity: Severity, step: int, now: datetime) -> Decision:
    """Say that nobody has it, and look again after twice the wait (30 minutes at most), until somebody answers."""
    if incident.acknowledged_at or not incident.is_open or not severity.acknowledge_within:
        return Decision(incident)
    first = max(severity.acknowledge_within, SHORTEST_WAIT)
    wait = min(first * 2 ** min(step + 1, MOST_DOUBLINGS), max(LONGEST_WAIT, first))
    return Decision(
        incident=incident,
        entries=(Entry(now, SYSTEM, EntryKind.NOBODY, {"minutes": str(int((now - incident.opened_at) / MINUTE))}),),
        messages=cry(incident, step),
        set_timers=(Timer(TimerKind.UNACKNOWLEDGED, now + wait, step + 1),),
    )


def put_off(incident: Incident, now: datetime) -> Decision:
    """The owner is being asked whether they still have it: the reminder waits until that is settled."""
    return Decision(incident, set_timers=(Timer(TimerKind.UPDATE_DUE, now + AHEAD),))


def update_is_due(incident: Incident) -> Decision:
    """Remind the owner (without one, the channel) once; what it asks for, or the next update, ends it."""
    if not incident.is_open or not incident.update_due_at:
        return Decision(incident)
    return Decision(incident=incident, messages=reminder(incident))


def cry(incident: Incident, step: int) -> tuple[Message, ...]:
    """Say aloud that nobody has answered: in the channel, where it is announced, and to those who were told it is
    theirs.
    """
    key = f"{incident.key}/nobody/{incident.version}"
    values = {"step": str(step)}
    told = [_loud(incident, key, incident.key, f"{incident.key}/intro", values)]
    if messages.is_told_abroad(incident):
        told.append(_loud(incident, f"{key}/abroad", ANNOUNCEMENTS, f"{incident.key}/announcement", values))
    if not incident.test:
        person = incident.owner or incident.reporter
        told.append(
            _loud(incident, f"{key}/dm", f"{DM}{person}", messages.home(incident), {**values, "person": person})
        )
    return tuple(told)


def _loud(incident: Incident, key: str, lane: str, after: str, values: Mapping[str, str]) -> Message:
    return Message(
        kind=MessageKind.NOBODY,
        key=key,
        lane=lane,
        after=after,
        priority=Priority.PAGE,
        until="acknowledged",
        values=values,
    )


def reminder(incident: Incident) -> tuple[Message, ...]:
    """Remind of the update that is due; the reminder before it is taken away, so that they never stack."""
    key = f"{incident.key}/reminder/{incident.version}"
    lane = f"{DM}{incident.owner}" if incident.owner else incident.key
    values = {"person": incident.owner} if incident.owner else NOTHING
    taken = messages.retraction(incident)
    told = Message(
        kind=MessageKind.REMINDER,
        key=key,
        lane=lane,
        after=taken.key,
        supersede=f"{incident.key}/reminder",
        priority=Priority.TURN,
        values=values,
    )
    return (taken, told)
