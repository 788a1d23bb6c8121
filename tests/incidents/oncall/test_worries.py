"""What will hurt at night."""

from datetime import timedelta

from incidents.oncall.model import Change
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
