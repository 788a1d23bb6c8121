"""How people answered, read from the lines of a record: when, who was asked and came, which updates were written and
which were missing. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from incidents.model import OPEN, EntryKind, Incident, Page, Status
from incidents.people import ringing
from incidents.policy import Policy
from incidents.postmortem import history
from incidents.postmortem.history import Change, Span
from incidents.record.chain import Link

TAKES = (EntryKind.ACKNOWLEDGED, EntryKind.HANDED)
ANSWERS = (EntryKind.ACKNOWLEDGED, EntryKind.COMING, EntryKind.CANNOT)


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was asked to come by line `seq`, and answered with `answer`, or has not; `missed` is whether they did
    not answer while they were waited for, and nobody else had either.
    """

    page: Page
    seq: int
    answer: Link | None
    missed: bool


def takes(line: Link) -> bool:
    """Whether with this line somebody has it."""
    return line.kind in TAKES or _takes_over(line)


def _takes_over(line: Link) -> bool:
    return line.kind == EntryKind.OWNER and history.said(line, "to") == line.actor


def acknowledged(lines: Iterable[Link]) -> Link | None:
    """The line with which somebody first had it."""
    return next((line for line in history.told(lines) if takes(line)), None)


def mitigated(changes: Sequence[Change]) -> Change | None:
    """When it first went to monitoring, of the changes of its status."""
    return next((one for one in changes if one.after == Status.MONITORING), None)


def lasting(changes: Sequence[Change]) -> Change | None:
    """The same, where it did not get worse again."""
    last = next((one for one in reversed(changes) if Status(one.after) in OPEN), None)
    return last if last and last.after == Status.MONITORING else None


def calls(incident: Incident, lines: Sequence[Link]) -> Sequence[Call]:
    """Everybody who was asked to come, in order; who only got a copy was asked for nothing."""
    asked = [page for page in incident.pages if page.seat != ringing.SHADOW]
    told = history.told(lines)
    had_at = first.occurred_at if (first := acknowledged(lines)) else None
    return [_call(page, incident.pages, told, had_at) for page in asked]


def _call(page: Page, pages: Sequence[Page], lines: Sequence[Link], had_at: datetime | None) -> Call:
    later = [one.asked_at for one in pages if one.person == page.person and one.number > page.number]
    until = min(later, default=datetime.max.replace(tzinfo=page.asked_at.tzinfo))
    answer = next((line for line in lines if _answers(line, page, until)), None)
    in_time = answer is not None and (page.answer_by is None or answer.occurred_at <= page.answer_by)
    spared = had_at is not None and page.answer_by is not None and had_at <= page.answer_by
    missed = page.answer_by is not None and not in_time and not spared
    return Call(page, _asked(page, lines), answer, missed)


def _answers(line: Link, page: Page, until: datetime) -> bool:
    """A handover that is taken hours later is no answer to a page."""
    by_them = line.actor == page.person and (line.kind in ANSWERS or _takes_over(line))
    return by_them and page.asked_at <= line.occurred_at < until


def _asked(page: Page, lines: Sequence[Link]) -> int:
    """The line that says that they were asked, else the one that says that they were paged."""
    found = (line.seq for line in lines if line.occurred_at >= page.asked_at and page.person in _called(line))
    return next(found, 0)


def _called(line: Link) -> Sequence[str]:
    """Who is asked to come with a line."""
    if line.kind == EntryKind.ASKED:
        return history.said(line, "people").split()
    return (history.said(line, "to"),) if line.kind == EntryKind.PAGED else ()


def updates(lines: Iterable[Link]) -> Sequence[Link]:
    """Every update."""
    return [line for line in history.told(lines) if line.kind == EntryKind.UPDATE]


def silences(lines: Sequence[Link], spans: Sequence[Span]) -> Sequence[Span]:
    """The times between updates while it was open, each from one to the next, from the opening and to the end."""
    written = updates(lines)
    found = []
    for span in spans:
        inside = [line for line in written if span.begin < line.occurred_at < span.end]
        points = [(span.begin, span.seq), *((one.occurred_at, one.seq) for one in inside), (span.end, span.end_seq)]
        found += [Span(*_ends(one, other)) for one, other in pairwise(points)]
    return found


def _ends(one: tuple[datetime, int], other: tuple[datetime, int]) -> tuple[datetime, datetime, int, int]:
    return one[0], other[0], one[1], other[1]


def gaps(silences: Sequence[Span], severities: Sequence[Change], policy: Policy) -> Sequence[Span]:
    """Those that were longer than the severity at their beginning promises."""
    found = []
    for silence in silences:
        key = at(severities, silence.begin)
        promised = policy.severity(key).update_every
        if promised and silence.lasted > promised:
            found.append(Span(silence.begin, silence.end, silence.seq, silence.end_seq, key))
    return found


def at(changes: Sequence[Change], when: datetime) -> str:
    """What stood at a time."""
    return next((one.after for one in reversed(changes) if one.at <= when), changes[0].after if changes else "")


def promised(changes: Sequence[Change], when: datetime, policy: Policy) -> timedelta | None:
    """Within which time an answer was promised by the severity at a time."""
    return policy.severity(at(changes, when)).acknowledge_within
