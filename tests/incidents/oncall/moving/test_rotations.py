"""Rotations of every kind come over: at any instant the same people are on call as by the other system's own rules."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from incidents.oncall.moving import answers, grafana, opsgenie, pagerduty
from incidents.oncall.moving.given import Export, Note, Why
from incidents.oncall.shifts import shifts
from incidents.policy import Policy
from incidents.upkeep.moving import settled
from tests.incidents.oncall.moving import oracles

NOW = datetime(2026, 2, 1, tzinfo=UTC)
ZONES = ("Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
MANY = 150
LATER = st.integers(0, 300 * 48).map(lambda number: NOW + number * timedelta(minutes=30))
CREW = st.lists(st.sampled_from(sorted(oracles.PEOPLE)), min_size=1, max_size=4)
HALVES = st.integers(0, 47)
Exporter = Callable[[Sequence[answers.Item]], Export]


def here(export: Exporter, documents: list[Any], at: datetime) -> set[str]:
    """Whoever is primary in any schedule that comes of these answers."""
    people = [{"id": k, "name": k, "username": m, "fullName": k, "email": m} for k, m in oracles.PEOPLE.items()]
    said = export(list(answers.items([{"users": people}, *documents])))
    _, carried, _ = settled(said, Policy(), NOW)
    minute = at + timedelta(minutes=1)
    found = [shift for one in carried for schedule in one.schedules for shift in shifts(schedule, at, minute)]
    return {shift.primary for shift in found if shift.primary}


def clock(half: int) -> str:
    """A time of day, in half hours after midnight."""
    return f"{half // 2:02d}:{half % 2 * 30:02d}:00"


DAILY = st.builds(
    lambda half, size: {
        "type": "daily_restriction",
        "start_time_of_day": clock(half),
        "duration_seconds": size * 1800,
    },
    HALVES,
    st.integers(1, 47),
)
WEEKLY = st.builds(
    lambda day, one: {**one, "type": "weekly_restriction", "start_day_of_week": day},
    st.integers(1, 7),
    st.builds(lambda one, size: {**one, "duration_seconds": size * 1800}, DAILY, st.integers(1, 300)),
)
LAYERS = st.builds(
    lambda users, day, half, hours, restrictions: {
        "name": "layer",
        "start": f"2026-01-{day:02d}T{clock(half)}",
        "rotation_virtual_start": f"2026-01-{day:02d}T{clock(half)}",
        "rotation_turn_length_seconds": hours * 3600,
        "users": [{"user": {"id": one}} for one in users],
        "restrictions": restrictions,
    },
    CREW,
    st.integers(1, 28),
    HALVES,
    st.sampled_from((6, 8, 12, 24, 36, 48, 168, 336)),
    st.lists(DAILY | WEEKLY, max_size=2),
)


@settings(max_examples=MANY)
@given(zone=st.sampled_from(ZONES), layers=st.lists(LAYERS, min_size=1, max_size=3), at=LATER)
def test_pagerduty_has_the_highest_layer_that_applies(zone: str, layers: list[Any], at: datetime) -> None:
    assume(oracles.clear(at, zone))
    utc = [
        {
            **one,
            key: answers.instant(one, key, "", zone).isoformat(),
            "start": answers.instant(one, key, "", zone).isoformat(),
        }
        for one in layers
        for key in ("rotation_virtual_start",)
    ]
    schedule = {"id": "S", "name": "s", "time_zone": zone, "schedule_layers": utc}

    found = here(pagerduty.export, [{"schedule": schedule}], at)

    there = oracles.pagerduty({**schedule, "overrides_subschedule": {"rendered_schedule_entries": []}}, at)
    assert found == there


TIMES = st.builds(
    lambda begin, end: {
        "startHour": begin // 2,
        "startMin": begin % 2 * 30,
        "endHour": end // 2,
        "endMin": end % 2 * 30,
    },
    HALVES,
    HALVES,
)
RESTRICTED = st.builds(lambda one: {"type": "time-of-day", "restriction": one}, TIMES) | st.builds(
    lambda many: {"type": "weekday-and-time-of-day", "restrictions": many},
    st.lists(
        st.builds(
            lambda one, begin, end: {**one, "startDay": begin, "endDay": end},
            TIMES,
            st.sampled_from(oracles.NAMED),
            st.sampled_from(oracles.NAMED),
        ),
        min_size=1,
        max_size=3,
    ),
)
ROTATIONS = st.builds(
    lambda users, day, half, turn, restriction: {
        "name": "rotation",
        "startDate": f"2026-01-{day:02d}T{clock(half)}",
        "type": turn[0],
        "length": turn[1],
        "participants": [{"type": "user", "id": one} for one in users],
        "timeRestriction": restriction,
    },
    CREW,
    st.integers(1, 28),
    HALVES,
    st.sampled_from((("hourly", 12), ("daily", 1), ("daily", 3), ("weekly", 1), ("weekly", 2))),
    st.none() | RESTRICTED,
)


@settings(max_examples=MANY)
@given(zone=st.sampled_from(ZONES), rotations=st.lists(ROTATIONS, min_size=1, max_size=3), at=LATER)
def test_opsgenie_has_all_its_rotations_at_once(zone: str, rotations: list[Any], at: datetime) -> None:
    assume(oracles.clear(at, zone))
    starts = [answers.instant(one, "startDate", "", zone).isoformat() for one in rotations]
    named = [{**one, "id": f"r{n}", "startDate": starts[n]} for n, one in enumerate(rotations)]
    schedule = {"id": "S", "name": "s", "timezone": zone, "rotations": named}

    found = here(opsgenie.export, [{"data": [schedule]}], at)

    assert found == oracles.opsgenie(schedule, at)


SHIFTS = st.builds(
    lambda level, day, half, form, groups, days: {
        "name": "shift",
        "type": "rolling_users",
        "level": level,
        "start": f"2026-01-{day:02d}T{clock(half)}",
        "duration": form[1] * 1800,
        "frequency": form[0],
        "interval": form[2],
        "week_start": "MO",
        "by_day": sorted(days, key=oracles.DAYS.index) if form[3] else None,
        "rolling_users": groups,
        "start_rotation_from_user_index": 0,
    },
    st.integers(0, 2),
    st.integers(5, 11),
    HALVES,
    st.sampled_from(
        (
            ("weekly", 336, 1, False),
            ("weekly", 100, 1, False),
            ("weekly", 20, 1, True),
            ("daily", 48, 1, False),
            ("daily", 9, 1, False),
            ("daily", 16, 1, True),
            ("daily", 48, 2, True),
        )
    ),
    st.lists(
        st.lists(st.sampled_from(sorted(oracles.PEOPLE)), min_size=1, max_size=2, unique=True), min_size=1, max_size=3
    ),
    st.sets(st.sampled_from(oracles.DAYS), min_size=2),
)


@settings(max_examples=MANY)
@given(zone=st.sampled_from(ZONES), shifts=st.lists(SHIFTS, min_size=1, max_size=4), at=LATER)
def test_grafana_has_everybody_of_the_highest_level_that_applies(zone: str, shifts: list[Any], at: datetime) -> None:
    assume(oracles.clear(at, zone))
    assume(all(one["by_day"] is None or on_its_days(one) for one in shifts))
    named = [{**one, "id": f"O{number}"} for number, one in enumerate(shifts)]
    schedule = {"id": "S", "name": "s", "type": "calendar", "time_zone": zone, "shifts": [one["id"] for one in named]}

    found = here(grafana.export, [{"results": named}, {"results": [schedule]}], at)

    assert found == oracles.grafana(named, zone, at)


def on_its_days(shift: dict[str, Any]) -> bool:
    """Whether its start is on one of its days; if not, the first event is somewhere in the days that follow."""
    return oracles.DAYS[datetime.fromisoformat(shift["start"]).weekday()] in shift["by_day"]


def noted(export: Exporter, documents: list[Any]) -> list[Note]:
    """What could not be carried over."""
    _, _, notes = settled(export(list(answers.items(documents))), Policy(), NOW)
    return list(notes)


def test_the_turn_of_somebody_who_is_gone_goes_to_whoever_comes_next_and_is_said() -> None:
    layer = {
        "name": "week",
        "rotation_virtual_start": "2026-01-05T08:00:00Z",
        "rotation_turn_length_seconds": 604800,
        "users": [{"user": {"id": "ANA"}}, {"user": {"id": "GONE", "summary": "Gus"}}, {"user": {"id": "BO"}}],
    }
    schedule = {"id": "S", "name": "s", "time_zone": "UTC", "schedule_layers": [layer]}
    gone = datetime(2026, 2, 4, tzinfo=UTC)  # The fifth week: the second of three for the second time.

    found = here(pagerduty.export, [{"schedule": schedule}], gone)

    people = [{"id": one, "email": oracles.PEOPLE[one]} for one in ("ANA", "BO")]
    notes = noted(pagerduty.export, [{"users": people}, {"schedule": schedule}])
    assert found == {"bo@example.test"}
    assert notes == [Note(Why.GONE, "s, week", "2: bo@example.test"), Note(Why.NO_MAIL, "Gus", "GONE")]


def test_a_rotation_that_is_over_is_left_out_and_one_to_come_begins_with_its_first_whole_turn() -> None:
    def layer(start: str, end: str | None) -> dict[str, Any]:
        return {
            "name": start,
            "start": start,
            "end": end,
            "rotation_virtual_start": "2026-01-05T08:00:00Z",
            "rotation_turn_length_seconds": 604800,
            "users": [{"user": {"id": "ANA"}}, {"user": {"id": "BO"}}],
        }

    over, coming = layer("2026-01-05T08:00:00Z", "2026-01-20T08:00:00Z"), layer("2026-02-16T08:00:00Z", None)
    schedule = {"id": "S", "name": "s", "time_zone": "UTC", "schedule_layers": [coming, over]}

    before = here(pagerduty.export, [{"schedule": schedule}], datetime(2026, 2, 16, 7, tzinfo=UTC))
    after = here(pagerduty.export, [{"schedule": schedule}], datetime(2026, 2, 16, 8, tzinfo=UTC))

    assert (before, after) == (set(), {"ana@example.test"})


def test_what_recurs_every_second_week_only_is_left_out_and_said() -> None:
    shift = {
        "id": "O",
        "name": "odd",
        "type": "rolling_users",
        "start": "2026-01-05T08:00:00",
        "duration": 3600,
        "frequency": "weekly",
        "interval": 2,
        "by_day": ["MO"],
        "rolling_users": [["ANA"]],
    }
    schedule = {"id": "S", "name": "s", "type": "web", "time_zone": "UTC", "shifts": ["O"]}
    users = [{"id": "ANA", "username": "ana", "email": "ana@example.test"}]

    notes = noted(grafana.export, [{"results": users}, {"results": [shift]}, {"results": [schedule]}])

    assert notes == [Note(Why.SPARSE, "s, odd"), Note(Why.UNWRITTEN, "s")]
