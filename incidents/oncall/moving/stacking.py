"""Levels of rotations as schedules. There several people may be on call at once; here a schedule has one primary, so
there are as many schedules as people at once, and whoever is primary in any of them is on call.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.oncall.model import Change, Layer, Mask, Override, Schedule
from incidents.oncall.moving import turning, windows
from incidents.oncall.moving.given import Carried, Cover, Given, Level, Note, Turns, Why, Window
from incidents.oncall.moving.naming import Names


@dataclass(frozen=True, slots=True)
class Lane:
    """What becomes one schedule: rotations, the last of which has the last word, and whose covers are meant for it."""

    turns: tuple[Turns, ...]
    own: frozenset[str]


def carried(given: Given, names: Names, now: datetime, notes: list[Note]) -> Carried:
    """The schedules that one becomes; none where nobody is in it."""
    levels = [_alive(level, now, notes) for level in given.levels]
    by_zone = _by_zone([level for level in levels if level])
    if not by_zone:
        notes.append(Note(Why.UNWRITTEN, given.name))
        return Carried(given, ())
    schedules: list[Schedule] = []
    for part in by_zone:
        for lane in _lanes(part):
            schedules += _schedules(lane, given, (names, notes), now)
    if len(schedules) > 1:
        notes.append(Note(Why.SEVERAL, given.name, ", ".join(one.name for one in schedules)))
    return Carried(given, tuple(schedules))


def flattened(covers: Sequence[Cover], now: datetime) -> Sequence[Cover]:
    """Covers that do not meet and are still to come: where two do, the later in the list has the last word."""
    found: list[Cover] = []
    for one in covers:
        if one.end > now and one.begin < one.end:
            found = [piece for other in found for piece in _without(other, one)] + [one]
    return sorted(found, key=lambda one: one.begin)


def _alive(level: Level, now: datetime, notes: list[Note]) -> Level:
    for turns in level:
        if not turns.people and not turning.ended(turns, now):
            notes.append(Note(Why.NOBODY, turns.name))
    return tuple(turns for turns in level if turns.people and not turning.ended(turns, now))


def _by_zone(levels: Sequence[Level]) -> Sequence[Sequence[Level]]:
    """All together, if they have one clock or somebody is always on call; else those of each clock by themselves:
    what nobody covers can be said on one clock only.
    """
    zones = list(dict.fromkeys(turns.zone for level in levels for turns in level))
    if not zones or len(zones) == 1 or any(_always(turns) for level in levels for turns in level):
        return [levels] if levels else []
    split = ([tuple(one for one in level if one.zone == zone) for level in levels] for zone in zones)
    return [[level for level in part if level] for part in split]


def _lanes(levels: Sequence[Level]) -> Sequence[Lane]:
    """In each lane a level shows somebody whenever anybody of it is on call, so that it always hides those below."""
    packed = [_packed(level) for level in levels]
    return [
        Lane(
            turns=tuple(one for stacks in packed for stack in _with_last(stacks, number) for one in stack),
            own=frozenset(one.name for stacks in packed for stack in stacks[number : number + 1] for one in stack),
        )
        for number in range(max(map(len, packed)))
    ]


def _packed(level: Level) -> list[list[Turns]]:
    """Rotations of one level that are never on at the same time share a lane."""
    stacks: list[list[Turns]] = []
    for turns in level:
        free = (stack for stack in stacks if all(_apart(turns, other) for other in stack))
        if (stack := next(free, None)) is not None:
            stack.append(turns)
        else:
            stacks.append([turns])
    return stacks


def _apart(one: Turns, other: Turns) -> bool:
    return one.zone == other.zone and not windows.common(one.windows, other.windows)


def _with_last(stacks: list[list[Turns]], number: int) -> list[list[Turns]]:
    return [*stacks[:number], *stacks[number + 1 :], *stacks[number : number + 1]]


def _schedules(lane: Lane, given: Given, told: tuple[Names, list[Note]], now: datetime) -> Sequence[Schedule]:
    """One for each mask of the hours that are covered; mostly there is one."""
    names, notes = told
    clocks = {turns.zone for turns in lane.turns}
    zone = given.zone if len(clocks) > 1 else next(iter(clocks))
    covered = _covered(lane.turns)
    found = []
    for mask in windows.masks(covered):
        inside = windows.minutes(mask)
        pairs = [(turns, windows.common(turns.windows, inside)) for turns in lane.turns]
        kept = [turns if covered == windows.WHOLE else replace(turns, windows=part) for turns, part in pairs if part]
        layers = [_local(layer, zone) for turns in kept for layer in turning.layers(turns, now, notes)]
        found.append(_schedule(names.unused(given.name), given, (zone, mask, layers), _meant(lane, given, now, notes)))
    return found


def _schedule(
    name: str, given: Given, turns: tuple[str, Mask, Sequence[Layer]], covers: Sequence[Override]
) -> Schedule:
    zone, mask, layers = turns
    return Schedule(name=name, zone=zone, team=given.team, mask=mask, layers=tuple(layers), overrides=tuple(covers))


def _meant(lane: Lane, given: Given, now: datetime, notes: list[Note]) -> Sequence[Override]:
    """The covers of a lane: those of the whole schedule, and those of the rotations that are its own."""
    mine = [one for one in given.covers if not one.of or lane.own & set(one.of)]
    if any(one.of for one in mine) and {turns.name for turns in lane.turns} != lane.own:
        notes.append(Note(Why.PARTLY, given.name))
    return [Override(kind=Change.ADD, begin=one.begin, end=one.end, person=one.person) for one in flattened(mine, now)]


def _covered(turns: Iterable[Turns]) -> tuple[Window, ...]:
    found = [piece for one in turns for piece in windows.joined(one.windows)]
    return windows.joined(found)


def _always(turns: Turns) -> bool:
    return windows.joined(turns.windows) == windows.WHOLE


def _local(layer: Layer, zone: str) -> Layer:
    """Without its zone where that is the schedule's."""
    return replace(layer, zone="") if layer.zone == zone else layer


def _without(one: Cover, other: Cover) -> Iterable[Cover]:
    """What is left of one where the other takes its part."""
    if other.end <= one.begin or one.end <= other.begin:
        return [one]
    pieces = (replace(one, end=min(one.end, other.begin)), replace(one, begin=max(one.begin, other.end)))
    return [piece for piece in pieces if piece.begin < piece.end]
