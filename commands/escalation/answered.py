"""Asked by PagerDuty: somebody there has acknowledged or resolved an incident that we told it of. Each event counts
once, however often it comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from commands.escalation.reach import UNABLE
from incidents.life import lifecycle
from incidents.model import IncidentId, PersonId
from incidents.people import outsiders, tickets
from storage.tx import Tx

SERVICE = "PagerDuty"
KEY = "INC-"


class Turn(StrEnum):
    """What can be answered there."""

    ACKNOWLEDGED = "incident.acknowledged"
    RESOLVED = "incident.resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a webhook. `mark` is what we called the incident there; `name` and `email` are of whoever answered,
    as far as they were told.
    """

    id: str
    turn: Turn
    mark: str
    name: str = ""
    email: str = ""


def take(tx: Tx, event: Event, fix: Callable[[str], str]) -> bool:
    """Record it, in the one transaction in which the paging stops; False where it is about nothing of ours."""
    key = tx.contacts.kept_key()
    about = tickets.marked(key, event.mark) if key else ""
    number = about.removeprefix(KEY)
    if not about or not number.isdigit():
        return False
    incident = tx.incidents.find(IncidentId(int(number)))
    if incident is None or not incident.is_open or not tx.inbound.receive(f"pagerduty:{event.id}"):
        return incident is not None
    person, name = _who(tx, event)
    if event.turn is Turn.RESOLVED:
        tx.record(lifecycle.resolve(incident, fix(name), by=person, now=tx.now))
    else:
        tx.record(lifecycle.acknowledge(incident, by=person, now=tx.now))
    return True


def _who(tx: Tx, event: Event) -> tuple[PersonId, str]:
    """Whoever has this address here, or this very name if it is one person's; else somebody of PagerDuty."""
    by_email = tx.people.of_emails([event.email.lower()]) if event.email else {}
    found = [*by_email.values()] or list(tx.people.called(event.name)) if event.name or event.email else []
    known = tx.people.known(found)
    able = [one for one in known.values() if one.standing not in UNABLE]
    if len(able) == 1:
        return able[0].id, able[0].name
    return outsiders.outsider(event.name, SERVICE), outsiders.shortened(event.name) or SERVICE
