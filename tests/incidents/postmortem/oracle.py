"""The facts of a record found in another way than the draft finds them: by walking through it in steps of six seconds
and asking at each what stood then.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from incidents.decision import Value
from incidents.model import PersonId, Who
from incidents.postmortem.model import Draft, Mark, Part, Sentence
from incidents.record.chain import Link

STEP = timedelta(seconds=6)
Set = Callable[[Link], str | None]
OVER = ("resolved", "closed", "cancelled", "merged", "")


def sentences(draft: Draft, part: Part, text: str) -> list[tuple[Mapping[str, Value], Sequence[int], Mark]]:
    """Every sentence of this English text in a section: its values, its evidence, how sure it is."""
    found = [one for one in draft.section(part).sentences if one.text == text]
    return [(one.values, one.evidence, one.mark) for one in found]


def every(draft: Draft) -> Iterator[Sentence]:
    """Every sentence."""
    return (one for section in draft.sections for one in section.sentences)


def severity(line: Link) -> str | None:
    """The severity that a line sets."""
    body = line.body or {}
    return {"opened": body.get("severity"), "severity": body.get("to"), "update": body.get("graded_to")}.get(line.kind)


def status(line: Link) -> str | None:
    """The status that a line sets."""
    fixed = {"opened": "investigating", "reopened": "investigating", "resolved": "resolved"}
    told = (line.body or {}).get("to") if line.kind in ("status", "update") else None
    return fixed.get(line.kind) or told


def owner(line: Link) -> str | None:
    """Whom a line makes the owner; nobody is an empty text."""
    body = line.body or {}
    lapsed = "" if body.get("act") == "lapsed" else None
    told = {"acknowledged": body.get("owner"), "owner": body.get("to"), "handed": line.actor, "escalated": lapsed}
    return told.get(line.kind)


def standing(lines: Sequence[Link], sets: Set, at: datetime) -> str:
    """What the last line until then that says anything about it says."""
    known = [(line.occurred_at, line.seq, said) for line in lines if (said := sets(line)) is not None]
    return next((said for when, _, said in sorted(known, reverse=True) if when <= at), "")


def walked(lines: Sequence[Link], begin: datetime, end: datetime, sets: Set) -> list[tuple[datetime, str]]:
    """What stood at each step from `begin` to `end`."""
    known = sorted((line.occurred_at, line.seq, said) for line in lines if (said := sets(line)) is not None)
    steps = int((end - begin) / STEP)
    found, at, stands = [], 0, ""
    for number in range(steps):
        now = begin + number * STEP
        while at < len(known) and known[at][0] <= now:
            stands = known[at][2]
            at += 1
        found.append((now, stands))
    return found


def times(lines: Sequence[Link], begin: datetime, end: datetime) -> Mapping[str, timedelta]:
    """How long it was open with each severity."""
    graded, moved = walked(lines, begin, end, severity), walked(lines, begin, end, status)
    counted = Counter(key for (_, key), (_, stands) in zip(graded, moved, strict=True) if stands not in OVER)
    return {key: steps * STEP for key, steps in counted.items()}


def stretches(lines: Sequence[Link], begin: datetime, end: datetime, sets: Set) -> list[tuple[str, datetime, datetime]]:
    """What stood, from when to when, without where nothing did."""
    found = []
    for what, group in groupby(walked(lines, begin, end, sets), key=lambda step: step[1]):
        times_of = [at for at, _ in group]
        found.append((what, times_of[0], times_of[-1] + STEP))
    return [one for one in found if one[0]]


def led(lines: Sequence[Link], begin: datetime, end: datetime) -> list[dict[str, Value]]:
    """Who led from when to when, as a sentence holds it."""
    return [
        {"who": Who(PersonId(who)), "begin": since, "end": until}
        for who, since, until in stretches(lines, begin, end, owner)
    ]


def silent(lines: Sequence[Link], begin: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The times without an update while it was open, each from one to the next."""
    written = {line.occurred_at for line in lines if line.kind == "update"}
    found: list[tuple[datetime, datetime]] = []
    for state, since, until in _open(lines, begin, end):
        marks = sorted({since, until, *(at for at in written if since < at < until)}) if state else []
        found += pairwise(marks)
    return found


def _open(lines: Sequence[Link], begin: datetime, end: datetime) -> list[tuple[bool, datetime, datetime]]:
    found = []
    states = [(at, stands not in OVER) for at, stands in walked(lines, begin, end, status)]
    for is_open, group in groupby(states, key=lambda step: step[1]):
        times_of = [at for at, _ in group]
        found.append((is_open, times_of[0], times_of[-1] + STEP))
    return found
