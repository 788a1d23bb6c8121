"""`[schedules.name]` with its layers and overrides: their shape, and the schedule they say."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from bot.config.calendars import a_calendar
from bot.config.feasts import closed_on
from bot.config.values import MEMBER, Strict, known_days, known_zone, minutes, numbered
from incidents.oncall import lengths, wall
from incidents.oncall.model import Change, Feast, Hours, Layer, Mask, Override, Schedule, Seat
from incidents.upkeep.writing import DAYS

HOURS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?::00)?")
Somebody = Annotated[str, Field(pattern=MEMBER)]
YEARS = (2000, 2100)


def hours(text: str) -> Hours:
    """`09:00-17:00`; the end may be 24:00. Raises ValueError for anything else."""
    found = HOURS.fullmatch(text)
    try:
        made = found and Hours(minutes(found[1]), wall.DAY if found[2] == "24:00" else minutes(found[2]))
    except ValueError:
        made = None
    if not made or made.begin == made.end:
        raise ValueError("write hours such as 09:00-17:00 or 22:00-06:00, all day by leaving them out")
    return made


class When(Strict):
    """When something applies."""

    days: list[str] = Field(default_factory=lambda: list(DAYS))
    hours: list[str] = Field(default_factory=list)

    @field_validator("days")
    @classmethod
    def some_days(cls, value: list[str]) -> list[str]:
        """Days of the week, at least one."""
        return known_days(value)

    @field_validator("hours")
    @classmethod
    def some_hours(cls, value: list[str]) -> list[str]:
        """Spans of a day."""
        for one in value:
            hours(one)
        return value

    def mask(self, feast: str = Feast.TOO) -> Mask:
        """The same as a value."""
        return Mask(days=numbered(self.days), hours=tuple(map(hours, self.hours)), feast=Feast(feast))


class LayerPart(When):
    """One `[[schedules.name.layers]]`: later ones win."""

    people: list[Somebody]
    rotation: str = "weekly"
    handoff: str = "09:00"
    start: date
    backups: list[Somebody] = Field(default_factory=list)
    zone: str = ""
    holidays: Literal["too", "except", "only"] = "too"

    @field_validator("rotation")
    @classmethod
    def a_length(cls, value: str) -> str:
        """The length of a turn."""
        lengths.length(value)
        return value

    @field_validator("handoff")
    @classmethod
    def a_time(cls, value: str) -> str:
        """A time of day."""
        minutes(value)
        return value

    @field_validator("start")
    @classmethod
    def a_day(cls, value: date) -> date:
        """The day of the first handoff."""
        if not YEARS[0] <= value.year <= YEARS[1]:
            raise ValueError(f"write a day from {YEARS[0]} to {YEARS[1]}")
        return value

    @field_validator("zone")
    @classmethod
    def a_zone(cls, value: str) -> str:
        """A zone of the IANA's, or the schedule's."""
        return known_zone(value) if value else value

    def layer(self) -> Layer:
        """The same as a value."""
        return Layer(
            people=tuple(self.people),
            start=self.start,
            length=lengths.length(self.rotation),
            handoff=minutes(self.handoff),
            backups=tuple(self.backups),
            zone=self.zone,
            mask=self.mask(self.holidays),
        )


class OverridePart(Strict):
    """One `[[schedules.name.overrides]]`: exactly one of `add`, `remove` and `replace` with `by`."""

    begin: str | datetime
    end: str | datetime
    add: Somebody | None = None
    remove: Somebody | None = None
    replace: Somebody | None = None
    by: Somebody | None = None
    seat: Seat = Seat.PRIMARY

    @field_validator("begin", "end")
    @classmethod
    def a_moment(cls, value: str | datetime) -> str | datetime:
        """A day and a time of day, in the schedule's zone where it names none."""
        moment(value, "UTC", latest=False)
        return value

    @model_validator(mode="after")
    def one_change(self) -> "OverridePart":
        """One change, whole."""
        given = [one for one in (self.add, self.remove, self.replace) if one is not None]
        if len(given) != 1 or (self.by is None) is not (self.replace is None):
            raise ValueError("write one of add = someone, remove = someone, or replace = someone with by = another")
        return self

    def override(self, zone: str) -> Override:
        """The same as a value."""
        kind = Change.ADD if self.add else Change.REMOVE if self.remove else Change.REPLACE
        return Override(
            kind=kind,
            begin=moment(self.begin, zone, latest=False),
            end=moment(self.end, zone, latest=True),
            person=self.add or self.remove or self.replace or "",
            instead=self.by or "",
            seat=self.seat,
        )


class SchedulePart(When):
    """One `[schedules.name]`."""

    team: str = ""
    zone: str = "UTC"
    holidays: list[str] = Field(default_factory=list)
    shadows: dict[Somebody, Somebody] = Field(default_factory=dict)
    layers: list[LayerPart] = Field(default_factory=list)
    overrides: list[OverridePart] = Field(default_factory=list)
    ical: Annotated[str, a_calendar()] = ""
    names: dict[Annotated[str, Field(pattern=r"\S")], Somebody] = Field(default_factory=dict)

    @field_validator("zone")
    @classmethod
    def a_zone(cls, value: str) -> str:
        """A zone of the IANA's."""
        return known_zone(value)

    @field_validator("holidays")
    @classmethod
    def known_holidays(cls, value: list[str]) -> list[str]:
        """Countries and days."""
        closed_on(tuple(value))
        return value

    def schedule(self, name: str) -> Schedule:
        """The same as a value."""
        return Schedule(
            name=name,
            team=self.team,
            zone=self.zone,
            layers=tuple(layer.layer() for layer in self.layers),
            mask=self.mask(),
            holidays=tuple(self.holidays),
            closed=closed_on(tuple(self.holidays)),
            shadows=tuple(self.shadows.items()),
            overrides=tuple(one.override(self.zone) for one in self.overrides),
            ical=self.ical,
            names=tuple(self.names.items()),
        )


def moment(value: str | datetime, zone: str, *, latest: bool) -> datetime:
    """A day and a time of day in a zone, or an instant with its offset. Raises ValueError for anything else."""
    if isinstance(value, str) and MOMENT.fullmatch(value) is None:
        value = _instant(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    found = MOMENT.fullmatch(value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value)
    if not found:
        raise ValueError("write a day and a time such as 2026-12-24 09:00")
    shown = date.fromisoformat(found[1]).toordinal() * wall.DAY + minutes(found[2])
    return wall.last(shown, zone) if latest else wall.first(shown, zone)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValueError("write a day and a time such as 2026-12-24 09:00") from None
    return found
