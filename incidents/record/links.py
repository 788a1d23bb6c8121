"""Links of an incident: those of its service, the bridge, and what people add. Addresses are made harmless here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from incidents import bookmarks, messages
from incidents.decision import Choice, Decision, Refused
from incidents.life.lifecycle import over
from incidents.model import SYSTEM, Bookmark, Entry, EntryKind, Incident, PersonId, Status
from incidents.policy import Policy

LONGEST_ADDRESS = 1000  # Characters: a card with several links stays within one section.
LONGEST_TITLE = 80
PLAIN = frozenset("-._~:/?#[]@!$&'()*+,;=%")
BRIDGE = "Bridge"


def clean(address: str) -> str:
    """An http or https address that is safe in mark-up: whatever ends a link or is not seen is percent-encoded.

    Empty for anything else.
    """
    said = address.strip()
    try:
        parts = urlsplit(said)
        host = parts.hostname or ""
    except ValueError:  # Brackets that hold no address.
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or any(not _in_host(one) for one in parts.netloc):
        return ""
    encoded = "".join(one if one in PLAIN or one.isalnum() else quote(one, safe="") for one in said)
    return encoded if len(encoded) <= LONGEST_ADDRESS else ""


def _in_host(letter: str) -> bool:
    return letter.isalnum() or letter in "-._~:@[]%"


def add(
    incident: Incident, links: Sequence[Bookmark], address: str, title: str, *, by: PersonId, now: datetime
) -> Decision:
    """Add a link. `links` are all that ever were; the same address again is refused with its number."""
    _demand_changeable(incident)
    safe = clean(address)
    if not safe:
        raise Refused(
            "“{text}” is no address I can link. It begins with https:// and has at most {most} characters: "
            "`/incident link {key} https://dash.example/checkout Dashboard`.",
            text=address[:200],
            most=LONGEST_ADDRESS,
            key=incident.key,
        )
    if twin := next((one for one in links if one.address == safe and one.removed_by is None), None):
        raise Refused(
            "{key} has this address already: link {number}, “{title}”.",
            key=incident.key,
            number=twin.number,
            title=twin.title,
        )
    (made,) = _made(links, [(title, safe)], by=by, now=now)
    return _changed(incident, made, "added", by=by, now=now)


def remove(incident: Incident, links: Sequence[Bookmark], number: int, *, by: PersonId, now: datetime) -> Decision:
    """Take a link away, from the card and from the channel; the record keeps that it was there."""
    _demand_changeable(incident)
    found = next((one for one in links if one.number == number), None)
    if found is None:
        raise Refused(
            "{key} has no link {number}.",
            key=incident.key,
            number=number,
            choices=(Choice("Links", "link", about=incident.id),),
        )
    if found.removed_by:
        raise Refused("Link {number} of {key} is removed already.", key=incident.key, number=number)
    return _changed(incident, replace(found, removed_by=by), "removed", by=by, now=now)


def _changed(incident: Incident, link: Bookmark, act: str, *, by: PersonId, now: datetime) -> Decision:
    values = {"act": act, "number": str(link.number), "title": link.title, "address": link.address}
    return Decision(
        incident=incident,
        entries=(Entry(now, by, EntryKind.LINK, values),),
        messages=(messages.redrawn(incident)[0], *bookmarks.sync(incident)),
        bookmarks=(link,),
    )


def settle_in(decision: Decision, links: Sequence[Bookmark], policy: Policy, *, now: datetime) -> Decision:
    """The same decision with the links that the settings give this incident and that it never had."""
    incident = decision.incident
    wanted = missing(incident, links, policy)
    if not wanted:
        return decision
    known = {message.key for message in decision.messages}
    return replace(
        decision,
        messages=(*decision.messages, *(one for one in bookmarks.sync(incident) if one.key not in known)),
        bookmarks=(*decision.bookmarks, *_made(links, wanted, by=SYSTEM, now=now)),
    )


def missing(incident: Incident, links: Sequence[Bookmark], policy: Policy) -> list[tuple[str, str]]:
    """(title, address) of what the settings give and nobody has taken away: its service's links, the bridge."""
    service = policy.service(incident.service) if incident.service else None
    given = [*(service.links if service else ())]
    if policy.bridge:
        given.append((BRIDGE, policy.bridge.format(key=incident.key, number=incident.id)))
    cleaned = [(title, clean(address)) for title, address in given]
    known = {one.address for one in links}
    return [(title, address) for title, address in cleaned if address and address not in known]


def _made(
    links: Sequence[Bookmark], new: Sequence[tuple[str, str]], *, by: PersonId, now: datetime
) -> tuple[Bookmark, ...]:
    first = max((one.number for one in links), default=0) + 1
    return tuple(
        Bookmark(number=number, title=_title(title, address), address=address, added_by=by, added_at=now)
        for number, (title, address) in enumerate(new, start=first)
    )


def _title(title: str, address: str) -> str:
    """One line; without a title the address's host."""
    words = " ".join(title.split()) or (urlsplit(address).hostname or address)
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"


def _demand_changeable(incident: Incident) -> None:
    if incident.status is Status.MERGED:
        raise over(incident)
