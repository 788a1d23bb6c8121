"""What is answered for an incident outside Slack by somebody whom Slack does not know."""

from dataclasses import replace
from datetime import datetime

from incidents import messages
from incidents.decision import Decision, Timer, TimerKind
from incidents.life import nagging
from incidents.model import Entry, EntryKind, Incident, PersonId

LONGEST = 26  # Characters of a name.


def outsider(name: str, service: str) -> PersonId:
    """How somebody is called who has no account here: never like an account."""
    kept = " ".join("".join(char if char.isprintable() else " " for char in name).split())[:LONGEST]
    return PersonId(f"{kept} ({service})" if kept else f"({service})")


def acknowledge(incident: Incident, *, by: PersonId, now: datetime) -> Decision:
    """The paging stops. They cannot lead here: where nobody does, that is asked after the usual hour."""
    if not incident.is_open or incident.acknowledged_at:
        return Decision(incident)
    answered = replace(incident, acknowledged_at=now, acknowledged_by=by)
    return Decision(
        incident=answered,
        entries=(Entry(now, by, EntryKind.ACKNOWLEDGED, {"owner": answered.owner or ""}),),
        messages=(
            *messages.turn(answered, "acknowledged", person=by, owner=answered.owner or by),
            *messages.redrawn(answered),
            *messages.settled(answered, answered.owner),
        ),
        set_timers=() if answered.owner else (Timer(TimerKind.UNLED, now + nagging.UNLED),),
        drop_timers=(TimerKind.UNACKNOWLEDGED,),
    )
