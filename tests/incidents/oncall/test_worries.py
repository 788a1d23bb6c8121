"""What will hurt at night; and shifts as a calendar."""

from datetime import timedelta

from incidents.oncall.ics import calendar
from incidents.oncall.model import Change
from incidents.oncall.shifts import shifts
from incidents.oncall.worries import worries
from tests.incidents.oncall.made import override, utc, weekly

NOW = utc("2026-01-06 12:00")


def test_two_people_without_a_gap_are_no_worry() -> None:
    assert worries(weekly("A", "B"), NOW) == []


def test_one_person_alone_is_a_worry_with_what_to_do() -> None:
    assert worries(weekly("A"), NOW) == [
        "payments: A is alone in layer 1. Add somebody to take turns with.",
        "payments: A has no backup, first at 2026-01-06 12:00. Add people, or backups.",
    ]


def test_a_gap_within_two_weeks_is_a_worry_and_a_later_one_is_not() -> None:
    gone = [override(Change.REMOVE, one, "2026-01-13 09:00", "2026-01-13 17:00") for one in ("A", "B")]
    schedule = weekly("A", "B", overrides=tuple(gone))

    [worry] = worries(schedule, NOW)

    assert worry.startswith("payments: nobody is on call from 2026-01-13 09:00 to 2026-01-13 17:00 (UTC)")
    assert worries(schedule, NOW + timedelta(days=14)) == []


def test_a_calendar_has_an_event_for_every_shift_of_a_primary() -> None:
    found = shifts(weekly("A", "B"), NOW, NOW + timedelta(days=8))

    lines = calendar("payments", found, made=NOW).split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "SUMMARY"))] == [
        "DTSTART:20260106T120000Z",
        "DTEND:20260112T090000Z",
        "SUMMARY:payments primary: A\\, backup B",
        "DTSTART:20260112T090000Z",
        "DTEND:20260114T120000Z",
        "SUMMARY:payments primary: B\\, backup A",
    ]


def test_a_person_s_calendar_holds_both_seats_of_theirs_and_nobody_else_s() -> None:
    found = shifts(weekly("A", "B", "C"), NOW, NOW + timedelta(days=18))

    lines = calendar("payments", found, person="B", made=NOW).split("\r\n")

    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:payments backup: B",
        "SUMMARY:payments primary: B\\, backup C",
    ]


def test_a_long_line_is_folded_and_no_character_is_torn() -> None:
    name = "支付" * 40
    found = shifts(weekly("A", "B"), NOW, NOW + timedelta(days=1))

    text = calendar(name, found, made=NOW)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{name} primary: A" in text.replace("\r\n ", "")


def test_an_event_is_called_the_same_whenever_the_calendar_is_made() -> None:
    found = shifts(weekly("A", "B"), NOW, NOW + timedelta(days=1))
    first, second = (calendar("x", found, made=made) for made in (NOW, NOW + timedelta(days=1)))

    assert [line for line in first.split("\r\n") if line.startswith("UID")] == [
        line for line in second.split("\r\n") if line.startswith("UID")
    ]
