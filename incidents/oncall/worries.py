"""What is not wrong in a schedule but will hurt at night: gaps ahead, a rotation of one, an hour without a backup."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from incidents.oncall.flaws import moment
from incidents.oncall.gaps import gaps
from incidents.oncall.model import Schedule
from incidents.oncall.shifts import shifts

AHEAD = timedelta(days=14)


def worries(schedule: Schedule, now: datetime) -> list[str]:
    """Each in a sentence with what to do, for the two weeks from now on."""
    return list(chain(_gaps(schedule, now), _alone(schedule, now)))


def _gaps(schedule: Schedule, now: datetime) -> Iterator[str]:
    for begin, end in gaps(schedule, now, now + AHEAD):
        span = f"from {moment(begin, schedule.zone)} to {moment(end, schedule.zone)} ({schedule.zone})"
        yield f"{schedule.name}: nobody is on call {span}. Let a layer start earlier, or add an override."


def _alone(schedule: Schedule, now: datetime) -> Iterator[str]:
    for number, layer in enumerate(schedule.layers, 1):
        if len(set(layer.people)) == 1:
            yield f"{schedule.name}: {layer.people[0]} is alone in layer {number}. Add somebody to take turns with."
    ahead = shifts(schedule, now, now + AHEAD)
    bare = [one for one in ahead if one.primary and not one.backup]
    if bare:
        at = moment(bare[0].start, schedule.zone)
        yield f"{schedule.name}: {bare[0].primary} has no backup, first at {at}. Add people, or backups."
