"""Shifts as a calendar. Oracle: the library icalendar reads what was written."""

from datetime import datetime, timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.oncall import ics
from incidents.oncall.ics import Turn
from incidents.oncall.model import Change, Schedule, Seat
from incidents.oncall.shifts import shifts, whole
from tests.incidents.oncall.made import override, schedules, utc, weekly

NOW = utc("2026-01-06 12:00")
DAY = timedelta(days=1)
MINUTES = st.integers(0, 2 * 366 * 24 * 60)
STARTS = MINUTES.map(lambda minutes: utc("2026-01-01 00:00") + timedelta(minutes=minutes))
FEW = settings(max_examples=20)  # Each walks months of shifts.
Row = tuple[str, datetime, datetime, str]


def summary(turn: Turn) -> str:
    """What an event is called here."""
    return f"{turn.schedule} {turn.seat}: {turn.who}, backup {turn.shift.backup}"


def written(schedule: Schedule, start: datetime, days: int, person: str = "") -> str:
    """The calendar of some days."""
    every = list(ics.turns(schedule.name, whole(schedule, start, start + days * DAY), person=person))
    return ics.calendar(schedule.name, every, summary, made=NOW)


def read(text: str) -> list[Row]:
    """The events as the library reads them: what each is called, when it is, its summary."""
    found = icalendar.Calendar.from_ical(text)
    return [
        (str(one["UID"]), one.decoded("DTSTART"), one.decoded("DTEND"), str(one["SUMMARY"]))
        for one in found.walk("VEVENT")
    ]


def test_a_calendar_has_an_event_for_every_shift_of_a_primary_as_long_as_it_is() -> None:
    rows = read(written(weekly("A", "B"), NOW, 8))

    assert rows == [
        (
            "payments-20260105T090000Z-primary-A@sitrep",
            utc("2026-01-05 09:00"),
            utc("2026-01-12 09:00"),
            "payments primary: A, backup B",
        ),
        (
            "payments-20260112T090000Z-primary-B@sitrep",
            utc("2026-01-12 09:00"),
            utc("2026-01-19 09:00"),
            "payments primary: B, backup A",
        ),
    ]


def test_a_person_s_calendar_holds_both_seats_of_theirs_and_nobody_else_s() -> None:
    rows = read(written(weekly("A", "B", "C"), NOW, 18, person="B"))

    assert [row[3] for row in rows] == ["payments backup: B, backup B", "payments primary: B, backup C"]


def test_a_gap_has_no_event() -> None:
    gone = [override(Change.REMOVE, one, "2026-01-13 09:00", "2026-01-13 17:00") for one in ("A", "B")]

    rows = read(written(weekly("A", "B", overrides=tuple(gone)), utc("2026-01-13 10:00"), 0))

    assert rows == []


@FEW
@given(schedule=schedules(), start=STARTS, later=st.integers(0, 40 * 24 * 60), days=st.integers(1, 20))
def test_a_shift_is_called_the_same_and_is_as_long_whenever_the_calendar_is_made(
    schedule: Schedule, start: datetime, later: int, days: int
) -> None:
    again = start + timedelta(minutes=later)

    first, second = (read(written(schedule, at, days)) for at in (start, again))

    both = {row for row in first if row[2] > again and row[1] < again + days * DAY}
    assert both <= set(second)
    assert len({row[0] for row in first}) == len(first)


@FEW
@given(schedule=schedules(), start=STARTS, days=st.integers(1, 20))
def test_events_say_of_every_instant_who_the_shifts_say(schedule: Schedule, start: datetime, days: int) -> None:
    end = start + days * DAY

    rows = read(written(schedule, start, days))

    shown = [(max(row[1], start), min(row[2], end), row[3]) for row in rows]
    turns = ics.turns(schedule.name, shifts(schedule, start, end))
    assert shown == [(turn.shift.start, turn.shift.end, summary(turn)) for turn in turns]


@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_whatever_a_schedule_is_called_the_library_reads_it_back(name: str) -> None:
    turn = next(ics.turns(name, shifts(weekly("A", "B"), NOW, NOW + DAY)))

    text = ics.calendar(name, [turn], lambda one: one.schedule, made=NOW)

    [row] = read(text)
    plain = "".join(
        one
        for one in name.replace("\r\n", "\n").replace("\r", "\n")
        if one in "\t\n" or one.isprintable() or ord(one) > 127
    )
    assert row[1:] == (turn.shift.start, turn.shift.end, plain)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert turn.seat is Seat.PRIMARY


def test_a_long_line_is_folded_and_no_character_is_torn() -> None:
    name = "支付" * 40

    text = ics.calendar(name, [], summary, made=NOW)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"X-WR-CALNAME:{name}" in text.replace("\r\n ", "")
