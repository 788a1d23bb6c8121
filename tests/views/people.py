"""What can be shown about people's parts: pages in every state, posts about who comes and who does what."""

from collections.abc import Mapping
from datetime import timedelta

from bot.views.people.media import TESTED, TRIALS
from bot.views.people.posts import ROSTERS
from bot.views.roles import ROLES
from incidents.decision import Value
from incidents.messages import MessageKind
from incidents.model import Page, PageState, Ring, RingState
from incidents.people.contacts import Contact, Medium
from incidents.reply import Answer, Reachable, Reply
from tests.desk import ANA, BEA, CHEN, NOON

EARLY = (PageState.ASKED, PageState.SENT, PageState.FAILED)
LATE = (PageState.COMING, PageState.CANNOT, PageState.SENT)


def pages(text: str, states: tuple[PageState, ...] = EARLY, *, helping: bool = False) -> tuple[Page, ...]:
    """A page in each of three states: Bea as a member of a team, Chen and Ana by name."""
    return tuple(
        Page(
            number=number,
            person=person,
            asked_by=ANA,
            asked_at=NOON,
            stood_at=NOON,
            state=state,
            team=text[:60] if person == BEA else "",
            why=text,
            helping=helping,
            rings=rings(text) if person == CHEN else (),
        )
        for number, (person, state) in enumerate(zip((BEA, CHEN, ANA), states, strict=True), start=1)
    )


def rings(text: str) -> tuple[Ring, ...]:
    """A medium in each state, and one that the settings name."""
    ways = zip(("slack", "mail", "sms", "voice", "mention", text[:40]), RingState, strict=True)
    return tuple(
        Ring(contact=number, medium=medium, state=state, stood_at=NOON, code=text[:80])
        for number, (medium, state) in enumerate(ways)
    )


def mentions(text: str) -> list[dict[str, str]]:
    """What a mention in the channel holds."""
    return [{"page": "2", "person": CHEN, "contact": "4"}]


def trials(text: str) -> list[dict[str, str]]:
    """What is told of a test page, step by step."""
    return [{"person": ANA, "contact": "1", "medium": "sms", "trial": how, "code": text[:80]} for how in TRIALS]


def pages_said(text: str) -> list[dict[str, str]]:
    """What a page's message holds, for each of them."""
    return [{"page": str(page.number), "person": page.person} for page in pages(text)]


def pages_settled(text: str) -> list[dict[str, str]]:
    """The same for their redraws."""
    return [{**values, "settled": "yes"} for values in pages_said(text)]


def rosters(text: str) -> list[dict[str, str]]:
    """Every post about who has which part, bare and full."""
    full = {"why": text, "code": "user_not_found", "owner": CHEN, "former": ANA}
    told = [{"roster": roster, "person": BEA, "role": role} for roster in ROSTERS for role in ROLES]
    by = {"roster": "unpaged", "person": BEA, "code": text[:80], "medium": "sms"}
    return [by, *told, *({**one, **full} for one in told), *({**one, "owner": BEA} for one in told)]


def roles(text: str) -> list[dict[str, str]]:
    """What the DM about each part holds."""
    return [{"person": BEA, "by": ANA, "role": role} for role in ROLES]


def packets(text: str) -> list[dict[str, str]]:
    """What a packet holds: for whom it is, and for one to whom it is not handed over any more."""
    return [{"person": ANA, "by": BEA, "note": text}, {"person": CHEN, "by": BEA, "note": ""}]


def handed_back(text: str) -> list[dict[str, str]]:
    """What the owner is told of one who does not take over."""
    return [{"person": BEA, "by": ANA, "why": text}, {"person": CHEN, "by": ANA, "why": ""}]


def offers(text: str) -> list[dict[str, str]]:
    """What the offer to a late joiner holds."""
    return [{"person": ANA}]


VALUES = {
    MessageKind.PAGE: pages_said,
    MessageKind.PAGE_SETTLED: pages_settled,
    MessageKind.MENTION: mentions,
    MessageKind.TRIAL: trials,
    MessageKind.ROSTER: rosters,
    MessageKind.ROLE: roles,
    MessageKind.HANDOVER: packets,
    MessageKind.HANDOVER_SETTLED: packets,
    MessageKind.HANDED_BACK: handed_back,
    MessageKind.OFFER: offers,
}


def answers(values: Mapping[str, Value]) -> list[Reply]:
    """What is answered about each part."""
    ways = ("given", "already", "taken", "yours", "nobody", "not_yours")
    return [Reply(kind=Answer.ROLE, values={**values, "role": role, "how": how}) for role in ROLES for how in ways]


def media(text: str) -> list[Reply]:
    """What is shown of a person's own media: none, and one in every state."""
    ways = (*Medium, text[:40])
    own = tuple(
        Contact(
            person=ANA,
            number=number,
            medium=medium,
            address=text[:200],
            place=number,
            delay=timedelta(minutes=number - 1),
            added_at=NOON,
            verified_at=NOON if number % 2 else None,
            tested=tested,
            tested_at=NOON if tested else None,
        )
        for number, (medium, tested) in enumerate(zip(ways, ("", *TESTED), strict=False), start=1)
    )
    return [Reply(kind=Answer.MEDIA, data=Reachable(contacts)) for contacts in ((), own)]
