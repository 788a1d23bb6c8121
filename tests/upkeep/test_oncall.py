"""`sitrep oncall shifts`: every shift of a file's schedule, for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.terminal import Said, Sitrep

FILE = """
[schedules.payments]
zone = "Europe/Stockholm"
[[schedules.payments.layers]]
people = ["U0ANA", "bea@example.com"]
start = 2026-01-05
"""


@pytest.fixture
def shifts(sitrep: Sitrep, tmp_path: Path) -> object:
    """Ask for the shifts from one time to another, of a schedule in FILE."""
    (tmp_path / "oncall.toml").write_text(FILE, encoding="utf-8")

    async def asked(begin: str, end: str, *more: str, schedule: str = "payments") -> Said:
        words = ("--config", "oncall.toml", "--schedule", schedule, "--from", begin, "--to", end, *more)
        return await sitrep("oncall", "shifts", *words)

    return asked


async def test_shifts_are_json_in_utc_without_a_hole(shifts: Sitrep) -> None:
    said = await shifts("2026-03-27T00:00:00Z", "2026-03-31", "--json")

    assert said.code == 0
    assert json.loads(said.out) == [
        {
            "start": "2026-03-27T00:00:00Z",
            "end": "2026-03-30T07:00:00Z",
            "primary": "bea@example.com",
            "backup": "U0ANA",
        },
        {
            "start": "2026-03-30T07:00:00Z",
            "end": "2026-03-31T00:00:00Z",
            "primary": "U0ANA",
            "backup": "bea@example.com",
        },
    ]


async def test_people_read_them_by_the_clock_of_the_schedule(shifts: Sitrep) -> None:
    said = await shifts("2026-03-30T06:00", "2026-03-30T12:00")

    assert said.out.splitlines() == [
        "Times in Europe/Stockholm.",
        "2026-03-30 08:00  2026-03-30 09:00  bea@example.com, backup U0ANA",
        "2026-03-30 09:00  2026-03-30 14:00  U0ANA, backup bea@example.com",
    ]


async def test_what_cannot_be_asked_is_answered_with_what_to_write(shifts: Sitrep) -> None:
    backwards = await shifts("2026-03-31", "2026-03-30")
    unknown = await shifts("2026-03-30", "2026-03-31", schedule="pay")
    no_time = await shifts("monday", "2026-03-31")

    assert [said.code for said in (backwards, unknown, no_time)] == [2, 2, 2]
    assert backwards.err.strip() == "--to must be after --from."
    assert "there is no schedule “pay”; there are payments" in unknown.err
    assert "“monday” is no time; write one such as 2026-12-24T09:00+01:00" in no_time.err


async def test_a_calendar_is_written_for_a_schedule_and_for_a_person(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "oncall.toml").write_text(FILE, encoding="utf-8")
    words = ("--config", "oncall.toml", "--schedule", "payments", "--from", "2026-03-30", "--to", "2026-04-30")

    said = await sitrep("oncall", "ics", *words)
    own = await sitrep("oncall", "ics", *words, "--person", "U0ANA")
    nobody = await sitrep("oncall", "ics", *words, "--person", "U0EVA")

    assert said.out.count("SUMMARY:payments primary: ") == 6
    assert own.out.count("U0ANA\\, backup bea@example.com") == 3
    assert own.out.count("SUMMARY:payments backup: U0ANA") == 3
    assert (nobody.code, nobody.err.strip()) == (
        2,
        "--person: “U0EVA” is in no schedule here; there are U0ANA, bea@example.com.",
    )


async def test_check_says_what_will_hurt_at_night(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "alone.toml").write_text(FILE.replace(', "bea@example.com"', ""), encoding="utf-8")

    said = await sitrep("check", "alone.toml")

    assert said.code == 0
    assert "But payments: U0ANA is alone in layer 1. Add somebody to take turns with." in said.out
    assert "But payments: U0ANA has no backup, first at" in said.out
