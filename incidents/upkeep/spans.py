"""Lengths of time as sitrep.toml writes them: 5m, 2h, 1d, or never."""

import re
from datetime import timedelta

SPAN = re.compile(r"(\d+)\s*(m|h|d)")
MINUTES = {"m": 1, "h": 60, "d": 1440}
LONGEST = 366 * MINUTES["d"]


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
