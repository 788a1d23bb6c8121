"""Tickets: what a link in a page or a provider's report proves, signed with a key of this bot. A code that proves an
address is made the same way, so that it is kept nowhere.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from incidents.model import IncidentId, PersonId

LASTS = timedelta(hours=24)
MAC = 16  # Bytes: 128 bits.


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """Who was paged, by which page of which incident and which of their media; of a test page the incident is None."""

    person: PersonId
    incident: IncidentId | None
    page: int
    contact: int
    until: datetime


def issue(key: bytes, ticket: Ticket) -> str:
    """The ticket as text for an address: who holds it may act for the person on this page."""
    until = int(ticket.until.timestamp())
    said = json.dumps([ticket.person, ticket.incident, ticket.page, ticket.contact, until], separators=(",", ":"))
    return _text(_mac(key, said.encode()) + said.encode())


def read(key: bytes, text: str, now: datetime) -> Ticket | None:
    """The ticket that a text is; None for one that we did not write, or whose time is over."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    mac, said = raw[:MAC], raw[MAC:]
    if not hmac.compare_digest(mac, _mac(key, said)):
        return None
    person, incident, page, contact, until = json.loads(said)
    found = Ticket(
        person=PersonId(person),
        incident=IncidentId(incident) if incident is not None else None,
        page=page,
        contact=contact,
        until=datetime.fromtimestamp(until, UTC),
    )
    return found if now < found.until else None


def code(key: bytes, person: PersonId, contact: int, nonce: str) -> str:
    """Six digits that only who reads what was sent to an address can know."""
    mac = hmac.new(key, f"code\0{person}\0{contact}\0{nonce}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06d}"


def mark(key: bytes, about: str) -> str:
    """What a service outside knows something of ours by; nobody else can make one up."""
    mac = hmac.new(key, b"mark\0" + about.encode(), hashlib.sha256).hexdigest()
    return f"sitrep-{about}-{mac[:16]}"


def marked(key: bytes, mark_: str) -> str:
    """What such a mark is of; nothing for one that is not ours."""
    about = mark_.removeprefix("sitrep-").rpartition("-")[0]
    return about if hmac.compare_digest(mark(key, about).encode(), mark_.encode()) else ""


def is_code(given: str, right: str) -> bool:
    """Whether the code that was entered is the right one; how long that takes says nothing about it."""
    return hmac.compare_digest(given.encode(), right.encode())


def _mac(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, b"ticket\0" + said, hashlib.sha256).digest()[:MAC]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
