"""How long a turn is, as it is written: hourly, daily, weekly, monthly, or 12h, 10d, 2w, 3mo, 90m."""

import re

from incidents.oncall.model import Length, Unit

SPELT = {
    "hourly": Length(1, Unit.HOUR),
    "daily": Length(1, Unit.DAY),
    "weekly": Length(1, Unit.WEEK),
    "monthly": Length(1, Unit.MONTH),
}
COUNTED = re.compile(r"(\d{1,4})\s*(mo|m|h|d|w)")
SHORTEST = 15  # Minutes.
LONGEST = {Unit.MINUTE: 9999, Unit.HOUR: 9999, Unit.DAY: 999, Unit.WEEK: 150, Unit.MONTH: 36}


def length(text: str) -> Length:
    """What a text says. Raises ValueError with what to write."""
    if text in SPELT:
        return SPELT[text]
    found = COUNTED.fullmatch(text)
    made = Length(int(found[1]), Unit(found[2])) if found else Length(0, Unit.DAY)
    least = SHORTEST if made.unit is Unit.MINUTE else 1
    if not least <= made.count <= LONGEST[made.unit]:
        raise ValueError("write hourly, daily, weekly, monthly, or a length such as 90m, 12h, 10d, 2w or 3mo")
    return made


def spelt(length: Length) -> str:
    """How it is written."""
    named = (word for word, meant in SPELT.items() if meant == length)
    return next(named, f"{length.count}{length.unit.value}")
