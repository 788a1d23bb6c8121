"""Holidays as days: of countries by the library `holidays`, an extra of its own, and single days as written."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

try:
    import holidays
except ImportError:  # The extra is not installed: single days still work.
    holidays = None  # type: ignore[assignment]  # A module, or nothing.

COUNTRY = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")
YEARS = range(2020, 2046)
MISSING = "holidays of a country need the extra: install sitrep[holidays] (pip install holidays), or write days"


@lru_cache(maxsize=256)
def closed_on(written: tuple[str, ...]) -> frozenset[date]:
    """Every holiday that these name, from 2020 to 2045. Raises ValueError with what to write instead."""
    return frozenset(day for word in written for day in _days(word))


def _days(word: str) -> Iterator[date]:
    found = COUNTRY.fullmatch(word)
    if not found:
        try:
            yield date.fromisoformat(word)
        except ValueError:
            raise ValueError(f"“{word}” is no country such as SE or US-CA, and no day such as 2026-12-24") from None
        return
    if holidays is None:
        raise ValueError(MISSING)
    try:
        yield from holidays.country_holidays(found[1], subdiv=found[2], years=YEARS)
    except NotImplementedError:
        raise ValueError(f"no holidays are known for “{word}”; write a country such as SE or US-CA") from None
