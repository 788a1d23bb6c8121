"""Opsgenie: schedules with rotations, all of which count at once, escalations, users, teams.

Its answers name no kind: an item is told by the keys that it has. Delays of an escalation count from its beginning.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from incidents.oncall.moving import answers, turning, windows
from incidents.oncall.moving.answers import Item, Part
from incidents.oncall.moving.given import (
    DAY,
    WEEK,
    BadExport,
    Cover,
    Crew,
    Export,
    Given,
    Goal,
    Ladder,
    Note,
    People,
    Rung,
    Shown,
    Span,
    Turns,
    Why,
    Window,
    filled,
)

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SIZES = {"hourly": 60, "daily": DAY, "weekly": WEEK}
UNITS = {"minutes": 1, "hours": 60, "days": DAY}
GOALS = {"user": Goal.PERSON, "schedule": Goal.SCHEDULE, "team": Goal.TEAM}


def export(items: Sequence[Item]) -> Export:
    """All that the answers say. Raises BadExport."""
    people, notes = _people(items), list[Note]()
    schedules = [
        _schedule(item.part, items, people, notes)
        for item in items
        if "rotations" in item.part and "alias" not in item.part and _enabled(item.part, notes)
    ]
    return Export(
        schedules=tuple({one.key: one for one in schedules}.values()),
        ladders=tuple(_ladder(item.part, people, notes) for item in items if "rules" in item.part),
        crews=tuple(_crew(item.part, people) for item in items if item.part.get("members") and "name" in item.part),
        notes=(*notes, *people.notes),
    )


def _enabled(part: Part, notes: list[Note]) -> bool:
    if part.get("enabled") is False:
        notes.append(Note(Why.DISABLED, answers.text(part, "name", "schedules")))
        return False
    return True


def _people(items: Sequence[Item]) -> People:
    people = People()
    for item in items:
        if "username" in item.part and "fullName" in item.part:
            key, address = answers.text(item.part, "id", "users"), answers.text(item.part, "username", "users")
            people.know(key, address, answers.text(item.part, "fullName", "users", ""))
    return people


def _who(part: Part, where: str, people: People) -> str | None:
    """Somebody's address: by their id, or the one that stands there where the export has no users at all."""
    address = answers.text(part, "username", where, "") or answers.text(part, "name", where, "")
    key = answers.text(part, "id", where, address)
    return address.lower() if not people.names and "@" in address else people.find(key, address)


def _schedule(part: Part, items: Sequence[Item], people: People, notes: list[Note]) -> Given:
    name, key = answers.text(part, "name", "schedules"), answers.text(part, "id", "schedules")
    zone = answers.zone(part, "timezone", name)
    mine = [item for item in items if (item.of or answers.part(item.part, "_parent").get("id")) in (key, name)]
    rotations = [_turns(one, name, zone, (people, notes)) for one in answers.parts(part, "rotations", name)]
    known = {answers.text(one, "id", name): _named(one, name) for one in answers.parts(part, "rotations", name)}
    covers = [_cover(item.part, name, known, people) for item in mine if "alias" in item.part]
    timelines = [item.part for item in mine if "finalTimeline" in item.part]
    return Given(
        key=key,
        name=name,
        zone=zone,
        levels=(tuple(one for one in rotations if one),),
        covers=tuple(one for one in covers if one),
        team=answers.text(answers.part(part, "ownerTeam"), "id", name, ""),
        shown=_shown(timelines, name, people),
    )


def _named(rotation: Part, schedule: str) -> str:
    return f"{schedule}, {rotation.get('name') or rotation.get('id')}"


def _turns(rotation: Part, schedule: str, zone: str, told: tuple[People, list[Note]]) -> Turns | None:
    people, notes = told
    where = _named(rotation, schedule)
    kind = answers.text(rotation, "type", where)
    if kind not in SIZES:
        raise BadExport(where, "type", "one of hourly, daily, weekly", kind)
    length = turning.length(SIZES[kind] * answers.number(rotation, "length", where, 1))
    if length is None:
        notes.append(Note(Why.LENGTH, where, f"{kind} {rotation.get('length')}"))
        return None
    found = [_participant(one, where, people, notes) for one in answers.parts(rotation, "participants", where)]
    start = answers.instant(rotation, "startDate", where, zone)
    return Turns(
        name=where,
        people=filled(found, where, notes),
        zone=zone,
        start=start,
        length=length,
        windows=tuple(_windows(answers.part(rotation, "timeRestriction"), where)),
        since=start,
        until=answers.maybe_instant(rotation, "endDate", where, zone),
    )


def _participant(part: Part, where: str, people: People, notes: list[Note]) -> str | None:
    kind = answers.text(part, "type", where, "user")
    if kind in ("team", "escalation"):
        notes.append(Note(Why.TARGET, where, f"{kind} {part.get('name') or part.get('id')}"))
    return _who(part, where, people) if kind == "user" else None


