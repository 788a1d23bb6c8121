"""A calendar of another program as a schedule: who answers when, when it is looked at, what is told of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.oncall import feeds
from incidents.oncall.feeds import Feed, Odd, Stint
from incidents.oncall.gaps import gaps
from incidents.oncall.model import Change, Hours, Mask, Schedule, Slot
from incidents.oncall.reviewing import Trouble
from incidents.oncall.shifts import on_duty, settled, shifts
from tests.incidents.oncall.made import PEOPLE, override, schedules, utc

NOW = utc("2026-03-02 12:00")
MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
PLAN = Schedule(name="payments", ical="calendars/payments.ics")
FETCHED = replace(PLAN, ical="https://calendar.example/payments.ics")


def stint(begin: str, end: str, person: str, place: int = 0) -> Stint:
    """On one of the first days of March 2026."""
    return Stint(utc(f"2026-03-{begin}"), utc(f"2026-03-{end}"), person, place)


def slot(begin: str, end: str, *people: str) -> Slot:
    """Likewise."""
    return Slot(utc(f"2026-03-{begin}"), utc(f"2026-03-{end}"), people)


def planned(*stints: Stint) -> Schedule:
    """A schedule by a calendar of these."""
    return replace(PLAN, slots=feeds.slots(stints))


def test_whoever_began_first_is_primary_and_whoever_comes_in_stands_behind() -> None:
    found = feeds.slots([stint("03 12:00", "05 09:00", "B"), stint("02 09:00", "04 09:00", "A")])

    assert found == (
        slot("02 09:00", "03 12:00", "A"),
        slot("03 12:00", "04 09:00", "A", "B"),
        slot("04 09:00", "05 09:00", "B"),
    )


def test_whoever_is_named_as_backup_stands_behind_whoever_began_later() -> None:
    found = feeds.slots([stint("02 09:00", "04 09:00", "B", 1), stint("03 09:00", "04 09:00", "A")])

    assert found == (slot("02 09:00", "03 09:00", "B"), slot("03 09:00", "04 09:00", "A", "B"))


def test_the_backup_is_never_the_primary() -> None:
    twice = (stint("02 09:00", "04 09:00", "A"), stint("02 09:00", "04 09:00", "A", 1))

    assert on_duty(planned(*twice), NOW).backup is None


def test_shifts_that_follow_each_other_are_one_and_a_hole_stays_one() -> None:
    found = feeds.slots(
        [stint("02 09:00", "03 09:00", "A"), stint("03 09:00", "04 09:00", "A"), stint("05 09:00", "06 09:00", "A")]
    )

    assert found == (slot("02 09:00", "04 09:00", "A"), slot("05 09:00", "06 09:00", "A"))


def test_what_the_calendar_leaves_out_is_a_gap_unless_it_is_declared() -> None:
    plan = planned(stint("02 09:00", "02 17:00", "A"), stint("03 10:00", "03 17:00", "A"))
    declared = replace(plan, mask=Mask(hours=(Hours(9 * 60, 17 * 60),)))

    assert gaps(plan, NOW, utc("2026-03-03 17:00")) == [(utc("2026-03-02 17:00"), utc("2026-03-03 10:00"))]
    assert gaps(declared, NOW, utc("2026-03-03 17:00")) == [(utc("2026-03-03 09:00"), utc("2026-03-03 10:00"))]


def test_an_override_is_laid_over_a_calendar() -> None:
    plan = planned(stint("02 09:00", "04 09:00", "A"), stint("02 09:00", "04 09:00", "B", 1))
    change = override(Change.REPLACE, "A", "2026-03-02 10:00", "2026-03-02 13:00", instead="C")

    duty = on_duty(plan, NOW, [change])

    assert (duty.primary, duty.backup, duty.until) == ("C", "B", utc("2026-03-02 13:00"))


def test_two_names_of_one_person_are_one() -> None:
    plan = planned(stint("02 09:00", "04 09:00", "a@x.test"), stint("02 09:00", "04 09:00", "U1", 1))

    assert on_duty(settled(plan, {"a@x.test": "U1"}), NOW).backup is None


@given(schedules(), st.integers(0, 700 * 1440), st.data())
def test_a_calendar_of_a_rotation_s_own_shifts_says_the_same_at_every_instant(
    schedule: Schedule, start: int, data: st.DataObject
) -> None:
    begin = NOW + start * MINUTE
    every = shifts(schedule, begin, begin + WEEK)
    seats = [Stint(one.start, one.end, one.primary) for one in every if one.primary]
    seats += [Stint(one.start, one.end, one.backup, 1) for one in every if one.backup]
    made = Schedule(name="made", ical="x.ics", slots=feeds.slots(data.draw(st.permutations(seats))))
    at = begin + data.draw(st.integers(0, 7 * 1440 - 1)) * MINUTE

    expected, duty = on_duty(schedule, at), on_duty(made, at)

    assert (duty.primary, duty.backup) == (expected.primary, expected.backup)
    assert [(one.start, one.end, one.primary, one.backup) for one in shifts(made, begin, begin + WEEK)] == [
        (one.start, one.end, one.primary, one.backup) for one in every
    ]


@st.composite
def stints(draw: st.DrawFn) -> list[Stint]:
    """Any shifts of a few days, over each other or not."""
    begin = st.integers(0, 4000).map(lambda minute: NOW + minute * MINUTE)
    length = st.integers(1, 2000).map(lambda minutes: minutes * MINUTE)
    one = st.tuples(begin, length, st.sampled_from(PEOPLE), st.integers(0, 2))
    return [Stint(at, at + span, who, place) for at, span, who, place in draw(st.lists(one, max_size=12))]


@given(stints(), st.integers(-10, 6100))
def test_at_every_instant_whoever_has_the_first_place_longest_is_primary(every: list[Stint], minute: int) -> None:
    at = NOW + minute * MINUTE
    there = sorted((one for one in every if one.begin <= at < one.end), key=lambda one: (one.place, one.begin))

    people = shifts(replace(PLAN, slots=feeds.slots(every)), at, at + MINUTE / 60)[0]

    line = list(dict.fromkeys(one.person for one in there))
    assert (people.primary, people.backup) == (*line, None, None)[:2]


@given(stints())
def test_slots_are_read_as_they_were_written(every: list[Stint]) -> None:
    made = feeds.slots(every)

    assert feeds.read(feeds.written(made)) == made


@pytest.mark.parametrize(
    ("schedule", "tries", "least", "most"),
    [
        (FETCHED, 0, 12, 18),
        (FETCHED, 1, 0.8, 1.2),
        (FETCHED, 3, 3.2, 4.8),
        (FETCHED, 40, 12, 18),
        (PLAN, 0, 0.8, 1.2),
        (PLAN, 9, 0.8, 1.2),
    ],
)
def test_it_is_looked_at_again_after_a_while_sooner_where_it_failed(
    schedule: Schedule, tries: int, least: float, most: float
) -> None:
    wait = (feeds.again(schedule, tries, NOW) - NOW) / MINUTE

    assert least <= wait <= most


def test_it_is_asked_for_by_its_mark_until_it_is_old_or_the_settings_are_others() -> None:
    feed = Feed(schedule="payments", source=feeds.source(PLAN), mark="m", whole_at=NOW, seen_at=NOW)

    assert feeds.asked_by(feed, PLAN, NOW + 11 * 60 * MINUTE) == "m"
    assert feeds.asked_by(feed, PLAN, NOW + 12 * 60 * MINUTE) == ""
    assert feeds.asked_by(feed, PLAN, NOW - MINUTE) == ""
    assert feeds.asked_by(feed, replace(PLAN, names=(("Ana", "U1"),)), NOW) == ""


def test_what_fails_keeps_what_was_read_and_says_since_when() -> None:
    feed = Feed(schedule="payments", source=feeds.source(PLAN), mark="m", slots=(slot("02 09:00", "03 09:00", "A"),))

    once = feeds.failed(feed, PLAN, "http_500", NOW)
    twice = feeds.failed(once, FETCHED, "timeout", NOW + MINUTE)
    over = feeds.unchanged(twice, NOW + 2 * MINUTE)

    assert (once.slots, once.mark, once.tries, once.failed_at) == (feed.slots, "m", 1, NOW)
    assert (twice.slots, twice.mark, twice.tries, twice.trouble, twice.failed_at) == (feed.slots, "", 2, "timeout", NOW)
    assert (over.tries, over.trouble, over.failed_at, over.seen_at) == (0, "", None, NOW + 2 * MINUTE)


def test_what_comes_into_reach_far_ahead_is_no_change_and_what_is_near_is_one() -> None:
    near, far = slot("02 09:00", "09 09:00", "A"), slot("30 09:00", "31 09:00", "B")
    feed = Feed(schedule="payments", source="s", slots=(near,))

    assert not feeds.turned(feed, replace(feed, slots=(near, far)), NOW)
    assert not feeds.turned(replace(feed, slots=(slot("01 09:00", "09 09:00", "A"),)), feed, NOW)
    assert feeds.turned(feed, replace(feed, slots=(slot("02 09:00", "08 09:00", "A"),)), NOW)
    assert feeds.turned(feed, feeds.failed(feed, PLAN, "timeout", NOW), NOW)


def test_odd_events_of_the_next_two_weeks_are_told() -> None:
    odd = (Odd("Standup", NOW), Odd("Broken"), Odd("Later", NOW + 3 * WEEK))
    feed = Feed(schedule="payments", source="s", odd=odd)

    found = feeds.findings(feed, NOW)

    assert [(one.trouble, one.name) for one in found] == [(Trouble.NOBODY, "Standup"), (Trouble.EVENT, "Broken")]
    assert feeds.odd_read(feeds.odd_written(odd)) == odd
    assert feeds.findings(None, NOW) == []
