"""The time at the beginning of a sentence: `14:05`, `yesterday 23:50`, `10m ago`, `昨天 23:50`, `10分钟前`."""

import re
from datetime import timedelta

from commands.words import TokenKind, Words, span
from incidents.record.past import Clock, When

CLOCK = re.compile(r"(\d{1,2})[:\uff1a](\d{2})(am|pm)?[,:;\uff0c]?", re.IGNORECASE)
DAYS = {"today": 0, "yesterday": 1, "\u4eca\u5929": 0, "\u6628\u5929": 1}
EVERYWHERE = ("UTC", "Z", "GMT")
AGO = ("ago", "ago,", "ago:", "\u524d")
GLUED = "\u524d"  # Chinese says it in one word: 10分钟前.
LONGEST_SPAN = 2  # Tokens: "10 minutes".


def leading(said: Words) -> tuple[When | None, Words]:
    """The time that a sentence begins with, and the words after it; None where it begins with something else.

    A bare number is no time: `3 servers are down` stays what it is. Neither is what stands in quotes.
    """
    if said.tokens and said.tokens[0].kind is TokenKind.QUOTED:
        return None, said
    for read in (_ago, _clock):
        found, left = read(said)
        if found is not None:
            return found, left
    return None, said


def _clock(said: Words) -> tuple[When | None, Words]:
    left = said
    days = DAYS.get(left.first.casefold())
    if days is not None:
        left = left.after_first()
    if left.first.casefold() == "at":
        left = left.after_first()
    found = CLOCK.fullmatch(left.first)
    hour, minute = _hour(found), int(found[2]) if found else 60
    if hour is None or minute > 59:
        return None, said
    left = left.after_first()
    utc = left.first.rstrip(",:") in EVERYWHERE
    return Clock(hour, minute, days or 0, utc=utc), left.after_first() if utc else left


def _hour(found: re.Match[str] | None) -> int | None:
    """0 to 23, or None where it is no hour."""
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None
    return hour if hour <= 23 else None


def _ago(said: Words) -> tuple[When | None, Words]:
    texts = [token.text for token in said.tokens[: LONGEST_SPAN + 1]]
    for size in range(1, min(LONGEST_SPAN, len(texts)) + 1):
        whole = " ".join(texts[:size])
        if whole.endswith(GLUED) and (found := _long(whole.removesuffix(GLUED))) is not None:
            return found, _after(said, size)
        if texts[size : size + 1] and texts[size].casefold() in AGO and (found := _long(whole)) is not None:
            return found, _after(said, size + 1)
    return None, said


def _long(text: str) -> timedelta | None:
    """A length of time with its unit: a bare number is none."""
    return None if text.strip().isdigit() else span(text)


def _after(said: Words, taken: int) -> Words:
    return said.without(said.tokens[:taken])
