"""Asked from outside Slack: what a ticket was for and how that stands now, what its holder answers, what a provider
reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commands.core import Ask
from commands.people import rung
from incidents.model import Incident, IncidentId, Page, PersonId, RingState
from incidents.people import paging, ringing, tickets
from incidents.people.contacts import Medium
from incidents.people.tickets import Ticket
from storage.tx import Tx

MOST_OPEN = 100  # How many open incidents are looked through for the page that an SMS answers.


class Act(StrEnum):
    """What can be answered outside Slack."""

    TAKE = "take"
    COME = "come"
    CANNOT = "cannot"


WORDS = {Act.TAKE: "ack", Act.COME: "page --coming", Act.CANNOT: "page --cannot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as its reader sees it outside Slack; of a test page there is no incident."""

    person: PersonId
    language: str
    zone: str
    names: Mapping[PersonId, str]
    at: datetime
    incident: Incident | None = None
    page: Page | None = None

    @property
    def is_asked(self) -> bool:
        """Whether an answer is still wanted."""
        incident, page = self.incident, self.page
        if incident is None or page is None or not incident.is_open or page.state not in ringing.WAITING:
            return False
        return incident.acknowledged_at is None or page.helping

    @property
    def yes(self) -> Act:
        """What a yes means: that they have it, or that they come to help whoever does."""
        return Act.COME if self.incident and self.incident.acknowledged_at else Act.TAKE


def ticket(tx: Tx, text: str) -> Ticket | None:
    """The ticket that somebody holds; None for one that is not ours or too old."""
    key = tx.contacts.kept_key()
    return tickets.read(key, text, tx.now) if key else None


def look(tx: Tx, held: Ticket) -> Seen | None:
    """How the page of a ticket stands now; None where it is not that person's."""
    if held.incident is None:
        return _seen(tx, held.person, None, None)
    incident = tx.incidents.shown({held.incident}).get(held.incident)
    page = ringing.numbered(incident, held.page) if incident else None
    return _seen(tx, held.person, incident, page) if page and page.person == held.person else None


def again(tx: Tx, seen: Seen) -> Seen | None:
    """The same page as it stands now."""
    if seen.incident is None or seen.page is None:
        return seen
    incident = tx.incidents.shown({seen.incident.id}).get(seen.incident.id)
    return _seen(tx, seen.person, incident, ringing.numbered(incident, seen.page.number)) if incident else None


def called_from(tx: Tx, address: str) -> Seen | None:
    """The newest page that waits for whoever this number belongs to; else how the newest one stands."""
    owners = tx.contacts.at((Medium.SMS, Medium.VOICE), address)
    found = [
        (incident, page)
        for one in owners
        for incident in tx.incidents.visible(one.person, only_open=False, limit=MOST_OPEN)
        if (page := paging.page_of(incident, one.person))
    ]
    seen = [_seen(tx, page.person, incident, page) for incident, page in found]
    waiting = [one for one in seen if one.is_asked]
    return max(waiting or seen, key=lambda one: one.page.asked_at if one.page else tx.now, default=None)


def _seen(tx: Tx, person: PersonId, incident: Incident | None, page: Page | None) -> Seen:
    concerned = [one for one in (person, incident.owner if incident else None, page.asked_by if page else None) if one]
    known = tx.people.known(concerned)
    reader = known.get(person)
    return Seen(
        person=person,
        language=reader.language if reader else "",
        zone=reader.zone if reader else tx.policy.zone,
        names={one.id: one.name for one in known.values()},
        at=tx.now,
        incident=incident,
        page=page,
    )


def answer(seen: Seen, act: Act, key: str) -> Ask:
    """The question that an answer from outside is, as if its holder had typed it."""
    about = IncidentId(seen.incident.id) if seen.incident else None
    return Ask(person=seen.person, words=WORDS[act], key=key, about=about)


def report(tx: Tx, text: str, state: RingState, code: str = "") -> bool:
    """A provider says how far a page has come; False where its ticket is not ours."""
    held = ticket(tx, text)
    if held:
        rung.reported(tx, held, state, code)
    return held is not None
