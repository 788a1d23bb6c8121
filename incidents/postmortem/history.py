"""What changed when, read from the lines of a record: severity, status, who had which part, and how long each stood.
Pure. Lines that were redacted say nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from incidents.model import OPEN, SYSTEM, EntryKind, PersonId, Status
from incidents.people.roles import Part
from incidents.record.chain import Link

ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on it was `after`, by line `seq` of `by`."""

    at: datetime
    seq: int
    before: str
    after: str
    by: PersonId = SYSTEM


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that begins and ends with a line; `end_seq` is 0 where it still goes on."""

    begin: datetime
    end: datetime
    seq: int
    end_seq: int
    what: str = ""

    @property
    def lasted(self) -> timedelta:
        """How long."""
        return self.end - self.begin


# What these tell without a word: that it was opened, or that it is over.
TELLING = frozenset((EntryKind.OPENED, EntryKind.REOPENED, EntryKind.RESOLVED, EntryKind.MERGED, EntryKind.EXPIRED))


def told(lines: Iterable[Link]) -> Sequence[Link]:
    """The lines that still say something, in the order in which it happened."""
    return [line for line in ordered(lines) if line.body is not None]


def ordered(lines: Iterable[Link]) -> Sequence[Link]:
    """All lines in the order in which it happened."""
    return sorted(lines, key=lambda line: (line.occurred_at, line.seq))


def said(line: Link, name: str) -> str:
    """A word of a line; nothing where it has none."""
    return (line.body or {}).get(name, "")


def titles(line: Link) -> bool:
    """Whether a line corrects the title."""
    return line.kind == EntryKind.CORRECTED and said(line, "field") == "title"


def severities(lines: Iterable[Link]) -> Sequence[Change]:
    """How its severity changed while it ran, the first from nothing; what was corrected afterwards is none of it."""
    return _changes(lines, _graded)


def corrections(lines: Iterable[Link]) -> Sequence[Change]:
    """How its severity was corrected after the end."""
    return [
        Change(line.occurred_at, line.seq, said(line, "from"), said(line, "to"), PersonId(line.actor))
        for line in told(lines)
        if line.kind == EntryKind.CORRECTED and said(line, "field") == "severity"
    ]


def statuses(lines: Iterable[Link]) -> Sequence[Change]:
    """How its status changed, the first from nothing."""
    return _changes(lines, _moved)


def owners(lines: Iterable[Link]) -> Sequence[Change]:
    """Who led from when; an empty name is nobody."""
    return _changes(lines, _owned)


def holders(lines: Iterable[Link], part: Part) -> Sequence[Change]:
    """Who had another part from when."""
    return _changes(lines, lambda line, held: _held(line, held, part))


def held(changes: Sequence[Change], end: datetime) -> Sequence[Span]:
    """For how long each of these stood, until `end`; where nothing did is left out."""
    spans = [
        Span(one.at, min(other.at, end), one.seq, other.seq, one.after)
        for one, other in pairwise(changes)
        if one.after and one.at < end
    ]
    last = changes[-1:] if changes and changes[-1].after and changes[-1].at < end else ()
    return [*spans, *(Span(one.at, end, one.seq, 0, one.after) for one in last)]


def open_spans(lines: Iterable[Link], now: datetime) -> Sequence[Span]:
    """When it was open: from its opening or a reopening to its end, or to `now`."""
    spans: list[Span] = []
    begin: Change | None = None
    for change in statuses(lines):
        is_open = Status(change.after) in OPEN
        if is_open and begin is None:
            begin = change
        elif not is_open and begin is not None:
            spans.append(Span(begin.at, change.at, begin.seq, change.seq))
            begin = None
    return [*spans, Span(begin.at, now, begin.seq, 0)] if begin else spans


def times(changes: Sequence[Change], spans: Sequence[Span]) -> Sequence[tuple[str, timedelta, tuple[int, ...]]]:
    """How long each of these stood within the spans, in the order in which they first did, with their lines."""
    found: dict[str, tuple[timedelta, tuple[int, ...]]] = {}
    for one in held(changes, spans[-1].end) if spans else ():
        lasted = sum((_shared(one, span) for span in spans), ZERO)
        before, seqs = found.get(one.what, (ZERO, ()))
        if lasted or one.what in found:
            found[one.what] = (before + lasted, (*seqs, one.seq))
    return [(what, lasted, seqs) for what, (lasted, seqs) in found.items()]


def _shared(one: Span, other: Span) -> timedelta:
    return max(ZERO, min(one.end, other.end) - max(one.begin, other.begin))


def _changes(lines: Iterable[Link], now_is: Callable[[Link, str], str | None]) -> Sequence[Change]:
    """Every line after which it is another than before."""
    changes: list[Change] = []
    stands = ""
    for line in ordered(lines):
        after = now_is(line, stands) if line.body is not None or line.kind in TELLING else None
        if after is not None and after != stands:
            changes.append(Change(line.occurred_at, line.seq, stands, after, PersonId(line.actor)))
            stands = after
    return changes


def _graded(line: Link, stands: str) -> str | None:
    match line.kind:
        case EntryKind.OPENED:
            return said(line, "severity") or None
        case EntryKind.SEVERITY:
            return said(line, "to")
        case EntryKind.UPDATE:
            return said(line, "graded_to") or None
        case EntryKind.UNDONE if said(line, "act") == "severity":
            return said(line, "to")
    return None


ENDS = {EntryKind.RESOLVED: Status.RESOLVED, EntryKind.MERGED: Status.MERGED, EntryKind.EXPIRED: Status.CLOSED}


def _moved(line: Link, stands: str) -> str | None:
    kind = EntryKind(line.kind)
    if kind in ENDS:
        return ENDS[kind].value
    match kind:
        case EntryKind.OPENED | EntryKind.REOPENED:
            return Status.INVESTIGATING.value
        case EntryKind.STATUS:
            return said(line, "to")
        case EntryKind.UPDATE:
            return said(line, "to") or None
        case EntryKind.UNDONE if said(line, "act") in ("status", "resolve", "cancel", "close"):
            return said(line, "to")
    return None


def _owned(line: Link, stands: str) -> str | None:
    match EntryKind(line.kind):
        case EntryKind.ACKNOWLEDGED:
            return said(line, "owner") or None
        case EntryKind.OWNER:
            return said(line, "to")
        case EntryKind.HANDED:
            return line.actor
        case EntryKind.UNDONE if said(line, "act") == "owner":
            return said(line, "to")
        case EntryKind.GONE if said(line, "who") == stands:
            return ""
        case EntryKind.ESCALATED if said(line, "act") == "lapsed":
            return ""
        case EntryKind.ESCALATED if said(line, "act") == "unacked" and line.actor == stands:
            return ""
    return None


def _held(line: Link, stands: str, part: Part) -> str | None:
    if line.kind == EntryKind.ROLE and said(line, "role") == part.value:
        return said(line, "to")
    return "" if line.kind == EntryKind.GONE and said(line, "who") == stands else None
