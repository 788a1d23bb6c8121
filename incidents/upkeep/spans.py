"""Lengths of time as sitrep.toml writes them: 5m, 2h, 1d, or never; deadlines in days: 3d, 5wd, or never."""

import re
from datetime import timedelta

from incidents.policy import Deadline

SPAN = re.compile(r"(\d+)\s*(m|h|d)")
MINUTES = {"m": 1, "h": 60, "d": 1440}
LONGEST = 366 * MINUTES["d"]
DAYS = re.compile(r"([1-9]\d{0,2})\s*(w?)d")


def span(text: str) -> timedelta | None:
    """What a text says; None for never. Raises ValueError for anything else."""
    if text == "never":
        return None
    found = SPAN.fullmatch(text)
    minutes = int(found[1]) * MINUTES[found[2]] if found else 0
    if not 0 < minutes <= LONGEST:
        raise ValueError("write a length of time such as 5m, 2h or 1d, or never")
    return timedelta(minutes=minutes)


def spelt(span: timedelta | None) -> str:
    """How it is written, in its largest whole unit; never for None."""
    if span is None:
        return "never"
    minutes = int(span.total_seconds()) // 60
    letter = next(letter for letter in reversed(MINUTES) if minutes % MINUTES[letter] == 0)
    return f"{minutes // MINUTES[letter]}{letter}"


def deadline(text: str) -> Deadline | None:
    """What a text says, in days or working days; None for never. Raises ValueError for anything else."""
    if text == "never":
        return None
    found = DAYS.fullmatch(text)
    if not found:
        raise ValueError("write days such as 3d, working days such as 5wd, or never")
    return Deadline(int(found[1]), working=bool(found[2]))


def deadline_spelt(one: Deadline | None) -> str:
    """How it is written."""
    return f"{one.days}{'wd' if one.working else 'd'}" if one else "never"
