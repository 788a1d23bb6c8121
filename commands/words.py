"""What a person typed, in tokens: smart quotes, apostrophes, Chinese, Slack's `<@U1|name>` and `<#C1|x>`, flags and
fields.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from incidents.model import PersonId

QUOTES = {'"': '"', "\u201c": "\u201d", "\u201d": "\u201d", "\u201e": "\u201d", "\u300c": "\u300d", "\u300e": "\u300f"}
TOKEN = re.compile(r"<[@#][^>\s][^>]*>|\S+")
LOOKS_LIKE_SEVERITY = re.compile(r"(?:sev|p|s)-?\d+", re.IGNORECASE)
PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|([^>]*))?>")
CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
LINK = re.compile(r"<((?:https?|mailto):[^>|]+)(?:\|[^>]*)?>")
SPECIAL = re.compile(r"<!(?:subteam\^[A-Z0-9]+\|)?([^>|]+)(?:\|([^>]*))?>")
FLAG = re.compile(r"(?:--|\u2014|\u2013)([A-Za-z][A-Za-z-]*)")  # Phones turn "--" into a dash.
FIELD = re.compile(r"([A-Za-z]+)[:\uff1a](\S+)")
REFERENCE = re.compile(r"(?:inc-?|#)(\d{1,9})", re.IGNORECASE)
ME = ("me", "i", "myself", "mine", "我")  # Whoever types.
NUMBER = re.compile(r"\d{1,9}")
SPAN = re.compile(
    r"(\d{1,4})\s*(d|h|m|min|mins|minutes?|hours?|days?|\u5206\u949f|\u5c0f\u65f6|\u5929)?", re.IGNORECASE
)
UNITS = {"d": 1440, "h": 60, "m": 1, "\u5206": 1, "\u5c0f": 60, "\u5929": 1440}


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted"
    PERSON = "person"
    HANDLE = "handle"
    FLAG = "flag"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the sentence: `text` as people read it, `value` what it stands for (a person's id, a flag's name)."""

    kind: TokenKind
    text: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence and its tokens; what was taken out of it is gone from both."""

    source: str
    tokens: tuple[Token, ...]

    @property
    def first(self) -> str:
        """The first token as people read it, or nothing."""
        return self.tokens[0].text if self.tokens else ""

    def after_first(self) -> "Words":
        """All but the first token."""
        return replace(self, tokens=self.tokens[1:])

    def without(self, taken: Iterable[Token]) -> "Words":
        """All but these tokens."""
        gone = set(taken)
        return replace(self, tokens=tuple(token for token in self.tokens if token not in gone))

    def of(self, kind: TokenKind) -> tuple[Token, ...]:
        """The tokens of a kind."""
        return tuple(token for token in self.tokens if token.kind is kind)

    @property
    def line(self) -> str:
        """The words in one line, quotes taken off: a title."""
        return " ".join(token.text for token in self.tokens)

    @property
    def text(self) -> str:
        """The words as typed, line breaks included: a note. Quotes come off only where they hold the whole."""
        if not self.tokens:
            return ""
        if len(self.tokens) == 1:
            return self.tokens[0].text
        return plain(self.source[self.tokens[0].start : self.tokens[-1].end]).strip()


def read(source: str) -> Words:
    """Split a sentence. Nothing that a person types is an error: an unclosed quote is a plain character."""
    tokens = []
    at = 0
    while at < len(source):
        if source[at].isspace():
            at += 1
            continue
        token = _quoted(source, at) or _bare(source, at)
        tokens.append(token)
        at = token.end
    return Words(source, tuple(tokens))


def _quoted(source: str, at: int) -> Token | None:
    closing = QUOTES.get(source[at])
    if closing is None:
        return None
    end = source.find(closing, at + 1)
    if end <= at + 1:
        return None
    return Token(TokenKind.QUOTED, plain(source[at + 1 : end]).strip(), at, end + 1)


def _bare(source: str, at: int) -> Token:
    found = TOKEN.match(source, at)
    raw = found.group() if found else source[at]
    end = at + len(raw)
    if person := PERSON.fullmatch(raw):
        return Token(TokenKind.PERSON, f"@{person[2] or person[1]}", at, end, person[1])
    if raw.startswith("@") and len(raw) > 1:
        return Token(TokenKind.HANDLE, raw, at, end, raw[1:])
    if flag := FLAG.fullmatch(raw):
        return Token(TokenKind.FLAG, raw, at, end, flag[1].lower())
    if field := FIELD.fullmatch(raw):
        return Token(TokenKind.FIELD, plain(raw), at, end, f"{field[1].lower()}:{plain(field[2])}")
    return Token(TokenKind.WORD, plain(raw), at, end)


def plain(text: str) -> str:
    """Slack's mark-up as people read it: names for mentions, addresses for links, characters for entities."""
    text = PERSON.sub(lambda m: f"@{m[2] or m[1]}", text)
    text = CHANNEL.sub(lambda m: f"#{m[2] or m[1]}", text)
    text = LINK.sub(lambda m: m[1], text)
    text = SPECIAL.sub(lambda m: m[2] or "@" + m[1].removeprefix("@"), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def people(words: Words) -> tuple[PersonId, ...]:
    """The people mentioned, in order."""
    return tuple(dict.fromkeys(PersonId(token.value) for token in words.of(TokenKind.PERSON)))


def reference(token: str) -> int | None:
    """The number in `INC-42`, `inc42` or `#42`."""
    found = REFERENCE.fullmatch(token)
    return int(found[1]) if found else None


def number(token: str) -> int | None:
    """A bare number."""
    return int(token) if NUMBER.fullmatch(token) else None


def span(text: str) -> timedelta | None:
    """A length of time such as `10`, `10m`, `2h`, `1 day`, `30分钟`; minutes without a unit. None if it is none."""
    found = SPAN.fullmatch(text.strip())
    if not found:
        return None
    unit = UNITS[(found[2] or "m")[0].lower()]
    return timedelta(minutes=int(found[1]) * unit)


def looks_like_severity(text: str) -> bool:
    """True for `sev9` or `P-2`, whether or not there is such a severity."""
    return LOOKS_LIKE_SEVERITY.fullmatch(text) is not None
