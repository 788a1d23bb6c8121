"""When a wall clock shows what: gaps, repeated hours, and the clocks of every day."""

import pytest

from incidents.oncall import wall
from tests.incidents.oncall.made import utc


def shown(text: str) -> int:
    """A reading such as `2026-03-29 02:30`."""
    at = utc(text)
    return at.toordinal() * wall.DAY + at.hour * 60 + at.minute


@pytest.mark.parametrize(
    ("zone", "reading", "first", "last"),
    [
        ("Europe/Stockholm", "2026-01-05 09:00", "2026-01-05 08:00", "2026-01-05 08:00"),
        ("Europe/Stockholm", "2026-03-29 02:30", "2026-03-29 01:00", "2026-03-29 01:00"),
        ("Europe/Stockholm", "2026-10-25 02:30", "2026-10-25 00:30", "2026-10-25 01:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30", "2026-10-03 15:30"),
        ("America/Havana", "2026-11-01 00:30", "2026-11-01 04:30", "2026-11-01 05:30"),
        ("Asia/Shanghai", "2026-03-29 02:30", "2026-03-28 18:30", "2026-03-28 18:30"),
    ],
)
def test_a_reading_has_a_first_and_a_last_instant(zone: str, reading: str, first: str, last: str) -> None:
    assert wall.first(shown(reading), zone) == utc(first)
    assert wall.last(shown(reading), zone) == utc(last)


def test_a_day_that_the_clocks_skip_happens_when_they_jump_over_it() -> None:
    assert wall.first(shown("2011-12-30 12:00"), "Pacific/Apia") == utc("2011-12-30 10:00")
