"""Handing an incident over: offered, accepted, declined, withdrawn. The owner changes only when it is accepted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from incidents import messages
from incidents.decision import Choice, Decision, Refused, TimerKind
from incidents.life import nagging
from incidents.life.lifecycle import over
from incidents.model import Entry, EntryKind, Incident, PersonId, Todo, TodoState, Who
from incidents.people import paging, told


class Gap(StrEnum):
    """What nobody has answered yet."""

    NOT_ACKNOWLEDGED = "not acknowledged"
    NO_IMPACT = "no impact"
    NO_UPDATE = "no update"
    OVERDUE = "overdue"
    NO_COMMS = "no comms"
    PAGES = "pages"
    NO_DOER = "no doer"


def gaps(incident: Incident, todos: Sequence[Todo], now: datetime) -> tuple[Gap, ...]:
    """The open questions of an incident, the most pressing first."""
    due = incident.update_due_at
    found = {
        Gap.NOT_ACKNOWLEDGED: incident.acknowledged_at is None,
        Gap.OVERDUE: due is not None and due < now,
        Gap.NO_IMPACT: not incident.impact,
        Gap.NO_UPDATE: not incident.updates,
        Gap.NO_COMMS: incident.comms is None,
        Gap.PAGES: bool(paging.waiting(incident)),
        Gap.NO_DOER: any(todo.state is TodoState.OPEN and todo.owner is None for todo in todos),
    }
    return tuple(gap for gap, is_open in found.items() if is_open)


def offer(incident: Incident, to: PersonId, note: str, *, by: PersonId, now: datetime) -> Decision:
    """Offer it to somebody, by a packet. A second offer takes the place of the first."""
    _demand_giver(incident, to, by)
    if incident.handing_to == to:
        return Decision(incident)
    offered = replace(incident, handing_to=to)
    first = incident.handing_to
    withdrawn = (Entry(now, by, EntryKind.WITHDRAWN, {"to": first}),) if first else ()
    return Decision(
        incident=offered,
        entries=(*withdrawn, Entry(now, by, EntryKind.OFFERED, {"to": to, "note": note.strip()})),
        messages=(
            told.handover(offered, person=to, by=by, note=note.strip()),
            messages.invitation(offered, to),
            *((messages.handover_settled(offered, first),) if first else ()),
            messages.card(offered),
        ),
        members=(to,),
    )


def _demand_giver(incident: Incident, to: PersonId, by: PersonId) -> None:
    if not incident.is_open:
        raise over(incident)
    if incident.test:
        raise Refused("{key} is a test: nobody is told of it. `/incident owner @person` gives it.", key=incident.key)
    choices = (Choice("Give it at once", f"owner <@{to}>", incident.id),)
    if incident.owner is None:
        raise Refused("Nobody leads {key}, so nobody can hand it over.", key=incident.key, choices=choices)
    if to == incident.owner:
        raise Refused("{owner} leads {key} already. Hand it to somebody else.", key=incident.key, owner=Who(to))
    if by != incident.owner:
        raise Refused(
            "{owner} leads {key}, and only who leads hands over.",
            key=incident.key,
            owner=Who(incident.owner),
            choices=choices,
        )


def accept(incident: Incident, *, by: PersonId, now: datetime) -> Decision:
    """Take over: only now the owner changes. It answers for the incident too, if nobody has."""
    _demand_taker(incident, by)
    giver = incident.owner or by
    taken = replace(incident, owner=by, handing_to=None)
    if not taken.acknowledged_at:
        taken = replace(taken, acknowledged_at=now, acknowledged_by=by)
    return Decision(
        incident=taken,
        entries=(Entry(now, by, EntryKind.HANDED, {"from": giver}),),
        messages=(
            *messages.turn(taken, "handed", person=by, former=giver),
            *messages.redrawn(taken),
            *messages.settled(taken, giver),
            messages.handover_settled(taken, by),
            *nagging.led(incident, taken, now),
        ),
        drop_timers=(TimerKind.UNACKNOWLEDGED, TimerKind.UNLED),
        members=(by,),
    )


def decline(incident: Incident, why: str, *, by: PersonId, now: datetime) -> Decision:
    """Do not take over: the owner is told and stays."""
    _demand_taker(incident, by)
    declined = replace(incident, handing_to=None)
    return Decision(
        incident=declined,
        entries=(Entry(now, by, EntryKind.DECLINED, {"why": why.strip()}),),
        messages=(
            *told.handed_back(declined, by=by, why=why.strip()),
            messages.handover_settled(declined, by),
            messages.card(declined),
        ),
    )


def withdraw(incident: Incident, *, by: PersonId, now: datetime) -> Decision:
    """Keep it after all: the owner's to say."""
    if not incident.is_open:
        raise over(incident)
    if incident.handing_to is None:
        raise Refused("{key} is not being handed over.", key=incident.key)
    if by != incident.owner:
        owner = Who(incident.owner or incident.reporter)
        raise Refused("{owner} hands {key} over, and only they can take that back.", key=incident.key, owner=owner)
    kept = replace(incident, handing_to=None)
    return Decision(
        incident=kept,
        entries=(Entry(now, by, EntryKind.WITHDRAWN, {"to": incident.handing_to}),),
        messages=(*messages.unhanded(incident, kept), messages.card(kept)),
    )


def _demand_taker(incident: Incident, by: PersonId) -> None:
    if not incident.is_open:
        raise over(incident)
    if incident.handing_to == by:
        return
    choices = (Choice("Take it over", "owner me", incident.id),)
    if incident.handing_to is None:
        raise Refused("{key} is not being handed over to you any more.", key=incident.key, choices=choices)
    to = Who(incident.handing_to)
    raise Refused("{key} was offered to {name}, not to you.", key=incident.key, name=to, choices=choices)
