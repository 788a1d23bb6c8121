"""PagerDuty: schedules with layers, of which the highest that applies has the last word, escalation policies, users.

The interface names the highest layer first. A turn ends at rotation_virtual_start plus so many turn lengths by the
schedule's own clock; restrictions are hours of each day or spans of the week.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from incidents.oncall.moving import answers, turning, windows
from incidents.oncall.moving.answers import Item, Part
from incidents.oncall.moving.given import (
    DAY,
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


def export(items: Sequence[Item]) -> Export:
    """All that the answers say. Raises BadExport."""
    people, notes = _people(items), list[Note]()
    schedules = [_schedule(part, people, notes) for part in _of(items, "schedule_layers")]
    ladders = [_ladder(part, people, notes) for part in _of(items, "escalation_rules")]
    crews = tuple(_crews(items, people))
    return Export(schedules=tuple(schedules), ladders=tuple(ladders), crews=crews, notes=(*notes, *people.notes))


def _of(items: Sequence[Item], key: str) -> Iterable[Part]:
    found = {answers.text(item.part, "id", item.key): item.part for item in items if item.part.get(key) is not None}
    return found.values()


def _people(items: Sequence[Item]) -> People:
    people = People()
    for item in items:
        if item.key == "users" and not item.part.get("deleted_at"):
            where = "users"
            key = answers.text(item.part, "id", where)
            people.know(key, answers.text(item.part, "email", where, ""), answers.text(item.part, "name", where, ""))
    return people


def _schedule(part: Part, people: People, notes: list[Note]) -> Given:
    name = answers.text(part, "name", "schedules")
    zone = answers.zone(part, "time_zone", name)
    layers = reversed(answers.parts(part, "schedule_layers", name))
    turns = [_turns(layer, f"{name}, {layer.get('name') or 'layer'}", zone, (people, notes)) for layer in layers]
    laid = answers.part(part, "overrides_subschedule") or answers.part(part, "override_subschedule")
    teams = answers.parts(part, "teams", name)
    return Given(
        key=answers.text(part, "id", name),
        name=name,
        zone=zone,
        levels=tuple((one,) for one in turns if one),
        covers=tuple(
            Cover(one.begin, one.end, one.person) for one in _entries(laid, name, people) if "@" in one.person
        ),
        team=answers.text(teams[0], "id", name) if teams else "",
        shown=_shown(answers.part(part, "final_schedule"), name, people),
    )


def _turns(layer: Part, where: str, zone: str, told: tuple[People, list[Note]]) -> Turns | None:
    people, notes = told
    until = answers.maybe_instant(layer, "end", where, zone)
    length = turning.length(answers.number(layer, "rotation_turn_length_seconds", where) // 60)
    if length is None:
        notes.append(Note(Why.LENGTH, where, str(layer.get("rotation_turn_length_seconds"))))
        return None
    users = [answers.part(one, "user") or one for one in answers.parts(layer, "users", where)]
    found = [people.find(answers.text(one, "id", where), answers.text(one, "summary", where, "")) for one in users]
    return Turns(
        name=where,
        people=filled(found, where, notes),
        zone=zone,
        start=answers.instant(layer, "rotation_virtual_start", where, zone),
        length=length,
        windows=tuple(w for one in answers.parts(layer, "restrictions", where) for w in _windows(one, where)),
        since=answers.maybe_instant(layer, "start", where, zone),
        until=until,
    )


def _windows(restriction: Part, where: str) -> Sequence[Window]:
    begin = _clock(restriction, where)
    size = answers.number(restriction, "duration_seconds", where) // 60
    if restriction.get("type") == "weekly_restriction":
        day = answers.number(restriction, "start_day_of_week", where)
        return [windows.window((day - 1) % 7, begin, size)]
    return [windows.window(day, begin, min(size, DAY)) for day in range(7)]


def _clock(restriction: Part, where: str) -> int:
    text = answers.text(restriction, "start_time_of_day", where)
    try:
        hours, minutes = (int(one) for one in text.split(":")[:2])
    except ValueError:
        raise BadExport(where, "start_time_of_day", "a time of day such as 09:00:00", text) from None
    return hours * 60 + minutes


def _shown(final: Part, where: str, people: People) -> Shown | None:
    spans = _entries(final, where, people)
    if not spans:
        return None
    return Shown(tuple(spans), min(one.begin for one in spans), max(one.end for one in spans))


def _entries(of: Part, where: str, people: People) -> Sequence[Span]:
    found = []
    for one in answers.parts(of, "rendered_schedule_entries", where):
        user = answers.part(one, "user")
        key, name = answers.text(user, "id", where), answers.text(user, "summary", where, "")
        begin, end = answers.instant(one, "start", where), answers.instant(one, "end", where)
        found.append(Span(begin, end, people.shown(key, name)))
    return found


def _ladder(part: Part, people: People, notes: list[Note]) -> Ladder:
    name = answers.text(part, "name", "escalation_policies")
    rungs = []
    for rule in answers.parts(part, "escalation_rules", name):
        wait = timedelta(minutes=answers.number(rule, "escalation_delay_in_minutes", name))
        goals = [_goal(target, name, people, notes) for target in answers.parts(rule, "targets", name)]
        rungs.append(Rung(tuple(goal for goal in goals if goal), wait))
    return Ladder(name=name, rungs=tuple(rungs), again=answers.number(part, "num_loops", name, 0))


def _goal(target: Part, where: str, people: People, notes: list[Note]) -> tuple[Goal, str] | None:
    kind = answers.text(target, "type", where).removesuffix("_reference")
    key = answers.text(target, "id", where)
    if kind == "schedule":
        return Goal.SCHEDULE, key
    if kind != "user":
        notes.append(Note(Why.STEP, where, kind))
        return None
    found = people.find(key, answers.text(target, "summary", where, ""))
    return (Goal.PERSON, found) if found else None


def _crews(items: Sequence[Item], people: People) -> Iterable[Crew]:
    """Teams, with the members that were asked for with `of`."""
    members: dict[str, list[str]] = {}
    for item in items:
        user = answers.part(item.part, "user")
        if item.key == "members" and item.of and (found := people.find(answers.text(user, "id", "members"))):
            members.setdefault(item.of, []).append(found)
    for item in items:
        if item.key == "teams":
            key = answers.text(item.part, "id", "teams")
            yield Crew(key=key, name=answers.text(item.part, "name", "teams"), people=tuple(members.get(key, ())))
