"""Who is on call: turns, layers, seats, shadows; at an instant and shift by shift."""

from datetime import date, timedelta

import pytest

from incidents.oncall.model import Feast, Hours, Layer, Length, Mask, Schedule, Shift, Unit
from incidents.oncall.shifts import on_duty, settled, shifts
from tests.incidents.oncall.made import MONDAY, utc, weekly

STOCKHOLM = "Europe/Stockholm"


def primaries(schedule: Schedule, start: str, end: str) -> list[tuple[str, str | None]]:
    """Every shift by when it begins, in UTC."""
    return [(f"{one.start:%m-%d %H:%M}", one.primary) for one in shifts(schedule, utc(start), utc(end))]


def test_the_backup_is_whoever_comes_next() -> None:
    schedule = weekly("A", "B", "C")

    first, second = on_duty(schedule, utc("2026-01-06 00:00")), on_duty(schedule, utc("2026-01-20 00:00"))

    assert (first.primary, first.backup) == ("A", "B")
    assert (second.primary, second.backup) == ("C", "A")
    assert second.until == utc("2026-01-26 09:00")


def test_whoever_is_there_twice_is_not_their_own_backup() -> None:
    duty = on_duty(weekly("A", "A", "B"), utc("2026-01-06 00:00"))

    assert (duty.primary, duty.backup) == ("A", "B")
    assert duty.until == utc("2026-01-19 09:00")


def test_one_person_alone_has_no_backup_and_never_changes() -> None:
    duty = on_duty(weekly("A"), utc("2026-01-06 00:00"))

    assert (duty.primary, duty.backup, duty.until) == ("A", None, None)


def test_backups_take_turns_of_their_own_and_step_aside_for_the_primary() -> None:
    layer = Layer(people=("A", "B"), backups=("B", "C"), start=MONDAY)
    schedule = Schedule(name="x", layers=(layer,))

    seats = [(one.primary, one.backup) for one in shifts(schedule, utc("2026-01-06 00:00"), utc("2026-01-19 00:00"))]

    assert seats == [("A", "B"), ("B", "C")]


def test_a_later_layer_wins_where_it_applies_and_the_one_beneath_backs_up() -> None:
    office = Layer(people=("D",), start=MONDAY, mask=Mask(days=(0, 1), hours=(Hours(9 * 60, 17 * 60),)))
    schedule = Schedule(name="x", layers=(Layer(people=("A", "B"), start=MONDAY), office))

    found = shifts(schedule, utc("2026-01-06 00:00"), utc("2026-01-07 00:00"))

    assert [(f"{one.start:%H:%M}", one.primary, one.backup) for one in found] == [
        ("00:00", "A", "B"),
        ("09:00", "D", "A"),
        ("17:00", "A", "B"),
    ]


def test_before_its_first_turn_a_layer_does_not_apply() -> None:
    later = Layer(people=("B",), start=date(2026, 2, 2))
    schedule = Schedule(name="x", layers=(Layer(people=("A",), start=MONDAY), later))

    assert primaries(schedule, "2026-01-05 00:00", "2026-02-10 00:00") == [
        ("01-05 00:00", None),
        ("01-05 09:00", "A"),
        ("02-02 09:00", "B"),
    ]


@pytest.mark.parametrize(
    ("length", "begins"),
    [
        (Length(1, Unit.DAY), ["03-28 08:00", "03-29 07:00", "03-30 07:00"]),
        (Length(36, Unit.HOUR), ["03-28 08:00", "03-29 19:00"]),
        (Length(12, Unit.HOUR), ["03-28 08:00", "03-28 20:00", "03-29 08:00", "03-29 20:00", "03-30 08:00"]),
    ],
)
def test_a_turn_of_a_day_keeps_its_time_of_day_and_a_shorter_one_its_length(length: Length, begins: list[str]) -> None:
    layer = Layer(people=("A", "B"), start=date(2026, 3, 28), length=length)
    schedule = Schedule(name="x", zone=STOCKHOLM, layers=(layer,))

    found = primaries(schedule, "2026-03-28 08:00", "2026-03-30 12:00")

    assert [begin for begin, _ in found] == begins


def test_a_monthly_turn_on_the_31st_begins_on_the_last_day_of_a_shorter_month() -> None:
    layer = Layer(people=("A", "B", "C"), start=date(2026, 1, 31), length=Length(1, Unit.MONTH))

    found = primaries(Schedule(name="x", layers=(layer,)), "2026-01-31 09:00", "2026-05-01 00:00")

    assert found == [("01-31 09:00", "A"), ("02-28 09:00", "B"), ("03-31 09:00", "C"), ("04-30 09:00", "A")]


