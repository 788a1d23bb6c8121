"""Asking people to come: who is asked, what became of it, what they answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents import messages
from incidents.decision import Decision, Refused
from incidents.life.lifecycle import over
from incidents.messages import Message
from incidents.model import SYSTEM, Entry, EntryKind, Incident, Page, PageState, PersonId, RingState
from incidents.people import ringing, told
from incidents.people.ringing import WAITING
from incidents.policy import MINUTE

AGAIN = 2 * MINUTE  # How soon after a page the same person is not asked again.


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody who is to be paged, and what the page says of it; the fields are those of the Page."""

    person: PersonId
    team: str = ""
    why: str = ""
    run: int = 0
    generation: int = 0
    seat: str = ""
    answer_by: datetime | None = None
    then: tuple[PersonId, ...] = ()


def page(incident: Incident, people: Mapping[PersonId, str], why: str, *, by: PersonId, now: datetime) -> Decision:
    """Ask each of these people by DM to come; the value is the team as whose member they are asked, or empty.

    Who was asked in the last two minutes is left out. Refused for what is over, and for a test.
    """
    demand(incident)
    wanted = [person for person in people if not asked_lately(incident, person, now)]
    if not wanted:
        return Decision(incident)
    calls = [Call(person=person, team=people[person], why=why.strip()) for person in wanted]
    asked, told = put(incident, calls, by=by, now=now)
    return Decision(
        incident=asked,
        entries=(Entry(now, by, EntryKind.ASKED, {"people": " ".join(wanted), "why": why.strip()}),),
        messages=(*told, messages.card(asked)),
        members=tuple(wanted),
    )


def demand(incident: Incident) -> None:
    """Somebody can be paged for it: it is open, and no test."""
    if not incident.is_open:
        raise over(incident)
    if incident.test:
        raise Refused("{key} is a test: it pages nobody.", key=incident.key)


def put(
    incident: Incident, calls: Sequence[Call], *, by: PersonId, now: datetime
) -> tuple[Incident, tuple[Message, ...]]:
    """The incident with a page for each of these calls, and the messages that bring them: every page is made here,
    whoever asks for it.
    """
    pages = tuple(
        Page(
            number=number,
            person=call.person,
            asked_by=by,
            asked_at=now,
            stood_at=now,
            team=call.team,
            why=call.why,
            helping=incident.acknowledged_at is not None,
            run=call.run,
            generation=call.generation,
            seat=call.seat,
            answer_by=call.answer_by,
            then=call.then,
        )
        for number, call in enumerate(calls, start=len(incident.pages) + 1)
    )
    asked = replace(incident, pages=(*incident.pages, *pages))
    brought = (messages.invitation(asked, page.person) for page in pages if page.person != by)
    return asked, (*(told.page(asked, page) for page in pages), *brought)


def asked_lately(incident: Incident, person: PersonId, now: datetime) -> bool:
    """True if this person was paged in the last two minutes and Slack did not refuse it."""
    page = page_of(incident, person)
    return page is not None and page.state is not PageState.FAILED and now - page.asked_at < AGAIN


def page_of(incident: Incident, person: PersonId) -> Page | None:
    """The newest page of this person."""
    return next((page for page in reversed(incident.pages) if page.person == person), None)


def newest(incident: Incident) -> Sequence[Page]:
    """The newest page of each person, in the order in which they were first asked."""
    return tuple({page.person: page for page in incident.pages}.values())


def asked(incident: Incident) -> Sequence[Page]:
    """The newest page of everybody but the owner who has it: they came, whatever they answered. What an escalation had
    not brought to anybody when somebody answered never was.
    """
    has_it = incident.owner if incident.acknowledged_at else None
    return tuple(page for page in newest(incident) if page.person != has_it and not _spared(page, incident))


def _spared(page: Page, incident: Incident) -> bool:
    unsent = page.run and page.state is PageState.ASKED and not page.helping
    return bool(unsent) and incident.acknowledged_at is not None


