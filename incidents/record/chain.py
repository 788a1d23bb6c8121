"""The timeline's hash chain: each line seals the one before, over a salted digest of its body, so a body can
be erased.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One recorded timeline line. `body` and `salt` are None once it was redacted; the digest stays."""

    incident: int
    seq: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    kind: str
    body: Mapping[str, str] | None
    salt: str | None
    digest: str
    previous: str
    seal: str


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(body: Mapping[str, str], salt: str) -> str:
    """The salted SHA-256 of a body, in hex: without the salt a short body cannot be guessed back."""
    return hashlib.sha256(salt.encode() + b"\0" + canonical(dict(body))).hexdigest()


def seal(link: Link) -> str:
    """The SHA-256 over the line before and all of this one but its body's text."""
    row = [
        link.incident,
        link.seq,
        link.occurred_at.isoformat(),
        link.recorded_at.isoformat(),
        link.actor,
        link.kind,
        link.digest,
    ]
    return hashlib.sha256(link.previous.encode() + canonical(row)).hexdigest()


class Draft:
    """A line as it is the same in many timelines, to be sealed in each: what is dear is made once."""

    def __init__(self, unsealed: Link) -> None:
        self._body = b"\0" + canonical(dict(unsealed.body or {}))
        times = (unsealed.occurred_at.isoformat(), unsealed.recorded_at.isoformat())
        self._rest = canonical([*times, unsealed.actor, unsealed.kind])[1:-1]

    def sealed(self, incident: int, seq: int, salt: str, previous: str) -> tuple[str, str]:
        """Its digest and seal as line `seq` of an incident after the line with the seal `previous`."""
        own = hashlib.sha256(salt.encode() + self._body).hexdigest()
        row = b'%s[%d,%d,%s,"%s"]' % (previous.encode(), incident, seq, self._rest, own.encode())
        return own, hashlib.sha256(row).hexdigest()


def broken(links: Iterable[Link]) -> int | None:
    """The seq of the first line that does not fit, or None: links of one incident, in order, from the first."""
    previous = GENESIS
    for expected, link in enumerate(links, start=1):
        body_fits = link.body is None or (link.salt is not None and digest(link.body, link.salt) == link.digest)
        if link.seq != expected or link.previous != previous or not body_fits or seal(link) != link.seal:
            return link.seq
        previous = link.seal
    return None
