"""The facts of an incident: what it is called, how long it took, who led, how bad it was when. Each sentence names the
lines that it follows from. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from incidents.decision import Value
from incidents.model import EntryKind, PersonId, Status, Who
from incidents.people.roles import Part
from incidents.postmortem import history, response
from incidents.postmortem.history import Change, Span
from incidents.postmortem.model import Record, Sentence, confirm, filled
from incidents.record.chain import Link

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Story:
    """A record as its sentences need it: what changed when, worked out once."""

    record: Record

    @cached_property
    def lines(self) -> Sequence[Link]:
        """The lines that still say something, in the order in which it happened."""
        return history.told(self.record.lines)

    @cached_property
    def opened(self) -> Link:
        """The line that opened it."""
        return next(line for line in self.record.lines if line.kind == EntryKind.OPENED)

    @cached_property
    def first(self) -> Link | None:
        """The earliest line of what happened before it was opened: a minute at least, for clocks differ by seconds."""
        early = self.lines[0] if self.lines else self.opened
        return early if self.opened.occurred_at - early.occurred_at >= MINUTE else None

    @cached_property
    def severities(self) -> Sequence[Change]:
        """How its severity changed; the first is that it was opened with one."""
        found, opened = history.severities(self.lines), self.opened
        if found and found[0].seq == opened.seq:
            return found
        first = history.said(next(iter(self._graded), opened), "from") or self.record.incident.severity
        return (Change(opened.occurred_at, opened.seq, "", first, PersonId(opened.actor)), *found)

    @cached_property
    def _graded(self) -> Sequence[Link]:
        return [line for line in self.lines if line.kind == EntryKind.SEVERITY]

    @cached_property
    def statuses(self) -> Sequence[Change]:
        """How its status changed."""
        return history.statuses(self.record.lines)

    @cached_property
    def spans(self) -> Sequence[Span]:
        """When it was open."""
        last = self.record.lines[-1].recorded_at
        return history.open_spans(self.record.lines, last)

    @cached_property
    def end(self) -> datetime:
        """When it last ended, else when its last line was written."""
        return self.spans[-1].end if self.spans else self.record.lines[-1].recorded_at

    @cached_property
    def resolved(self) -> Link | None:
        """The line that resolved it for good, where it is resolved."""
        found = [line for line in history.ordered(self.record.lines) if line.kind == EntryKind.RESOLVED]
        return found[-1] if found and not self.record.incident.is_open else None

    @cached_property
    def acknowledged(self) -> Link | None:
        """The line with which somebody first had it."""
        return response.acknowledged(self.lines)

    @cached_property
    def silences(self) -> Sequence[Span]:
        """The times between updates."""
        return response.silences(self.lines, self.spans)

    @cached_property
    def gaps(self) -> Sequence[Span]:
        """Those that were too long."""
        return response.gaps(self.silences, self.severities, self.record.policy)

    def after(self, line: Link | Change) -> timedelta:
        """How long after the opening."""
        at = line.occurred_at if isinstance(line, Link) else line.at
        return at - self.opened.occurred_at

    def severity(self, key: str) -> str:
        """How people read a severity."""
        return self.record.policy.severity(key).name


def sentences(story: Story) -> Iterator[Sentence]:
    """All of them."""
    incident, opened = story.record.incident, story.opened
    named = [line.seq for line in story.lines if line.kind == EntryKind.NAMED or history.titles(line)]
    yield filled("{key}: {title}", *(named[-1:] or [opened.seq]), key=incident.key, title=incident.title)
    yield filled(
        "Opened {at} by {who} as {severity}.",
        opened.seq,
        at=opened.occurred_at,
        who=Who(PersonId(opened.actor)),
        severity=story.severity(story.severities[0].after),
    )
    yield from _durations(story)
    yield from _severities(story)
    yield from _statuses(story)
    yield from _parts(story)


def _durations(story: Story) -> Iterator[Sentence]:
    opened = story.opened
    if early := story.first:
        lasted = opened.occurred_at - early.occurred_at
        yield confirm("Detected after {lasted}, counted from the first line.", early.seq, opened.seq, lasted=lasted)
    yield _acknowledged(story)
    if mitigated := response.mitigated(story.statuses):
        yield filled("Mitigated after {lasted}.", opened.seq, mitigated.seq, lasted=story.after(mitigated))
    if resolved := story.resolved:
        yield filled("Resolved after {lasted}.", opened.seq, resolved.seq, lasted=story.after(resolved))
    if len(story.spans) > 1:
        lasted = sum((span.lasted for span in story.spans), timedelta())
        seqs = [seq for span in story.spans for seq in seqs_of(span)]
        yield filled("It was open for {lasted} in all, {n} times.", *seqs, lasted=lasted, n=len(story.spans))


def _acknowledged(story: Story) -> Sentence:
    opened, line = story.opened, story.acknowledged
    if line is None:
        return filled("Nobody acknowledged it.", opened.seq)
    lasted, who = story.after(line), Who(PersonId(line.actor))
    target = response.promised(story.severities, opened.occurred_at, story.record.policy)
    if target is None:
        return filled("Acknowledged after {lasted} by {who}.", opened.seq, line.seq, lasted=lasted, who=who)
    return filled(
        "Acknowledged after {lasted} by {who}; the target is {target}.",
        opened.seq,
        line.seq,
        lasted=lasted,
        who=who,
        target=target,
    )


def _severities(story: Story) -> Iterator[Sentence]:
    for change in story.severities[1:]:
        yield filled(
            "{at}: the severity was changed from {before} to {after} by {who}.",
            change.seq,
            **_ends(change, story),
        )
    for change in history.corrections(story.lines):
        yield filled(
            "{at}: the severity was corrected from {before} to {after} by {who}.",
            change.seq,
            **_ends(change, story),
        )
    for key, lasted, seqs in history.times(story.severities, story.spans):
        yield filled("{lasted} in {severity}.", *seqs, lasted=lasted, severity=story.severity(key))


def _ends(change: Change, story: Story) -> dict[str, Value]:
    before, after = story.severity(change.before), story.severity(change.after)
    return {"at": change.at, "before": before, "after": after, "who": Who(change.by)}


def _statuses(story: Story) -> Iterator[Sentence]:
    for change in story.statuses[1:]:
        yield filled(
            "{at}: {before} → {after} ({who}).",
            change.seq,
            at=change.at,
            before=Status(change.before),
            after=Status(change.after),
            who=Who(change.by),
        )


def _parts(story: Story) -> Iterator[Sentence]:
    end = story.end
    for span in history.held(history.owners(story.lines), end):
        yield filled("{who} led from {begin} to {end}.", *seqs_of(span), **_held(span))
    for span in history.held(history.holders(story.lines, Part.COMMS), end):
        yield filled("{who} did the comms from {begin} to {end}.", *seqs_of(span), **_held(span))
    for span in history.held(history.holders(story.lines, Part.SCRIBE), end):
        yield filled("{who} wrote the record from {begin} to {end}.", *seqs_of(span), **_held(span))


def _held(span: Span) -> dict[str, Value]:
    return {"who": Who(PersonId(span.what)), "begin": span.begin, "end": span.end}


def seqs_of(span: Span) -> tuple[int, ...]:
    """The lines between which it lies."""
    return tuple(seq for seq in (span.seq, span.end_seq) if seq)
