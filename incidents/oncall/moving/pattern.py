"""The rotation behind shifts that are only listed: who has turns of the same length in the same order, again and again;
and what differs from it. Pure.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from incidents import zones
from incidents.oncall import rotation, wall
from incidents.oncall.model import Layer, Length, Unit
from incidents.oncall.moving import turning
from incidents.oncall.moving.given import Cover, Given, Note, Shown, Span, Turns, Why

OFTEN = 0.75  # Of the turns of several people that a rotation says as they are; what is seldomer is a coincidence.
TWICE = 2  # It must have come round so often.
MOST = 24  # People who take turns.
MONTH = (28 * wall.DAY, 31 * wall.DAY)
HOUR = 60
NOTHING = timedelta()


def given(name: str, zone: str, shown: Shown, notes: list[Note]) -> Given:
    """A schedule by the shifts that another system shows: a rotation where there is one, with covers for what differs.
    Where there is none, whoever is on call most has every turn, and all others are covers: until the listed shifts end
    that is the same.
    """
    found = _rotation(name, zone, shown.spans)
    if found is None:
        found = _constant(name, zone, shown.spans)
        local = shown.end.astimezone(zones.zone(zone))
        notes.append(Note(Why.IRREGULAR, name, f"{local:%Y-%m-%d}"))
    covers = tuple(_covers(found, shown.spans))
    return Given(key=name, name=name, zone=zone, levels=((found,),), covers=covers, shown=shown)


def _rotation(name: str, zone: str, spans: Sequence[Span]) -> Turns | None:
    for row in (spans, _merged(spans)):
        for length, anchor in _lengths(row, zone):
            if (cycle := _cycle(row, length, anchor, zone)) is not None:
                return Turns(name=name, people=cycle, zone=zone, start=anchor, length=length)
    return None


def _lengths(spans: Sequence[Span], zone: str) -> Iterator[tuple[Length, datetime]]:
    """The lengths that turns have here, the most usual first, each with when the first such turn begins."""
    sizes = [wall.reading(span.end, zone) - wall.reading(span.begin, zone) for span in spans]
    for size, _ in Counter(sizes).most_common(3):
        first = spans[sizes.index(size)].begin
        if MONTH[0] <= size <= MONTH[1] and size % (7 * wall.DAY):
            yield Length(1, Unit.MONTH), first
        elif length := turning.length(size):
            yield length, first


def _cycle(spans: Sequence[Span], length: Length, anchor: datetime, zone: str) -> tuple[str, ...] | None:
    """Who takes turns in which order, from `anchor` on; None where nothing comes round twice."""
    on = _on(spans, _layer(("-",), length, anchor, zone), zone)
    for count in range(1, min(len(on) // TWICE, MOST) + 1):
        usual = [Counter(on[at::count]).most_common(1)[0] for at in range(count)]
        people = tuple(who for who, _ in usual)
        needed = OFTEN if len(set(people)) > 1 else 1.0
        is_often = sum(times for _, times in usual) >= needed * len(on) and all(times >= TWICE for _, times in usual)
        if all(people) and is_often:
            return people
    return None


def _on(spans: Sequence[Span], layer: Layer, zone: str) -> Sequence[str]:
    """Who is on call in the middle of each turn from the first one on."""
    found, number = list[str](), 0
    last = max(span.end for span in spans)
    while (begin := rotation.begin(layer, zone, number)) < last:
        middle = begin + (rotation.begin(layer, zone, number + 1) - begin) / 2
        found.append(next((span.person for span in spans if span.begin <= middle < span.end), ""))
        number += 1
    return found


def _constant(name: str, zone: str, spans: Sequence[Span]) -> Turns:
    """Whoever is on call for the most time has every turn."""
    times: Counter[str] = Counter()
    for span in spans:
        times[span.person] += int((span.end - span.begin).total_seconds())
    most = times.most_common(1)[0][0]
    return Turns(name=name, people=(most,), zone=zone, start=spans[0].begin, length=Length(1, Unit.WEEK))


def _covers(found: Turns, spans: Sequence[Span]) -> Iterator[Cover]:
    """The parts of shifts that the rotation says otherwise. Of shifts at the same time the first that began counts."""
    layer = _layer(found.people, found.length, found.start, found.zone)
    free = spans[0].begin
    for span in spans:
        begin = max(span.begin, free)
        while begin < span.end:
            number = rotation.turn(layer, found.zone, begin)
            until = min(span.end, rotation.begin(layer, found.zone, number + 1))
            if number < 0 or found.people[number % len(found.people)] != span.person:
                yield Cover(begin, until, span.person)
            begin = until
        free = max(free, span.end)


def _layer(people: tuple[str, ...], length: Length, start: datetime, zone: str) -> Layer:
    local = start.astimezone(zones.zone(zone))
    return Layer(people=people, start=local.date(), length=length, handoff=local.hour * HOUR + local.minute)


def _merged(spans: Sequence[Span]) -> Sequence[Span]:
    """Neighbours of the same person as one shift."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].person == span.person and span.begin - found[-1].end <= NOTHING:
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end), span.person)
        else:
            found.append(span)
    return found
