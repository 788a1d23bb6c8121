"""When nobody is on call though somebody is meant to be."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from incidents.oncall import masks, overrides, rotation, shifts
from incidents.oncall.model import Override, Schedule

Span = tuple[datetime, datetime]


def gaps(schedule: Schedule, start: datetime, end: datetime, given: Sequence[Override] = ()) -> Sequence[Span]:
    """The spans in which there is no primary, apart from those that are declared; in order, each as long as it is."""
    changes = (*schedule.overrides, *given)

    def empty(at: datetime) -> bool:
        return _meant(schedule, at) and not overrides.laid_over(
            shifts.line(schedule, at), overrides.in_force(changes, at)
        )

    marks = [start, *(edge for edge in shifts.edges(schedule, start, end, given) if edge < end)]
    return _joined((begin, until) for begin, until in zip(marks, [*marks[1:], end], strict=True) if empty(begin))


def uncovered(schedule: Schedule, start: datetime, end: datetime) -> Sequence[Span]:
    """The spans that no layer covers, whoever is in it. Each layer counts as if it had begun long ago."""
    edges = set(masks.edges(schedule.mask, schedule.zone, schedule.closed, start, end))
    for layer in schedule.layers:
        edges.update(masks.edges(layer.mask, shifts.zone_of(schedule, layer), schedule.closed, start, end))
    marks = [start, *sorted(edge for edge in edges if start < edge < end)]

    def bare(at: datetime) -> bool:
        return _meant(schedule, at) and not any(
            masks.applies(layer.mask, shifts.zone_of(schedule, layer), schedule.closed, at) for layer in schedule.layers
        )

    return _joined((begin, until) for begin, until in zip(marks, [*marks[1:], end], strict=True) if bare(begin))


def settled_at(schedule: Schedule) -> datetime:
    """When the last of its layers has begun."""
    return max(rotation.begin(layer, shifts.zone_of(schedule, layer), 0) for layer in schedule.layers)


def _meant(schedule: Schedule, at: datetime) -> bool:
    return masks.applies(schedule.mask, schedule.zone, schedule.closed, at)


def _joined(spans: Iterable[Span]) -> Sequence[Span]:
    found: list[Span] = []
    for begin, end in spans:
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found
