"""Schedules that follow a calendar, at the terminal: check, shifts and doctor read it as the running bot does."""

import json
from pathlib import Path

import pytest

from tests.incidents.oncall.moving.feeds import calendar, event, turns
from tests.terminal import Sitrep

FILE = """
[teams.payments]
members = ["ana@example.test"]
[schedules.payments]
zone = "Europe/Stockholm"
ical = "calendars/payments.ics"
names = {"Ana Doe" = "ana@example.test"}
"""
ALWAYS = event("1", "Ana Doe", "20260101T000000", "20260102T000000", "RRULE:FREQ=DAILY")
BEHIND = event("2", "Backup: bea@example.test", "20260101T000000", "20260102T000000", "RRULE:FREQ=DAILY")

SPAN = ("--from", "2031-03-01", "--to", "2031-03-08")
SHIFTS = ("oncall", "shifts", "--config", "sitrep.toml", "--schedule", "payments", *SPAN)


@pytest.fixture(autouse=True)
def file(tmp_path: Path) -> Path:
    """A sitrep.toml whose schedule follows a file."""
    (tmp_path / "sitrep.toml").write_text(FILE, encoding="utf-8")
    (tmp_path / "calendars").mkdir()
    return tmp_path / "calendars" / "payments.ics"


def put(file: Path, events: list[str]) -> None:
    """The calendar that is followed."""
    file.write_text(calendar(events), encoding="utf-8")


async def test_check_reads_the_calendar(sitrep: Sitrep, file: Path) -> None:
    put(file, [ALWAYS, BEHIND])

    said = await sitrep("check", "sitrep.toml")

    assert (said.code, said.err) == (0, "")
    assert "ok     The calendar of payments can be read: 1 shifts." in said.out


async def test_check_names_an_event_of_nobody_known_and_the_gap_that_it_leaves(sitrep: Sitrep, file: Path) -> None:
    stranger = event("1", "Zoe Quist", "20260101T000000", "20260102T000000", "RRULE:FREQ=DAILY")
    put(file, [stranger])

    said = await sitrep("check", "sitrep.toml")

    assert said.code == 1
    assert "WRONG  The calendar of payments says “Zoe Quist” at 20" in said.out
    assert 'names = {"Zoe Quist" = "ana@example.com"}' in said.out
    assert "But payments: nobody is on call from " in said.out


async def test_check_says_the_line_of_a_calendar_that_is_not_there(sitrep: Sitrep) -> None:
    said = await sitrep("check", "sitrep.toml")

    assert said.code == 1
    assert "WRONG  sitrep.toml, line 6: schedules.payments.ical: the calendar cannot be read (no_file)." in said.out
    assert "No such file or directory; put the calendar there, or mend `ical`." in said.out


async def test_shifts_and_preview_go_by_the_calendar(sitrep: Sitrep, file: Path) -> None:
    put(file, [ALWAYS, BEHIND])

    shifts = await sitrep(*SHIFTS, "--json")
    preview = await sitrep("oncall", "preview", "--config", "sitrep.toml", "--service", "payments")

    assert json.loads(shifts.out) == [
        {
            "start": "2031-03-01T00:00:00Z",
            "end": "2031-03-08T00:00:00Z",
            "primary": "ana@example.test",
            "backup": "bea@example.test",
        }
    ]
    assert "ana@example.test" in preview.out


async def test_shifts_of_a_calendar_that_cannot_be_read_are_refused(sitrep: Sitrep) -> None:
    said = await sitrep(*SHIFTS)

    assert said.code == 2
    assert said.err.startswith("schedules.payments.ical: the calendar cannot be read (no_file): ")


async def test_the_doctor_looks_at_calendars_too(sitrep: Sitrep, file: Path) -> None:
    put(file, turns())

    said = await sitrep("doctor")

    assert "ok     The calendar of payments can be read: " in said.out
