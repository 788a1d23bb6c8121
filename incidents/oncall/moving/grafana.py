"""Grafana OnCall: schedules with shifts, of which the highest level that applies has the last word, escalation chains,
users, teams.

A shift says an event and how it recurs. Its times are wall clock, in its own zone, else in its schedule's (web
schedules: in UTC). Groups of people take turns; all of a group are on call together.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby

from incidents import zones
from incidents.oncall.moving import answers
from incidents.oncall.moving.answers import Item, Part
from incidents.oncall.moving.given import (
    Cover,
    Crew,
    Export,
    Given,
    Goal,
    Ladder,
    Level,
    Note,
    People,
    Rung,
    Shown,
    Span,
    Why,
)
from incidents.oncall.moving.recurring import Event, turns

KINDS = ("web", "calendar", "ical")
SHIFTS = ("single_event", "recurrent_event", "rolling_users", "override")
AGAIN = 5  # How often a chain begins anew there.
LAST = timedelta(minutes=5)  # After the last step, where no wait follows it.


def export(items: Sequence[Item]) -> Export:
    """All that the answers say. Raises BadExport."""
    people, notes = _people(items), list[Note]()
    shifts = {answers.text(i.part, "id", "shifts"): i.part for i in items if i.part.get("type") in SHIFTS}
    schedules = [
        _schedule(item.part, shifts, (items, people), notes)
        for item in items
        if item.part.get("type") in KINDS and "name" in item.part
    ]
    return Export(
        schedules=tuple({one.key: one for one in schedules}.values()),
        ladders=tuple(_ladders(items, people, notes)),
        crews=tuple(_crews(items, people)),
        notes=(*notes, *people.notes),
    )


def _people(items: Sequence[Item]) -> People:
    people = People()
    for item in items:
        if "username" in item.part and "email" in item.part:
            key, name = answers.text(item.part, "id", "users"), answers.text(item.part, "username", "users")
            people.know(key, answers.text(item.part, "email", "users", ""), name)
    return people


def _schedule(part: Part, shifts: Mapping[str, Part], told: tuple[Sequence[Item], People], notes: list[Note]) -> Given:
    items, people = told
    name, key = answers.text(part, "name", "schedules"), answers.text(part, "id", "schedules")
    own = answers.zone(part, "time_zone", name)
    base = own if part["type"] == "calendar" else "UTC"
    if part["type"] == "ical" or part.get("ical_url_overrides"):
        notes.append(Note(Why.CALENDAR, name))
    listed = answers.texts(part, "shifts", name)
    mine = [shifts[one] for one in listed if one in shifts]
    mine += [one for one in shifts.values() if one.get("schedule") == key and one["id"] not in listed]
    found = [_event(one, f"{name}, {one.get('name') or one['id']}", base, people) for one in mine]
    return Given(
        key=key,
        name=name,
        zone=own,
        levels=_levels(found, notes),
        covers=tuple(_covers(found, notes)),
        team=answers.text(part, "team_id", name, ""),
        shown=_shown([item for item in items if "shift_start" in item.part and item.of in (key, name)], name),
    )


def _event(part: Part, where: str, base: str, people: People) -> Event:
    zone = answers.zone(part, "time_zone", where, base)
    kind = answers.text(part, "type", where)
    start = answers.instant(part, "start", where, zone).astimezone(zones.zone(zone))
    groups = part.get("rolling_users") if kind == "rolling_users" else [part.get("users")]
    first = answers.number(part, "start_rotation_from_user_index", where, 0)
    found = [_group({"users": one}, where, people) for one in groups or []]
    return Event(
        name=where,
        kind=kind,
        level=answers.number(part, "level", where, 0),
        zone=zone,
        start=start,
        minutes=answers.number(part, "duration", where) // 60,
        frequency=answers.text(part, "frequency", where, ""),
        interval=answers.number(part, "interval", where, 1) or 1,
        days=tuple(answers.texts(part, "by_day", where)),
        by_month=bool(part.get("by_month") or part.get("by_monthday")),
        week_start=answers.text(part, "week_start", where, "SU"),
        groups=(*found[first:], *found[:first]),
        since=answers.maybe_instant(part, "rotation_start", where, zone),
        until=answers.maybe_instant(part, "until", where, zone),
    )


def _group(part: Part, where: str, people: People) -> tuple[str, ...]:
    found = [people.find(one) for one in answers.texts(part, "users", where)]
    return tuple(one for one in found if one)


def _levels(events: Sequence[Event], notes: list[Note]) -> tuple[Level, ...]:
    recurring = sorted((one for one in events if one.frequency), key=lambda one: one.level)
    return tuple(
        tuple(found for one in group for found in turns(one, notes))
        for _, group in groupby(recurring, key=lambda one: one.level)
    )


def _covers(events: Sequence[Event], notes: list[Note]) -> Iterable[Cover]:
    """Overrides, and single events above them in no case: both take the place of whoever else is on call here."""
    most = max((one.level for one in events if one.frequency), default=-1)
    single = sorted((one for one in events if not one.frequency), key=lambda one: (one.kind == "override", one.level))
    for one in single:
        if one.kind != "override" and one.level <= most:
            notes.append(Note(Why.ONCE, one.name))
        if one.groups and len(one.groups[0]) > 1:
            notes.append(Note(Why.OVERLAPS, one.name))
        if one.groups and one.groups[0]:
            yield Cover(one.start, one.start + timedelta(minutes=one.minutes), one.groups[0][0])


def _shown(items: Sequence[Item], where: str) -> Shown | None:
    if not items:
        return None
    spans = [
        Span(
            answers.instant(item.part, "shift_start", where, "UTC"),
            answers.instant(item.part, "shift_end", where, "UTC"),
            answers.text(item.part, "user_email", where, "") or answers.text(item.part, "user_username", where, "?"),
        )
        for item in items
    ]
    return Shown(tuple(spans), min(one.begin for one in spans), max(one.end for one in spans))


def _ladders(items: Sequence[Item], people: People, notes: list[Note]) -> Iterable[Ladder]:
    steps: dict[str, list[Part]] = {}
    for item in items:
        if "escalation_chain_id" in item.part:
            steps.setdefault(answers.text(item.part, "escalation_chain_id", "chains"), []).append(item.part)
    chains = {
        key: answers.text(item.part, "name", "chains")
        for item in items
        if (key := item.part.get("id")) in steps and "escalation_chain_id" not in item.part
    }
    for key, found in steps.items():
        name = chains.get(key, key)
        found.sort(key=lambda one: answers.number(one, "position", "chains", 0))
        yield _ladder(name, found, people, notes)


def _ladder(name: str, steps: Sequence[Part], people: People, notes: list[Note]) -> Ladder:
    """What is told without a wait in between is one rung."""
    rungs: list[Rung] = []
    goals: list[tuple[Goal, str]] = []
    again = 0
    for step in steps:
        kind = answers.text(step, "type", name)
        if kind == "wait":
            if goals:
                rungs.append(Rung(tuple(goals), timedelta(seconds=answers.number(step, "duration", name))))
            goals = []
        elif kind == "repeat_escalation":
            again = AGAIN
        elif found := _goals(step, kind, name, people):
            goals += found
        else:
            notes.append(Note(Why.STEP, name, kind))
    if goals:
        rungs.append(Rung(tuple(goals), LAST))
    return Ladder(name=name, rungs=tuple(rungs), again=again)


def _goals(step: Part, kind: str, where: str, people: People) -> Sequence[tuple[Goal, str]]:
    if kind == "notify_on_call_from_schedule":
        return [(Goal.SCHEDULE, answers.text(step, kind, where))]
    if kind == "notify_team_members":
        return [(Goal.TEAM, answers.text(step, kind, where, "") or answers.text(step, "team_to_notify", where))]
    if kind == "notify_persons":
        found = [people.find(one) for one in answers.texts(step, "persons_to_notify", where)]
        return [(Goal.PERSON, one) for one in found if one]
    return ()


def _crews(items: Sequence[Item], people: People) -> Iterable[Crew]:
    """Teams, with the users who name them."""
    known = {item.part.get("id"): item.part for item in items if set(item.part) >= {"id", "name", "avatar_url"}}
    for key, part in known.items():
        mine = [item.part for item in items if "username" in item.part and key in (item.part.get("teams") or ())]
        found = [people.find(answers.text(one, "id", "users")) for one in mine]
        name = answers.text(part, "name", "teams")
        yield Crew(key=str(key), name=name, people=tuple(one for one in found if one))
