"""Times that lie ahead, as people type them: `tomorrow 09:00-17:00`, `sunday 03:10`, `2026-12-24 - 2026-12-27 09:00`,
`for 2h`, `明天 09:00-17:00`. By the clock of whoever types; always shown back.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from commands.words import Words
from commands.words import span as length
from incidents.oncall import wall
from incidents.upkeep.writing import DAYS

CLOCK = r"(\d{1,2})[:\uff1a](\d{2})"
TIME = re.compile(CLOCK)
BOTH = re.compile(rf"{CLOCK}\s*[-\u2013\u2014~]\s*{CLOCK}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
NAMED = {"today": 0, "tomorrow": 1, "\u4eca\u5929": 0, "\u660e\u5929": 1, "\u540e\u5929": 2}
CHINESE = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5"
UNTIL = ("-", "\u2013", "\u2014", "to", "until", "till", "\u5230", "\u81f3")
SMALL = ("at", "on", "from", "next", "\u4ece")
NOW = ("now", "\u73b0\u5728")
FOR = ("for", "\u5171")


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when a time is typed."""

    now: datetime
    zone: str

    @property
    def today(self) -> int:
        """The day, counted from the first of January of the year 1."""
        return wall.reading(self.now, self.zone) // wall.DAY


@dataclass(frozen=True, slots=True)
class Read:
    """What some words say: a day (None: the next time that it is so late), minutes after midnight (None: not said), or
    an `instant`; and the words after it.
    """

    left: Words
    day: int | None = None
    minute: int | None = None
    instant: datetime | None = None

    @property
    def says(self) -> bool:
        """Whether it says anything."""
        return self.day is not None or self.minute is not None or self.instant is not None


def at(said: Words, here: Here) -> tuple[datetime | None, Words]:
    """The instant that words begin with: a day alone is its midnight. None where they begin with something else."""
    found = _read(said, here)
    return (_instant(found, here), found.left) if found.says else (None, said)


def span(said: Words, here: Here) -> tuple[tuple[datetime, datetime] | None, Words]:
    """From when to when, as the words begin; a day alone is the whole of it. None where they begin with something
    else, or where the end is missing.
    """
    if (both := _both(said, here)) is not None:
        return both
    begin = _read(said, here)
    if begin.left.first.casefold() in FOR or not begin.says:
        return _lasting(said if not begin.says else begin.left, begin, here)
    if begin.left.first.casefold() in UNTIL:
        end = _read(begin.left.after_first(), here)
        if not end.says:
            return None, said
        first = _instant(begin, here)
        last = _instant(end, Here(first, here.zone), whole=end.minute is None)
        return (first, last), end.left
    if begin.day is not None and begin.minute is None:
        midnight = begin.day * wall.DAY
        return (wall.first(midnight, here.zone), wall.first(midnight + wall.DAY, here.zone)), begin.left
    return None, said


def _both(said: Words, here: Here) -> tuple[tuple[datetime, datetime], Words] | None:
    """A day and `09:00-17:00`, over midnight where it ends earlier than it begins."""
    day, left = _day(_small(said), here)
    found = BOTH.fullmatch(_small(left).first)
    begin, end = (_minutes(found[1], found[2]), _minutes(found[3], found[4])) if found else (None, None)
    if begin is None or end is None:
        return None
    left = _small(left).after_first()
    midnight = _next(begin, here) if day is None else day * wall.DAY
    last = midnight + end + (wall.DAY if end <= begin else 0)
    return (wall.first(midnight + begin, here.zone), wall.first(last, here.zone)), left


def _lasting(left: Words, begin: Read, here: Here) -> tuple[tuple[datetime, datetime] | None, Words]:
    """`for 2h`, or `2h` from now on."""
    said = left.after_first() if left.first.casefold() in FOR else left
    found = None if said.first.isdigit() else length(said.first)
    if not found:
        return None, left
    first = _instant(begin, here) if begin.says else here.now
    return (first, first + found), said.after_first()


def _read(said: Words, here: Here) -> Read:
    left = _small(said)
    if left.first.casefold() in NOW:
        return Read(left.after_first(), instant=here.now)
    day, left = _day(left, here)
    left = _small(left)
    found = TIME.fullmatch(left.first)
    minute = _minutes(found[1], found[2]) if found else None
    return Read(left.after_first() if minute is not None else left, day, minute)


def _day(said: Words, here: Here) -> tuple[int | None, Words]:
    word = said.first.casefold()
    if word in NAMED:
        return here.today + NAMED[word], said.after_first()
    if DATE.fullmatch(word):
        try:
            return date.fromisoformat(word).toordinal(), said.after_first()
        except ValueError:
            return None, said
    weekday = _weekday(word)
    if weekday is None:
        return None, said
    return here.today + (weekday - date.fromordinal(here.today).weekday()) % 7, said.after_first()


def _weekday(word: str) -> int | None:
    for lead in ("\u5468", "\u661f\u671f"):
        if word.startswith(lead) and word.removeprefix(lead) in CHINESE and word != lead:
            return CHINESE.index(word.removeprefix(lead))
    full = word.endswith("day") or word in DAYS
    return DAYS.index(word[:3]) if full and word[:3] in DAYS else None


def _small(said: Words) -> Words:
    return said.after_first() if said.first.casefold() in SMALL else said


def _minutes(hour: str, minute: str) -> int | None:
    """Minutes after midnight; 24:00 is the end of the day."""
    found = int(hour) * 60 + int(minute)
    return found if int(minute) < 60 and found <= wall.DAY else None


def _next(minute: int, here: Here) -> int:
    """The midnight before the next time that it is so late."""
    midnight = here.today * wall.DAY
    return midnight if midnight + minute >= wall.reading(here.now, here.zone) else midnight + wall.DAY


def _instant(found: Read, here: Here, *, whole: bool = False) -> datetime:
    """When that is; with `whole` the end of a day that is named alone."""
    if found.instant is not None:
        return found.instant
    minute = (wall.DAY if whole else 0) if found.minute is None else found.minute
    midnight = _next(minute, here) if found.day is None else found.day * wall.DAY
    return wall.first(midnight + minute, here.zone)