def test_a_handoff_in_a_repeated_hour_happens_once_at_its_first_time() -> None:
    layer = Layer(people=("A", "B"), start=date(2026, 10, 24), length=Length(1, Unit.DAY), handoff=150)

    found = primaries(Schedule(name="x", zone=STOCKHOLM, layers=(layer,)), "2026-10-24 00:30", "2026-10-26 12:00")

    assert found == [("10-24 00:30", "A"), ("10-25 00:30", "B"), ("10-26 01:30", "A")]


def test_the_turn_of_a_day_that_is_skipped_passes() -> None:
    layer = Layer(people=("A", "B", "C"), start=date(2011, 12, 29), length=Length(1, Unit.DAY), handoff=0)

    found = primaries(Schedule(name="x", zone="Pacific/Apia", layers=(layer,)), "2011-12-29 10:00", "2012-01-01 00:00")

    assert found == [("12-29 10:00", "A"), ("12-30 10:00", "C"), ("12-31 10:00", "A")]


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    night = Layer(people=("N",), start=MONDAY, mask=Mask(days=(4,), hours=(Hours(22 * 60, 6 * 60),)))
    schedule = Schedule(name="x", layers=(Layer(people=("A",), start=MONDAY), night))

    assert primaries(schedule, "2026-01-09 00:00", "2026-01-11 00:00") == [
        ("01-09 00:00", "A"),
        ("01-09 22:00", "N"),
        ("01-10 06:00", "A"),
    ]


def test_hours_begin_with_the_first_and_end_with_the_second_of_a_repeated_hour() -> None:
    night = Layer(people=("N",), start=MONDAY, mask=Mask(days=(6,), hours=(Hours(150, 160),)))
    schedule = Schedule(name="x", zone=STOCKHOLM, layers=(Layer(people=("A",), start=MONDAY), night))

    assert primaries(schedule, "2026-10-25 00:00", "2026-10-25 04:00") == [
        ("10-25 00:00", "A"),
        ("10-25 00:30", "N"),
        ("10-25 01:40", "A"),
    ]


def test_on_a_holiday_the_layer_for_holidays_answers_instead_of_the_usual_one() -> None:
    usual = Layer(people=("A",), start=MONDAY, mask=Mask(feast=Feast.EXCEPT))
    feast = Layer(people=("H",), start=MONDAY, mask=Mask(feast=Feast.ONLY))
    schedule = Schedule(name="x", layers=(usual, feast), closed=frozenset({date(2026, 1, 7)}))

    assert primaries(schedule, "2026-01-06 00:00", "2026-01-09 00:00") == [
        ("01-06 00:00", "A"),
        ("01-07 00:00", "H"),
        ("01-08 00:00", "A"),
    ]


def test_outside_the_hours_of_the_schedule_nobody_is_on_call() -> None:
    schedule = weekly("A", "B", mask=Mask(days=(0,)))

    assert primaries(schedule, "2026-01-12 00:00", "2026-01-14 00:00") == [
        ("01-12 00:00", "A"),
        ("01-12 09:00", "B"),
        ("01-13 00:00", None),
    ]


def test_a_shadow_follows_the_mentor_into_either_seat() -> None:
    schedule = weekly("A", "B", "C", shadows=(("N", "A"), ("M", "C")))

    assert on_duty(schedule, utc("2026-01-06 00:00")).shadows == ("N",)
    assert on_duty(schedule, utc("2026-01-20 00:00")).shadows == ("N", "M")


@pytest.mark.parametrize("days", [1, 3, 7, 14])
def test_a_change_so_many_days_ahead_is_found(days: int) -> None:
    duty = on_duty(Schedule(name="x", layers=(fortnight(),)), utc("2026-01-19 09:00") - timedelta(days=days))

    assert duty.until == utc("2026-01-19 09:00")


def fortnight() -> Layer:
    """Two people, two weeks each."""
    return Layer(people=("A", "B"), start=MONDAY, length=Length(2, Unit.WEEK))


def test_people_who_are_known_by_another_name_are_called_by_it_everywhere() -> None:
    schedule = weekly("a@x.example", "B", shadows=(("N", "a@x.example"),))

    duty = on_duty(settled(schedule, {"a@x.example": "A"}), utc("2026-01-06 00:00"))

    assert (duty.primary, duty.shadows) == ("A", ("N",))


def test_shifts_of_a_backwards_span_are_none() -> None:
    assert list(shifts(weekly("A"), utc("2026-01-06 00:00"), utc("2026-01-05 00:00"))) == []


def test_shifts_are_as_long_as_they_can_be() -> None:
    start = utc("2026-01-06 00:00")

    assert shifts(weekly("A"), start, start + timedelta(days=30)) == [
        Shift(start=start, end=start + timedelta(days=30), primary="A", backup=None)
    ]
