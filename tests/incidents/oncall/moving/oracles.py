"""Who is on call in the other systems, by their documented rules and nothing of ours: written for one instant, by
walking the wall clock; and what their interfaces answer, made up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Part = Mapping[str, Any]
HALF = timedelta(minutes=30)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMED = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PEOPLE = {"ANA": "ana@example.test", "BO": "bo@example.test", "CY": "cy@example.test", "DI": "di@example.test"}


def wall(at: datetime, zone: str) -> datetime:
    """What the clock shows there."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def clear(at: datetime, zone: str) -> bool:
    """Whether the clocks are not changed within some hours of it: there the systems are silent on what they do."""
    around = {(at + timedelta(hours=by)).astimezone(ZoneInfo(zone)).utcoffset() for by in (-3, 0, 3)}
    return len(around) == 1


def pagerduty(schedule: Part, at: datetime) -> set[str]:
    """The override of this instant, else the turn of the highest layer that applies; the interface lists it first."""
    for one in schedule["overrides_subschedule"]["rendered_schedule_entries"]:
        if datetime.fromisoformat(one["start"]) <= at < datetime.fromisoformat(one["end"]):
            return {PEOPLE[one["user"]["id"]]}
    now = wall(at, schedule["time_zone"])
    for layer in schedule["schedule_layers"]:
        if layer["users"] and at >= datetime.fromisoformat(layer["start"]) and _within(layer["restrictions"], now):
            since = now - wall(datetime.fromisoformat(layer["rotation_virtual_start"]), schedule["time_zone"])
            turn = since // timedelta(seconds=layer["rotation_turn_length_seconds"])
            return {PEOPLE[layer["users"][turn % len(layer["users"])]["user"]["id"]]}
    return set()


def _within(restrictions: Sequence[Part], now: datetime) -> bool:
    """Within one of them: begun on one of the last eight days and not over yet."""
    midnights = [now.replace(hour=0, minute=0) - timedelta(days=back) for back in range(9)]
    return not restrictions or any(
        timedelta() <= now - (day + _clock(one["start_time_of_day"])) < timedelta(seconds=one["duration_seconds"])
        for one in restrictions
        for day in midnights
        if one["type"] == "daily_restriction" or day.isoweekday() == one["start_day_of_week"]
    )


def _clock(text: str) -> timedelta:
    hours, minutes, _ = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def opsgenie(schedule: Part, at: datetime) -> set[str]:
    """Whoever has the turn in any of the rotations."""
    now = wall(at, schedule["timezone"])
    return {who for one in schedule["rotations"] for who in _rotation(one, now, at, schedule["timezone"])}


def _rotation(rotation: Part, now: datetime, at: datetime, zone: str) -> Iterator[str]:
    start = datetime.fromisoformat(rotation["startDate"])
    size = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1)}[rotation["type"]]
    if rotation["participants"] and at >= start and _allowed(rotation.get("timeRestriction"), now):
        turn = (now - wall(start, zone)) // (size * rotation["length"])
        yield PEOPLE[rotation["participants"][turn % len(rotation["participants"])]["id"]]


def _allowed(restriction: Part | None, now: datetime) -> bool:
    if not restriction:
        return True
    if restriction["type"] == "time-of-day":
        one = restriction["restriction"]
        begin, end = one["startHour"] * 60 + one["startMin"], one["endHour"] * 60 + one["endMin"]
        minute = now.hour * 60 + now.minute
        return begin <= minute < end if begin < end else not end <= minute < begin
    return any(_between(one, now.weekday() * 1440 + now.hour * 60 + now.minute) for one in restriction["restrictions"])


def _between(one: Part, minute: int) -> bool:
    begin = NAMED.index(one["startDay"]) * 1440 + one["startHour"] * 60 + one["startMin"]
    end = NAMED.index(one["endDay"]) * 1440 + one["endHour"] * 60 + one["endMin"]
    return begin <= minute < end if begin < end else not end <= minute < begin


def grafana(shifts: Sequence[Part], zone: str, at: datetime) -> set[str]:
    """Whoever has an event of the highest level that has one at all."""
    now = wall(at, zone)
    on = [(shift["level"], set(who)) for shift in shifts for begin, who in _events(shift, now) if begin <= now]
    most = max((level for level, _ in on), default=0)
    return {PEOPLE[one] for level, who in on if level == most for one in who}


def _events(shift: Part, now: datetime) -> Iterator[tuple[datetime, Sequence[str]]]:
    """The events that are not over yet, from the first on, one after the other, each with its group."""
    start, groups = datetime.fromisoformat(shift["start"]), shift["rolling_users"]
    size = timedelta(seconds=shift["duration"])
    day, passed, week = start, 0, start - timedelta(days=(start.weekday() - DAYS.index(shift["week_start"])) % 7)
    while day <= now:
        named = not shift["by_day"] or DAYS[day.weekday()] in shift["by_day"]
        turn = passed // shift["interval"] if shift["frequency"] == "daily" else (day - week).days // 7
        if named and day + size > now:
            yield day, groups[turn % len(groups)]
        passed += named
        day += timedelta(days=7 if shift["frequency"] == "weekly" and not shift["by_day"] else 1)


def spans(
    whom: Callable[[datetime], set[str]], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, str]]:
    """Each half hour of each person, as a system may render it."""
    at = start
    while at < end:
        yield from ((at, at + HALF, who) for who in sorted(whom(at)))
        at += HALF
