"""How a person is reached beside Slack's DM: which media, in which order, after how long, and whether they proved that
it is theirs. Addresses are shown masked and to nobody else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.decision import Refused
from incidents.model import PersonId
from incidents.policy import MINUTE

PHONE = re.compile(r"\+[1-9]\d{6,14}")  # E.164.
BETWEEN = re.compile(r"[\s().\u2010-\u2015/-]")
MAIL = re.compile(r"[^\s@<>\",;:]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
ELSEWHERE = re.compile(r"[\w@.+:=-]{1,200}", re.ASCII)
MOST = 8
MOST_CODES = 5  # In an hour, to all addresses of a person: a code costs money and may go to a stranger.
AN_HOUR = timedelta(hours=1)
CODE_LASTS = 10 * MINUTE
CODE_REPEATS = MINUTE
MOST_TRIES = 5
LONGEST_DELAY = timedelta(hours=2)


class Medium(StrEnum):
    """The media that sitrep knows by itself; any other name is a gateway of the settings. SLACK is the DM, which
    everybody has.
    """

    SLACK = "slack"
    MENTION = "mention"
    MAIL = "mail"
    SMS = "sms"
    VOICE = "voice"


# What people type after `/incident me` that is no gateway's name: media, and what is done with them.
WORDS: Mapping[str, Medium] = {
    **dict.fromkeys(("mail", "email", "e-mail", "邮件", "邮箱"), Medium.MAIL),
    **dict.fromkeys(("sms", "text", "短信"), Medium.SMS),
    **dict.fromkeys(("voice", "phone", "call", "电话"), Medium.VOICE),
    **dict.fromkeys(("mention", "channel", "提及"), Medium.MENTION),
}
ACTS: Mapping[str, tuple[str, ...]] = {
    "add": ("add", "添加"),
    "verify": ("verify", "code", "验证"),
    "resend": ("resend", "重发"),
    "remove": ("remove", "delete", "删除"),
    "delay": ("delay", "延迟"),
    "order": ("order", "顺序"),
}
TAKEN = frozenset({*WORDS, *(word for words in ACTS.values() for word in words), Medium.SLACK, "dm"})
# The louder a medium, the longer the quieter ones before it have: a person may change it.
DELAYS: Mapping[str, timedelta] = {Medium.SMS: MINUTE, Medium.VOICE: 3 * MINUTE}


class Tried(StrEnum):
    """What came of a code that was entered."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One way to a person. `number` counts from 1 for each person and is never given again; `place` is its turn;
    `delay` runs from the page. `nonce` is what the present code was made of, `tries` how often it was entered wrongly.
    """

    person: PersonId
    number: int
    medium: str
    address: str = field(repr=False)
    place: int
    delay: timedelta = timedelta()
    added_at: datetime
    verified_at: datetime | None = None
    nonce: str = field(default="", repr=False)
    code_at: datetime | None = None
    tries: int = 0
    tested: str = ""
    tested_at: datetime | None = None

    @property
    def masked(self) -> str:
        """Enough of the address for its owner to know it, too little for anybody else."""
        name, at, domain = self.address.rpartition("@")
        if at:
            return f"{name[:1]}…@{domain[:1]}…"
        if self.address.startswith("+"):
            return f"{self.address[:3]}…{self.address[-2:]}"
        return f"{self.address[:2]}…" if self.address else ""


def address(medium: str, said: str, speech: str = "") -> str:
    """What a person typed, as it is kept; `speech` is what a gateway is told. Refused where it is none; what was typed
    is never repeated.
    """
    if (speech or medium) in (Medium.SMS, Medium.VOICE):
        number = re.sub(r"^00", "+", BETWEEN.sub("", said))
        if not PHONE.fullmatch(number):
            raise Refused(
                "That is no phone number. Write it with its country: `/incident me {medium} +46 70 123 45 67`.",
                medium=medium,
            )
        return number
    if medium == Medium.MAIL:
        if not MAIL.fullmatch(said) or ".." in said:
            raise Refused("That is no e-mail address. Write one: `/incident me mail ana@example.com`.")
        return said
    if medium == Medium.MENTION:
        return ""
    if not ELSEWHERE.fullmatch(said):
        raise Refused("Letters, digits and @ . + : = _ - are what {medium} takes as your name there.", medium=medium)
    return said


def add(known: Sequence[Contact], medium: str, at: str, *, person: PersonId, number: int, now: datetime) -> Contact:
    """One more way, the last in order. What needs no address needs no proof either. Refused for the ninth, and for the
    same twice.
    """
    if len(known) >= MOST:
        raise Refused("You have {n} media already. `/incident me remove 2` makes room.", n=MOST)
    if any((one.medium, one.address) == (medium, at) for one in known):
        raise Refused("You have that already: `/incident me` lists your media.")
    made = Contact(
        person=person,
        number=number,
        medium=medium,
        address=at,
        place=max((one.place for one in known), default=0) + 1,
        delay=DELAYS.get(medium, timedelta()),
        added_at=now,
    )
    return made if at else replace(made, verified_at=now)


def coded(contact: Contact, codes: int, nonce: str, now: datetime) -> Contact:
    """A new code is on its way; the one before is void. `codes` were sent to this person in the last hour."""
    if contact.verified_at:
        raise Refused("That one is verified already.")
    if contact.code_at and now - contact.code_at < CODE_REPEATS:
        raise Refused("A code is on its way already. A new one can be asked for in a minute.")
    if codes >= MOST_CODES:
        raise Refused("You were sent {n} codes within an hour. Try again later.", n=codes)
    return replace(contact, nonce=nonce, code_at=now, tries=0)


def has_code(contact: Contact, now: datetime) -> bool:
    """Whether there is a code that could still be entered."""
    return bool(contact.code_at and contact.nonce) and not is_late(contact, now) and not contact.verified_at


def is_late(contact: Contact, now: datetime) -> bool:
    """Whether its code is too old."""
    return contact.code_at is None or now - contact.code_at > CODE_LASTS


def tried(contact: Contact, *, right: bool, now: datetime) -> tuple[Contact, Tried]:
    """A code was entered. After five wrong ones not even the right one counts."""
    if is_late(contact, now):
        return contact, Tried.LATE
    if contact.tries >= MOST_TRIES:
        return contact, Tried.SPENT
    if right:
        return replace(contact, verified_at=now, nonce="", tries=0), Tried.RIGHT
    return replace(contact, tries=contact.tries + 1), Tried.WRONG


def usual(contact: Contact, speech: str) -> Contact:
    """Of a gateway: it rings as late as what it is told is loud."""
    return replace(contact, delay=DELAYS.get(speech, timedelta()))


def later(contact: Contact, delay: timedelta) -> Contact:
    """So long after the page it rings. Refused for more than two hours."""
    if delay > LONGEST_DELAY:
        raise Refused("Two hours at the most: by then somebody else was paged long ago.")
    return replace(contact, delay=delay)


def ordered(known: Sequence[Contact], numbers: Sequence[int]) -> tuple[Contact, ...]:
    """The named ones in front, in this order; the others follow as they stood."""
    first = {number: place for place, number in enumerate(numbers)}
    in_order = sorted(known, key=lambda one: (first.get(one.number, len(first)), one.place))
    return tuple(replace(one, place=place) for place, one in enumerate(in_order, start=1))
