"""Schedules of every kind that sitrep.toml can say, and short ways to write one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import strategies as st

from incidents.oncall.model import (
    ALWAYS,
    Change,
    Feast,
    Hours,
    Layer,
    Length,
    Mask,
    Override,
    Schedule,
    Seat,
    Unit,
)

ZONES = sorted(available_timezones() - {"localtime"})
MONDAY = date(2026, 1, 5)
PEOPLE = ("U0ANA", "bea@example.com", "U0CHEN", "U0DAN", "U0EVA")
HOLIDAYS = (date(2026, 3, 29), date(2026, 12, 25), date(2027, 1, 1))
LENGTHS = (
    Length(1, Unit.HOUR),
    Length(1, Unit.DAY),
    Length(1, Unit.WEEK),
    Length(1, Unit.MONTH),
    Length(90, Unit.MINUTE),
    Length(12, Unit.HOUR),
    Length(36, Unit.HOUR),
    Length(10, Unit.DAY),
    Length(2, Unit.WEEK),
    Length(3, Unit.MONTH),
)


def utc(text: str) -> datetime:
    """`2026-03-29 01:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def weekly(*people: str, zone: str = "UTC", **more: object) -> Schedule:
    """A schedule of one weekly layer that begins on a Monday."""
    return Schedule(name="payments", zone=zone, layers=(Layer(people=people, start=MONDAY),), **more)  # type: ignore[arg-type]  # Any field.


def masks() -> st.SearchStrategy[Mask]:
    """Weekdays, hours and holidays of any kind."""
    quarter = st.integers(0, 95).map(lambda number: number * 15)
    hours = st.builds(Hours, quarter, quarter | st.just(1440)).filter(lambda one: one.begin != one.end)
    days = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple)
    return st.builds(Mask, days=days, hours=st.lists(hours, max_size=2).map(tuple), feast=st.sampled_from(list(Feast)))


def layers(*, mask: st.SearchStrategy[Mask] | None = None) -> st.SearchStrategy[Layer]:
    """Layers of any length of turns."""
    people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True).map(tuple)
    backups = st.just(()) | st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=3, unique=True).map(tuple)
    return st.builds(
        Layer,
        people=people,
        start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
        length=st.sampled_from(LENGTHS),
        handoff=st.integers(0, 1439),
        backups=backups,
        zone=st.just("") | st.sampled_from(ZONES),
        mask=st.just(ALWAYS) if mask is None else mask,
    )


@st.composite
def schedules(draw: st.DrawFn, name: str = "payments") -> Schedule:
    """Schedules without a gap that is not declared: beneath everything lies a layer that always applies."""
    return Schedule(
        name=name,
        zone=draw(st.sampled_from(ZONES)),
        layers=(draw(layers()), *draw(st.lists(layers(mask=masks()), max_size=2))),
        mask=draw(st.just(ALWAYS) | masks().map(lambda one: Mask(days=one.days, hours=one.hours))),
        holidays=tuple(day.isoformat() for day in HOLIDAYS),
        closed=frozenset(HOLIDAYS),
    )


def override(kind: Change, person: str, begin: str, end: str, **more: object) -> Override:
    """A change from one time to another, in UTC."""
    return Override(kind=kind, person=person, begin=utc(begin), end=utc(end), **more)  # type: ignore[arg-type]  # Any field.


@st.composite
def overrides(draw: st.DrawFn, around: datetime) -> Override:
    """A change that begins within two days of an instant."""
    begin = around + timedelta(minutes=draw(st.integers(-2880, 2880)))
    kind = draw(st.sampled_from(list(Change)))
    person, other = draw(st.permutations(PEOPLE))[:2]
    return Override(
        kind=kind,
        begin=begin,
        end=begin + timedelta(minutes=draw(st.integers(1, 2880))),
        person=person,
        instead=other if kind is Change.REPLACE else "",
        seat=draw(st.sampled_from(list(Seat))),
        made_at=around + timedelta(minutes=draw(st.integers(0, 5))),
        id=draw(st.integers(1, 3)),
    )


def daily(*people: str, handoff: int) -> Schedule:
    """A schedule of one layer that changes every day in Stockholm."""
    layer = Layer(people=people, start=MONDAY, length=Length(1, Unit.DAY), handoff=handoff)
    return Schedule(name="payments", zone="Europe/Stockholm", layers=(layer,))
