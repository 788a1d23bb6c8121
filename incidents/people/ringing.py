"""The media of a page: what is owed to each, how far each has come, and which is next where one fails."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from incidents import messages, model
from incidents.decision import Decision
from incidents.messages import Message, MessageKind, Priority
from incidents.model import SYSTEM, Entry, EntryKind, Incident, Page, PageState, PersonId, Ring, RingState
from incidents.people import told
from incidents.people.contacts import Contact, Medium

WAITING = (PageState.ASKED, PageState.SENT)
SHADOW = model.SHADOW
DM = 0  # The number of the DM among the rings of a page.
# A report that comes late changes nothing back; a failure counts until something was heard of the other end.
RANKS = {RingState.ASKED: 0, RingState.SENT: 1, RingState.RANG: 2, RingState.DELIVERED: 3, RingState.ANSWERED: 4}
HEARD = (RingState.DELIVERED, RingState.ANSWERED)


def paged(decision: Decision) -> Sequence[PersonId]:
    """Whom a decision pages."""
    return [page.person for page in _new(decision)]


def _new(decision: Decision) -> Sequence[Page]:
    told = [message for message in decision.messages if message.kind is MessageKind.PAGE]
    pages = [page for message in told if (page := page_of(decision.incident, message))]
    return [page for page in pages if page.seat != SHADOW and not page.rings]


def with_media(decision: Decision, contacts: Mapping[PersonId, Sequence[Contact]], now: datetime) -> Decision:
    """The same decision with what is owed to every medium of whom it pages."""
    incident = decision.incident
    owed_to: list[Message] = []
    for page in _new(decision):
        if not usable(contacts.get(page.person, ())):
            continue
        rung = replace(page, rings=begun(contacts[page.person], now))
        incident = with_page(incident, rung)
        owed_to += owed(incident, rung, contacts[page.person])
    return replace(decision, incident=incident, messages=(*decision.messages, *owed_to))


def begun(contacts: Iterable[Contact], now: datetime) -> tuple[Ring, ...]:
    """The DM, and every medium that is verified, in its order."""
    own = tuple(Ring(contact=one.number, medium=one.medium, stood_at=now) for one in usable(contacts))
    return (Ring(contact=DM, medium=Medium.SLACK.value, stood_at=now), *own)


def usable(contacts: Iterable[Contact]) -> Sequence[Contact]:
    """Those that are verified, in order."""
    return sorted((one for one in contacts if one.verified_at), key=lambda one: one.place)


def owed(incident: Incident, page: Page, contacts: Iterable[Contact]) -> tuple[Message, ...]:
    """What is owed to each of a person's own media: only its number is said, the address is looked up when it leaves.
    None of them waits for Slack, but the mention, which is Slack's.
    """
    return tuple(_ring(incident, page, one) for one in usable(contacts))


def _ring(incident: Incident, page: Page, contact: Contact) -> Message:
    mention = contact.medium == Medium.MENTION
    return Message(
        kind=MessageKind.MENTION if mention else MessageKind.RING,
        key=key(incident, page, contact.number),
        lane=incident.key if mention else f"ring:{page.person}/{contact.number}",
        after=f"{incident.key}/intro" if mention else None,
        priority=Priority.PAGE,
        until="answered" if page.helping else "acknowledged",
        values={"person": page.person, "page": str(page.number), "contact": str(contact.number)},
        due=page.asked_at + contact.delay if contact.delay else None,
    )


def key(incident: Incident, page: Page, contact: int) -> str:
    """The key of what is owed to one medium."""
    return f"{incident.key}/page/{page.number}/ring/{contact}"


def owing(incident: Incident, page: Page) -> Sequence[str]:
    """The keys of what has not left yet, in order."""
    return [key(incident, page, ring.contact) for ring in page.rings if ring.contact and ring.state is RingState.ASKED]


def is_pointless(message: Message, incident: Incident) -> bool:
    """True once the page it belongs to is answered, or somebody has what it called to."""
    page = page_of(incident, message)
    if page is None or not incident.is_open or page.state not in WAITING:
        return True
    return incident.acknowledged_at is not None and not page.helping


def page_of(incident: Incident, message: Message) -> Page | None:
    """The page that a message belongs to."""
    return numbered(incident, int(message.values["page"])) if "page" in message.values else None


def numbered(incident: Incident, number: int) -> Page | None:
    """The page of a number."""
    return next((page for page in incident.pages if page.number == number), None)


def ring_of(page: Page, contact: int) -> Ring | None:
    """How one medium of a page stands."""
    return next((ring for ring in page.rings if ring.contact == contact), None)


def reached(incident: Incident, page: Page, contact: int, state: RingState, now: datetime) -> Decision:
    """A medium reports that it has come this far. Its first positive answer is a line, only now it is "paged"; and so
    is each step that it reports of the other end.
    """
    ring = ring_of(page, contact)
    if ring is None or RANKS[state] <= RANKS.get(ring.state, RANKS[RingState.SENT]):
        return Decision(incident)
    first = ring.state in (RingState.ASKED, RingState.FAILED)
    told_on = with_ring(incident, page, replace(ring, state=state, stood_at=now, code=""))
    told_on = standing(told_on, page.number, PageState.SENT, now) if page.state is PageState.ASKED else told_on
    said = {"to": page.person, "medium": ring.medium}
    lines = [Entry(now, SYSTEM, EntryKind.PAGED, said)] if first else []
    if RANKS[state] > RANKS[RingState.SENT]:
        lines.append(Entry(now, SYSTEM, EntryKind.PAGED, {**said, "state": state.value}))
    return Decision(incident=told_on, entries=tuple(lines), messages=(messages.card(told_on),))


def failed(incident: Incident, page: Page, contact: int, code: str, now: datetime) -> Decision:
    """A medium does not reach them. Where it was the last, that is said in the channel at once."""
    ring = ring_of(page, contact)
    if ring is None or ring.state is RingState.FAILED or ring.state in HEARD:
        return Decision(incident)
    rest = with_ring(incident, page, replace(ring, state=RingState.FAILED, stood_at=now, code=code[:80]))
    line = Entry(now, SYSTEM, EntryKind.UNPAGED, {"to": page.person, "code": code[:80], "medium": ring.medium})
    lost = is_lost(rest, page.number)
    rest = standing(rest, page.number, PageState.FAILED, now) if lost else rest
    said = (told.roster(rest, "unpaged", person=page.person, code=code[:80], medium=ring.medium),) if lost else ()
    return Decision(incident=rest, entries=(line,), messages=(*said, messages.card(rest)))


def is_lost(incident: Incident, number: int) -> bool:
    """True for a page that nobody has answered and that no medium has delivered or will."""
    page = numbered(incident, number)
    return page is not None and page.state in WAITING and all(one.state is RingState.FAILED for one in page.rings)


def with_ring(incident: Incident, page: Page, ring: Ring) -> Incident:
    """The same incident with this ring of a page as it stands now."""
    rings = tuple(ring if one.contact == ring.contact else one for one in page.rings)
    return with_page(incident, replace(page, rings=rings))


def with_page(incident: Incident, page: Page) -> Incident:
    """The same incident with this page as it stands now."""
    return replace(incident, pages=tuple(page if one.number == page.number else one for one in incident.pages))


def standing(incident: Incident, number: int, state: PageState, now: datetime) -> Incident:
    """The same incident with a page in this state."""
    page = numbered(incident, number)
    return with_page(incident, replace(page, state=state, stood_at=now)) if page else incident
