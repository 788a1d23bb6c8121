"""Times that lie ahead, by the clock of whoever types them."""

import pytest

from commands.oncall import moments
from commands.oncall.moments import Here
from commands.words import read
from tests.incidents.oncall.made import utc

HERE = Here(utc("2026-03-26 12:00"), "Europe/Stockholm")  # A Thursday, 13:00 there; clocks are set on Sunday.


@pytest.mark.parametrize(
    ("said", "begin", "end", "left"),
    [
        ("tomorrow 09:00-17:00 payments", "2026-03-27 08:00", "2026-03-27 16:00", "payments"),
        ("tomorrow 9:00 - 17:00", "2026-03-27 08:00", "2026-03-27 16:00", ""),
        ("22:00-06:00", "2026-03-26 21:00", "2026-03-27 05:00", ""),
        ("09:00-17:00", "2026-03-27 08:00", "2026-03-27 16:00", ""),
        ("sunday 01:00-04:00", "2026-03-29 00:00", "2026-03-29 02:00", ""),
        ("on sunday", "2026-03-28 23:00", "2026-03-29 22:00", ""),
        ("friday 18:00 until monday 09:00", "2026-03-27 17:00", "2026-03-30 07:00", ""),
        ("from fri to sun", "2026-03-26 23:00", "2026-03-29 22:00", ""),
        ("2026-12-24 - 2026-12-27 09:00 x", "2026-12-23 23:00", "2026-12-27 08:00", "x"),
        ("tomorrow 09:00 for 2h", "2026-03-27 08:00", "2026-03-27 10:00", ""),
        ("for 90m", "2026-03-26 12:00", "2026-03-26 13:30", ""),
        ("now until 17:00", "2026-03-26 12:00", "2026-03-26 16:00", ""),
        ("明天 09:00-17:00", "2026-03-27 08:00", "2026-03-27 16:00", ""),
        ("周日 到 周一", "2026-03-28 23:00", "2026-03-30 22:00", ""),
    ],
)
def test_a_span_is_read(said: str, begin: str, end: str, left: str) -> None:
    found, rest = moments.span(read(said), HERE)

    assert found == (utc(begin), utc(end))
    assert rest.line == left


@pytest.mark.parametrize(
    "said", ["", "payments", "25:00-26:00", "tomorrow 09:00", "someday 09:00-10:00", "2026-13-40", "3"]
)
def test_what_is_no_span_is_left_alone(said: str) -> None:
    assert moments.span(read(said), HERE)[0] is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("sunday 03:10", "2026-03-29 01:10"),
        ("sunday", "2026-03-28 23:00"),
        ("thursday", "2026-03-25 23:00"),
        ("12:00", "2026-03-27 11:00"),
        ("14:00", "2026-03-26 13:00"),
        ("now", "2026-03-26 12:00"),
        ("2026-12-24 09:00", "2026-12-24 08:00"),
        ("24:00", "2026-03-26 23:00"),
    ],
)
def test_an_instant_is_read(said: str, at: str) -> None:
    assert moments.at(read(said), HERE)[0] == utc(at)
