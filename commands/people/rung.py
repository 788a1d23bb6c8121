"""Asked by the courier and by providers: to whom a page rings beside the DM, and how far each medium has come."""

from dataclasses import dataclass, field
from datetime import timedelta

from incidents.escalation import running
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import Incident, IncidentId, PageState, PersonId, RingState
from incidents.people import contacts, ringing, tickets
from incidents.people.contacts import Contact
from incidents.people.tickets import LASTS, Ticket
from storage.delivery.claims import Again, Job
from storage.tx import Tx

PERSONAL = (MessageKind.RING, MessageKind.CODE)  # What leaves by a medium of a person's own.
MOST_TRIES = 3  # The next medium has rung meanwhile: one that stays silent is no use tonight.
OLDEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to ring: read when it leaves, never kept in a message. `ticket` proves on the way back what it was about."""

    contact: Contact
    code: str = field(default="", repr=False)
    ticket: str = field(default="", repr=False)


def call(tx: Tx, message: Message, about: Incident | None) -> Call | None:
    """The address behind a message; None where it was taken away or the code is too old."""
    person, number = PersonId(message.values["person"]), int(message.values["contact"])
    contact = tx.contacts.find(person, number)
    if contact is None:
        return None
    key = tx.contacts.key()
    if message.kind is MessageKind.CODE:
        given = tickets.code(key, person, number, contact.nonce)
        return Call(contact=contact, code=given) if contacts.has_code(contact, tx.now) else None
    if not contact.verified_at:
        return None
    ticket = Ticket(
        person=person,
        incident=about.id if about else None,
        page=int(message.values.get("page", "0")),
        contact=number,
        until=tx.now + LASTS,
    )
    return Call(contact=contact, ticket=tickets.issue(key, ticket))


def taken(tx: Tx, job: Job) -> None:
    """A medium has taken it."""
    if tx.outbox.done(job):
        came(tx, job, RingState.SENT)


def came(tx: Tx, job: Job, state: RingState) -> None:
    """What is written of a message that has come this far."""
    if job.message.kind is not MessageKind.CODE:
        _tell(tx, _ticket(job), state)


def later(tx: Tx, job: Job, again: Again) -> None:
    """It may have rung or not: it rings again, better twice than never, and the next medium rings at once."""
    if job.attempt >= MOST_TRIES or tx.now - job.first_at > OLDEST:
        failed(tx, job, again.error)
        return
    tx.outbox.again(job, again)
    hasten(tx, job)


def failed(tx: Tx, job: Job, code: str) -> None:
    """This medium does not reach them: said, and the next one rings at once."""
    if not tx.outbox.dead(job, code):
        return
    if job.message.kind is MessageKind.CODE:
        person, contact = PersonId(job.message.values["person"]), int(job.message.values["contact"])
        _tell_alone(tx, person, contact, "no_code", code)
        return
    lost(tx, job, code)


def lost(tx: Tx, job: Job, code: str) -> None:
    """What is written of a message that was given up."""
    _tell(tx, _ticket(job), RingState.FAILED, code)


def hasten(tx: Tx, job: Job) -> None:
    """A medium is slow or silent: the next one that has not rung does so now."""
    incident = tx.incidents.shown({job.incident}).get(job.incident) if job.incident else None
    page = ringing.page_of(incident, job.message) if incident else None
    if incident and page:
        own = job.message.key
        tx.outbox.hasten([key for key in ringing.owing(incident, page) if key != own])
        tx.stirred = True


def reported(tx: Tx, ticket: Ticket, state: RingState, code: str = "") -> None:
    """A provider says how far it has come. What is said twice, or too late, changes nothing."""
    _tell(tx, ticket, state, code)


def _tell(tx: Tx, ticket: Ticket, state: RingState, code: str = "") -> None:
    if ticket.incident is None:
        _tell_alone(tx, ticket.person, ticket.contact, state.value, code)
        return
    incident = tx.incidents.find(ticket.incident)
    page = ringing.numbered(incident, ticket.page) if incident else None
    if incident is None or page is None or page.person != ticket.person:
        return
    if state is not RingState.FAILED:
        tx.record(ringing.reached(incident, page, ticket.contact, state, tx.now))
        return
    decision = ringing.failed(incident, page, ticket.contact, code, tx.now)
    after = ringing.numbered(decision.incident, ticket.page)
    if after and after.state is PageState.FAILED is not page.state:  # It was the last: the next person's turn comes.
        decision = running.hastened(decision, tx.runs.last(incident.id), running.stage(after), tx.now)
    tx.record(decision)
    if decision.entries:
        tx.outbox.hasten(ringing.owing(incident, page))


def _tell_alone(tx: Tx, person: PersonId, number: int, how: str, code: str) -> None:
    """How a test page or a code fared is told to its reader alone, once for each step."""
    contact = tx.contacts.find(person, number)
    if contact is None:
        return
    told = {"person": person, "contact": str(number), "medium": contact.medium, "trial": how, "code": code[:80]}
    begun = contact.code_at if how == "no_code" else contact.tested_at
    if how != "no_code":
        tx.contacts.tested(person, number, how)
    since = int(begun.timestamp()) if begun else 0
    trial = Message(
        kind=MessageKind.TRIAL,
        key=f"trial/{person}/{number}/{since}/{how}",
        lane=f"{DM}{person}",
        priority=Priority.TURN,
        values={name: value for name, value in told.items() if value},
    )
    tx.outbox.owe(None, [trial])
    tx.stirred = True


def _ticket(job: Job) -> Ticket:
    """What a message was about."""
    said = job.message.values
    return Ticket(
        person=PersonId(said["person"]),
        incident=IncidentId(job.incident) if job.incident is not None else None,
        page=int(said.get("page", "0")),
        contact=int(said["contact"]),
        until=job.created_at + LASTS,
    )
