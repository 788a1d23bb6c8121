"""What overrides do: add, remove, replace; the latest has the last word."""

import pytest

from incidents.oncall.model import Change, Override, Seat
from incidents.oncall.shifts import on_duty, shifts
from tests.incidents.oncall.made import override, utc, weekly

DAY = ("2026-01-06 09:00", "2026-01-06 17:00")
NOON = utc("2026-01-06 12:00")
TEAM = weekly("A", "B", "C")


@pytest.mark.parametrize(
    ("change", "seats"),
    [
        (override(Change.ADD, "X", *DAY), ("X", "B")),
        (override(Change.ADD, "B", *DAY), ("B", "C")),
        (override(Change.ADD, "X", *DAY, seat=Seat.BACKUP), ("A", "X")),
        (override(Change.ADD, "A", *DAY, seat=Seat.BACKUP), ("A", "B")),
        (override(Change.REMOVE, "A", *DAY), ("B", "C")),
        (override(Change.REMOVE, "B", *DAY), ("A", "C")),
        (override(Change.REMOVE, "X", *DAY), ("A", "B")),
        (override(Change.REPLACE, "A", *DAY, instead="X"), ("X", "B")),
        (override(Change.REPLACE, "A", *DAY, instead="B"), ("B", "C")),
        (override(Change.REPLACE, "B", *DAY, instead="A"), ("A", "C")),
        (override(Change.REPLACE, "X", *DAY, instead="Y"), ("A", "B")),
    ],
)
def test_an_override_changes_who_has_which_seat(change: Override, seats: tuple[str, str]) -> None:
    duty = on_duty(TEAM, NOON, [change])

    assert (duty.primary, duty.backup) == seats


def test_an_override_begins_and_ends_on_the_minute() -> None:
    change = override(Change.ADD, "X", *DAY)

    found = shifts(TEAM, utc("2026-01-06 00:00"), utc("2026-01-07 00:00"), [change])

    assert [(f"{one.start:%H:%M}", one.primary) for one in found] == [("00:00", "A"), ("09:00", "X"), ("17:00", "A")]


def test_of_two_that_meet_the_one_made_last_has_the_last_word() -> None:
    early = override(Change.ADD, "X", *DAY, made_at=utc("2026-01-01 00:00"))
    late = override(Change.ADD, "Y", *DAY, made_at=utc("2026-01-02 00:00"))

    assert on_duty(TEAM, NOON, [late, early]).primary == "Y"


def test_who_was_relieved_answers_again_before_nobody_does() -> None:
    changes = [override(Change.ADD, "X", *DAY), override(Change.REMOVE, "X", *DAY, id=1)]

    duty = on_duty(weekly("A"), NOON, changes)

    assert (duty.primary, duty.backup) == ("A", None)


def test_an_override_puts_somebody_into_a_declared_gap() -> None:
    change = override(Change.ADD, "X", *DAY, seat=Seat.BACKUP)

    assert on_duty(weekly(), NOON, [change]).primary == "X"


def test_the_overrides_of_the_settings_come_first() -> None:
    written = weekly("A", "B", overrides=(override(Change.ADD, "X", *DAY),))

    assert on_duty(written, NOON).primary == "X"
    assert on_duty(written, NOON, [override(Change.ADD, "Y", *DAY, id=1)]).primary == "Y"