def _windows(restriction: Part, where: str) -> Iterable[Window]:
    single = answers.part(restriction, "restriction")
    if single:
        begin, end = _minute(single, "start", where), _minute(single, "end", where)
        yield from (windows.window(day, begin, (end - begin) % DAY or DAY) for day in range(7))
    for one in answers.parts(restriction, "restrictions", where):
        begin = _day(one, "startDay", where) * DAY + _minute(one, "start", where)
        end = _day(one, "endDay", where) * DAY + _minute(one, "end", where)
        yield windows.window(0, begin, (end - begin) % WEEK or WEEK)


def _minute(part: Part, which: str, where: str) -> int:
    return answers.number(part, f"{which}Hour", where) * 60 + answers.number(part, f"{which}Min", where, 0)


def _day(part: Part, key: str, where: str) -> int:
    found = answers.text(part, key, where).lower()
    if found not in DAYS:
        raise BadExport(where, key, "a day such as monday", found)
    return DAYS.index(found)


def _cover(part: Part, where: str, known: dict[str, str], people: People) -> Cover | None:
    found = _who(answers.part(part, "user"), where, people)
    rotations = {known.get(answers.text(one, "id", where, ""), "") for one in answers.parts(part, "rotations", where)}
    whole = not rotations or rotations == set(known.values())
    begin, end = answers.instant(part, "startDate", where), answers.instant(part, "endDate", where)
    return Cover(begin, end, found, () if whole else tuple(sorted(rotations))) if found else None


def _shown(timelines: Sequence[Part], where: str, people: People) -> Shown | None:
    """Of several timelines together, which follow one another."""
    if not timelines:
        return None
    spans = [
        span
        for timeline in timelines
        for rotation in answers.parts(answers.part(timeline, "finalTimeline"), "rotations", where)
        for period in answers.parts(rotation, "periods", where)
        for span in _span(period, where, people)
    ]
    begins = [answers.instant(one, "startDate", where) for one in timelines]
    return Shown(tuple(spans), min(begins), max(_end(one, where) for one in timelines))


def _end(timeline: Part, where: str) -> datetime:
    return answers.instant(timeline, "endDate", where)


def _span(period: Part, where: str, people: People) -> Iterable[Span]:
    who = answers.part(period, "recipient")
    if not who or who.get("type") == "none":
        return
    name = answers.text(who, "username", where, "") or answers.text(who, "name", where, "")
    shown = people.shown(answers.text(who, "id", where, name), name)
    yield Span(answers.instant(period, "startDate", where), answers.instant(period, "endDate", where), shown)


def _ladder(part: Part, people: People, notes: list[Note]) -> Ladder:
    """Rules of the same delay are one rung; it waits for what is left until the next delay."""
    name = answers.text(part, "name", "escalations")
    goals: dict[int, list[tuple[Goal, str]]] = {}
    for rule in answers.parts(part, "rules", name):
        if (goal := _goal(rule, name, people, notes)) is not None:
            goals.setdefault(_delay(rule, name), []).append(goal)
    delays = sorted(goals)
    if delays and delays[0]:
        notes.append(Note(Why.WAIT, name, f"{delays[0]} min"))
    repeat = answers.part(part, "repeat")
    last = answers.number(repeat, "waitInterval", name, 0) or 5
    waits = [later - one for one, later in pairwise(delays)] + [last]
    rungs = [Rung(tuple(goals[one]), timedelta(minutes=wait)) for one, wait in zip(delays, waits, strict=False)]
    return Ladder(name=name, rungs=tuple(rungs), again=answers.number(repeat, "count", name, 0))


def _delay(rule: Part, where: str) -> int:
    delay = answers.part(rule, "delay")
    unit = answers.text(delay, "timeUnit", where, "minutes")
    if unit not in UNITS:
        raise BadExport(where, "timeUnit", "one of minutes, hours, days", unit)
    return answers.number(delay, "timeAmount", where, 0) * UNITS[unit]


def _goal(rule: Part, where: str, people: People, notes: list[Note]) -> tuple[Goal, str] | None:
    who = answers.part(rule, "recipient")
    kind, how = answers.text(who, "type", where, ""), answers.text(rule, "notifyType", where, "default")
    if kind not in GOALS or how not in ("default", "all"):
        notes.append(Note(Why.STEP, where, f"{how} {kind} {who.get('name') or who.get('id') or ''}".strip()))
        return None
    if rule.get("condition") == "if-not-closed":
        notes.append(Note(Why.STEP, where, "if-not-closed"))
    key = _who(who, where, people) if kind == "user" else answers.text(who, "id", where)
    return (GOALS[kind], key) if key else None


def _crew(part: Part, people: People) -> Crew:
    name = answers.text(part, "name", "teams")
    found = [_who(answers.part(one, "user"), name, people) for one in answers.parts(part, "members", name)]
    return Crew(key=answers.text(part, "id", name), name=name, people=tuple(one for one in found if one))
