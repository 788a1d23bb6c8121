"""The border where text becomes mark-up: everything is escaped here, once, and translated; nothing from people is ever
active.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from incidents import zones
from incidents.decision import Value
from incidents.model import SYSTEM, PersonId, Status, Who

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("en", "zh_CN")
# What turns the reading direction of its neighbours goes: the text would reach out of its place.
OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"}) | OVERRIDES


class SafeText(str):
    """Text that may stand in Slack's mark-up: escaped, or made by us."""

    __slots__ = ()


def esc(text: str) -> SafeText:
    """Text from people: shown, never active. Slack reads mentions, channels and links only between < and >.

    A zero-width space keeps `@here` and its like from being read as a mention by clients that look for them.
    """
    if isinstance(text, SafeText):
        return text
    quiet = (
        text.replace("@here", "@\u200bhere")
        .replace("@channel", "@\u200bchannel")
        .replace("@everyone", "@\u200beveryone")
    )
    return SafeText(quiet.translate(ENTITIES))


def cut(text: str, most: int) -> str:
    """At most so many characters, cut before escaping so that no entity is torn."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def msg(text: str) -> str:
    """Marks a sentence in a table for translation."""
    return text


STATUS = {
    Status.INVESTIGATING: msg("investigating"),
    Status.IDENTIFIED: msg("identified"),
    Status.MONITORING: msg("monitoring"),
    Status.RESOLVED: msg("resolved"),
    Status.CLOSED: msg("closed"),
    Status.CANCELLED: msg("cancelled"),
    Status.MERGED: msg("merged"),
}
COMMA = msg(", ")


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations of a language; English needs none."""
    return gettext.translation("sitrep", LOCALES, languages=[language], fallback=True)


def language_of(locale: str, default: str) -> str:
    """The catalogue for a Slack locale such as `zh-CN`; the default where it has none."""
    if not locale:
        return default
    lead = locale.replace("_", "-").split("-")[0].lower()
    return {"zh": "zh_CN", "en": "en"}.get(lead, default)


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language to one reader or room: `names` are display names, `zone` serves plain fallbacks of times."""

    language: str = "en"
    names: Mapping[PersonId, str] = field(default_factory=dict)
    zone: str = "UTC"

    def say(self, sentence: str, **values: Value) -> SafeText:
        """The sentence in this language as mark-up, its values escaped."""
        return SafeText(
            self._translated(sentence).format(**{name: self._marked(value) for name, value in values.items()})
        )

    def word(self, sentence: str, **values: Value) -> str:
        """The same for a button or a title, where Slack reads no mark-up."""
        return self._translated(sentence).format(**{name: self._bare(value) for name, value in values.items()})

    def label(self, text: str) -> str:
        """A text that may be ours or people's: translated where it is ours, its braces never filled in."""
        return self._translated(text)

    def status(self, status: Status) -> str:
        """The name of a status."""
        return self._translated(STATUS[status])

    def name(self, person: PersonId) -> SafeText:
        """A person by name: nobody is notified. Without a known name a mention, which Slack shows as the name."""
        known = "sitrep" if person == SYSTEM else self.names.get(person)
        return esc(known) if known else self.mention(person)

    def mention(self, person: PersonId) -> SafeText:
        """A person by mention: they are notified."""
        return SafeText(f"<@{person}>") if person.isalnum() else esc(person)

    def clock(self, at: datetime) -> SafeText:
        """A time of day in each reader's own zone, with a plain fallback."""
        return SafeText(f"<!date^{int(at.timestamp())}^{{time}}|{self.plain_clock(at)}>")

    def day(self, at: datetime) -> SafeText:
        """A date and time in each reader's own zone, with a plain fallback."""
        return SafeText(
            f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d} {self.plain_clock(at)}>"
        )

    def plain_day(self, at: datetime) -> str:
        """A date and time where no mark-up is read, to the second."""
        local = at.astimezone(zones.zone(self.zone))
        return f"{local:%Y-%m-%d %H:%M:%S} {local.tzname()}"

    def plain_clock(self, at: datetime) -> str:
        """A time of day where no mark-up is read."""
        local = at.astimezone(zones.zone(self.zone))
        return f"{local:%H:%M} {local.tzname()}"

    def lasted(self, span: timedelta) -> str:
        """A length of time in its two largest units."""
        seconds = max(0, int(span.total_seconds()))
        if seconds < 60:
            return self._translated(msg("{n} s")).format(n=seconds)
        hours, minutes = divmod(seconds // 60, 60)
        days, hours = divmod(hours, 24)
        parts = [(days, msg("{n} d")), (hours, msg("{n} h")), (minutes, msg("{n} min"))]
        return " ".join(self._translated(unit).format(n=n) for n, unit in [part for part in parts if part[0]][:2])

    def _translated(self, sentence: str) -> str:
        return catalogue(self.language).gettext(sentence) if sentence else ""  # gettext keeps its header under "".

    def _marked(self, value: Value) -> str:
        match value:
            case Who(person):
                return self.mention(person)
            case datetime():
                return self.day(value)
            case _:
                return esc(self._bare(value)) if not isinstance(value, SafeText) else value

    def _bare(self, value: Value) -> str:
        match value:
            case Status():
                return self.status(value)
            case tuple():
                return self._translated(COMMA).join(self.status(status) for status in value) or "-"
            case Who(person):
                return str(self.names.get(person) or person)
            case datetime():
                return self.plain_clock(value)
            case timedelta():
                return self.lasted(value)
            case _:
                return str(value)
