"""What people collect for a postmortem: lines of the timeline under its sections, before there is a draft and after.
Which line stands where is itself a line, so that the words are kept once: erased there, they are erased here. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.decision import Decision, Refused
from incidents.model import Entry, EntryKind, Incident, PersonId
from incidents.postmortem.model import Part
from incidents.record.chain import Link

COLLECTED = "collected"  # The act of a line about the postmortem.
FITS = "fits"  # Where somebody says no section: the one that fits.
FIXED = (Part.FACTS, Part.TIMELINE)  # They follow the record.


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A line that somebody put under a section. `number` is that of the line which says so: later ones have greater.
    `text` is what it says now; `gone`: the message was deleted since.
    """

    part: str
    number: int
    line: Link
    text: str
    gone: bool = False

    @property
    def permalink(self) -> str:
        """Where the message stands; empty where the line is none."""
        return (self.line.body or {}).get("permalink", "")


def part_of(parts: Sequence[str]) -> str:
    """The section for what nobody sorts: learnings, else the last that people write."""
    if Part.LEARNINGS in parts:
        return Part.LEARNINGS
    return next((part for part in reversed(parts) if part not in FIXED), Part.LEARNINGS)


def where(lines: Iterable[Link]) -> Mapping[int, tuple[str, int]]:
    """The section under which each collected line stands by its number, with the number of the line that says so."""
    told = (line for line in lines if line.kind == EntryKind.POSTMORTEM and line.body)
    found = {}
    for line in told:
        said = line.body or {}
        if said.get("act") == COLLECTED:
            found[int(said["line"])] = (said["part"], line.seq)
    return found


def demand_open(part: str) -> None:
    """Raise Refused for a section that nobody writes."""
    if part in FIXED:
        raise Refused(
            "That section follows the record. Put it under another one: `/incident collect https://... learnings`."
        )


def collect(
    incident: Incident, lines: Sequence[Link], number: int, part: str, *, by: PersonId, now: datetime
) -> Decision | None:
    """Put a line under a section; one that stands under another goes from there to here. None where it is there."""
    demand_open(part)
    if where(lines).get(number, ("", 0))[0] == part:
        return None
    body = {"act": COLLECTED, "part": str(part), "line": str(number)}
    return Decision(incident, entries=(Entry(now, by, EntryKind.POSTMORTEM, body),))


def under(lines: Mapping[int, Link], part: str, *, after: int = 0) -> Sequence[Collected]:
    """What stands under a section since line `after`, as it reads now; nothing of what was redacted."""
    placed = sorted((at, number) for number, (one, at) in where(lines.values()).items() if one == part and at > after)
    return list(_read(lines, part, placed))


def _read(lines: Mapping[int, Link], part: str, placed: Iterable[tuple[int, int]]) -> Iterator[Collected]:
    for at, number in placed:
        line = lines.get(number)
        if line is None or line.body is None or not line.body.get("text"):
            continue
        later = [one for one in lines.values() if _is_about(one, line)]
        edits = sorted((one.occurred_at, one.seq) for one in later if one.kind == EntryKind.EDITED)
        newest = lines[edits[-1][1]] if edits else line
        gone = any(one.kind == EntryKind.DELETED for one in later)
        yield Collected(part=part, number=at, line=line, text=(newest.body or {}).get("text", ""), gone=gone)


def _is_about(one: Link, line: Link) -> bool:
    """Whether a line tells of the message of another."""
    if one.kind not in (EntryKind.EDITED, EntryKind.DELETED):
        return False
    said, first = one.body or {}, line.body or {}
    return bool(said.get("ts")) and (said.get("channel"), said.get("ts")) == (first.get("channel"), first.get("ts"))