def since(incident: Incident, page: Page) -> Sequence[PersonId]:
    """Whom an escalation has paged since this page, in order; not who got a copy."""
    later = (one for one in incident.pages if one.run and one.asked_at > page.asked_at and one.seat != ringing.SHADOW)
    return tuple(dict.fromkeys(one.person for one in later if one.person != page.person))


def waiting(incident: Incident) -> Sequence[Page]:
    """Who is asked and has not answered. Once somebody has it, only who was asked to help is waited for."""
    has_it = incident.acknowledged_at is not None
    duty = (page for page in asked(incident) if page.seat != ringing.SHADOW)
    return tuple(page for page in duty if page.state in WAITING and (page.helping or not has_it))


def arrived(incident: Incident, number: int, *, drawn: Incident | None, now: datetime) -> Decision:
    """Slack has taken the DM of a page: only now it is "paged". `drawn` is what the DM was drawn from, None where
    nobody knows: if somebody may have answered meanwhile it is redrawn.
    """
    page = incident.pages[number - 1]
    paged = _standing(incident, page, PageState.SENT, now) if page.state is PageState.ASKED else incident
    paged = _dm(paged, number, RingState.SENT, now)
    is_old = drawn is None or _answer(drawn) != _answer(incident)
    redraws = (messages.page_settled(paged, page),) if is_old else ()
    return Decision(
        incident=paged,
        entries=(Entry(now, SYSTEM, EntryKind.PAGED, {"to": page.person}),),
        messages=(messages.card(paged), *redraws),
    )


def refused(incident: Incident, number: int, *, code: str, lanes: Sequence[str], now: datetime) -> Decision:
    """Slack did not take the DM of a page. Where no other medium is left, that is said at once in these lanes."""
    page = incident.pages[number - 1]
    unpaged = _dm(incident, number, RingState.FAILED, now, code)
    lost = not page.rings or ringing.is_lost(unpaged, number)
    unpaged = ringing.standing(unpaged, number, PageState.FAILED, now) if lost else unpaged
    said = tuple(told.roster(unpaged, "unpaged", person=page.person, where=lane, code=code) for lane in lanes)
    return Decision(
        incident=unpaged,
        entries=(Entry(now, SYSTEM, EntryKind.UNPAGED, {"to": page.person, "code": code}),),
        messages=(*(said if lost else ()), messages.card(unpaged)),
    )


def _dm(incident: Incident, number: int, state: RingState, now: datetime, code: str = "") -> Incident:
    """The same incident with the DM of a page in this state; pages of who has no other medium have none."""
    page = incident.pages[number - 1]
    ring = ringing.ring_of(page, ringing.DM)
    return ringing.with_ring(incident, page, replace(ring, state=state, stood_at=now, code=code)) if ring else incident


def answer(incident: Incident, *, coming: bool, why: str = "", by: PersonId, now: datetime) -> Decision:
    """Whoever was paged says that they are coming, or that they cannot: recorded, and said in the channel."""
    if not incident.is_open:
        raise over(incident)
    page = page_of(incident, by)
    if page is None:
        raise Refused("Nobody has paged you for {key}. `/incident join {key}` brings you in.", key=incident.key)
    state = PageState.COMING if coming else PageState.CANNOT
    if page.state is state:
        return Decision(incident)
    answered = _standing(incident, page, state, now)
    kind = EntryKind.COMING if coming else EntryKind.CANNOT
    return Decision(
        incident=answered,
        entries=(Entry(now, by, kind, {"why": why.strip()}),),
        messages=(
            told.roster(answered, state.value, person=by, why=why.strip()),
            messages.page_settled(answered, page),
            messages.card(answered),
        ),
    )


def _standing(incident: Incident, page: Page, state: PageState, now: datetime) -> Incident:
    return ringing.standing(incident, page.number, state, now)


def _answer(incident: Incident) -> tuple[object, ...]:
    """What of an incident a page says: who has it, and whether it goes on."""
    return (incident.acknowledged_at, incident.owner, incident.is_open)
