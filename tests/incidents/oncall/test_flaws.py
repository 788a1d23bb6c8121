"""What cannot be right in a schedule, each with what to write instead; and the gaps that nobody declared."""

from dataclasses import replace

import pytest

from incidents.oncall.flaws import flaws
from incidents.oncall.gaps import gaps
from incidents.oncall.lengths import length, spelt
from incidents.oncall.model import Change, Hours, Layer, Length, Mask, Schedule, Unit
from tests.incidents.oncall.made import MONDAY, override, utc, weekly

DAY = ("2026-01-06 09:00", "2026-01-06 17:00")
LATER = ("2026-01-06 16:00", "2026-01-07 00:00")


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule(name="x", layers=()), "nobody is in it: write [[schedules.x.layers]]"),
        (weekly(), "a rotation with nobody in it: write people ="),
        (weekly("A", shadows=(("N", "N"),)), "nobody is their own mentor"),
        (weekly("A", shadows=(("N", "M"),)), "“M” is in no layer of this schedule"),
        (weekly("A", overrides=(override(Change.ADD, "X", *reversed(DAY)),)), "it ends before it begins"),
        (
            weekly("A", overrides=(override(Change.ADD, "X", *DAY), override(Change.ADD, "Y", *LATER))),
            "it overlaps the one from 2026-01-06 09:00 to 2026-01-06 17:00: begin at 2026-01-06 17:00",
        ),
        (weekly("A", overrides=(override(Change.REMOVE, "X", *DAY),)), "“X” is not in this schedule"),
        (
            weekly("A", overrides=(override(Change.REPLACE, "A", *DAY, instead="A"),)),
            "“A” cannot stand in for themselves",
        ),
        (
            Schedule(name="x", layers=(Layer(people=("A",), start=MONDAY, mask=Mask(days=(0, 1, 2, 3, 4))),)),
            "nobody is on call from 2026-01-10 00:00 to 2026-01-12 00:00, and 56 more times within a year: add a layer",
        ),
        (
            Schedule(name="x", layers=(Layer(people=("A",), backups=("A",), start=MONDAY),)),
            "the only backup is the only primary",
        ),
    ],
)
def test_what_cannot_be_is_said_with_what_to_write(schedule: Schedule, said: str) -> None:
    assert said in flaws(schedule)[0][1]


@pytest.mark.parametrize(
    "schedule",
    [
        weekly("A", "B"),
        weekly("A", overrides=(override(Change.ADD, "X", *DAY), override(Change.REMOVE, "A", *DAY))),
        weekly("A", mask=Mask(days=(0,), hours=(Hours(540, 1020),))),
        Schedule(
            name="x",
            mask=Mask(days=(0, 1)),
            layers=(Layer(people=("A",), start=MONDAY, mask=Mask(days=(0, 1, 2))),),
        ),
        Schedule(
            name="x",
            zone="Europe/Stockholm",
            layers=(
                Layer(people=("A",), start=MONDAY, mask=Mask(hours=(Hours(540, 1260),))),
                Layer(people=("B",), start=MONDAY, mask=Mask(hours=(Hours(1260, 540),))),
            ),
        ),
    ],
)
def test_what_can_be_has_no_flaw(schedule: Schedule) -> None:
    assert flaws(schedule) == []


def test_a_gap_that_overrides_tear_is_found_and_a_declared_one_is_not() -> None:
    schedule = weekly("A", mask=Mask(days=(0, 1)))
    absent = override(Change.REMOVE, "A", "2026-01-13 09:00", "2026-01-13 17:00")

    found = gaps(schedule, utc("2026-01-12 00:00"), utc("2026-01-19 00:00"), [absent])

    assert found == [(utc("2026-01-13 09:00"), utc("2026-01-13 17:00"))]


def test_before_anybody_has_begun_there_is_a_gap() -> None:
    assert gaps(weekly("A"), utc("2026-01-04 00:00"), utc("2026-01-08 00:00")) == [
        (utc("2026-01-04 00:00"), utc("2026-01-05 09:00"))
    ]


def test_layers_in_two_zones_leave_what_neither_covers() -> None:
    east = Layer(people=("A",), start=MONDAY, zone="Asia/Shanghai", mask=Mask(hours=(Hours(480, 1200),)))
    west = replace(east, people=("B",), zone="Europe/Stockholm")

    [flaw] = flaws(Schedule(name="x", layers=(east, west)))

    assert "nobody is on call from 2026-01-05 19:00 to 2026-01-06 00:00" in flaw[1]


@pytest.mark.parametrize("text", ["hourly", "daily", "weekly", "monthly", "90m", "12h", "10d", "2w", "3mo"])
def test_a_length_is_written_as_it_is_read(text: str) -> None:
    assert spelt(length(text)) == text


def test_a_length_that_has_a_name_is_written_by_it() -> None:
    assert length("1 w") == Length(1, Unit.WEEK)
    assert spelt(length("1w")) == "weekly"


@pytest.mark.parametrize("text", ["", "0d", "5m", "yearly", "1y", "-1d", "10000h", "1.5d"])
def test_a_length_that_is_none_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write hourly, daily, weekly, monthly"):
        length(text)
