"""What a record fills in for a placeholder that stands for one thing: each with the lines it rests on. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from incidents.decision import Value
from incidents.model import EntryKind, PersonId, Who
from incidents.people.roles import Part, holder
from incidents.postmortem import history, response
from incidents.postmortem.facts import Story
from incidents.record.chain import Link


@dataclass(frozen=True, slots=True)
class Found:
    """What the record says, None where it says nothing, and by which lines."""

    value: Value | None
    evidence: tuple[int, ...] = ()


def _key(story: Story) -> Found:
    return Found(story.record.incident.key, (story.opened.seq,))


def _title(story: Story) -> Found:
    named = [line.seq for line in story.lines if line.kind == EntryKind.NAMED or history.titles(line)]
    return Found(story.record.incident.title or None, tuple(named[-1:]) or (story.opened.seq,))


def _severity(story: Story) -> Found:
    changes = (*story.severities, *history.corrections(story.lines))
    return Found(story.severity(story.record.incident.severity), (changes[-1].seq,))


def _status(story: Story) -> Found:
    return Found(story.record.incident.status, tuple(change.seq for change in story.statuses[-1:]))


def _service(story: Story) -> Found:
    return Found(story.record.incident.service or None, (story.opened.seq,))


def _reporter(story: Story) -> Found:
    return Found(Who(PersonId(story.opened.actor)), (story.opened.seq,))


def _owner(story: Story) -> Found:
    seqs = tuple(change.seq for change in history.owners(story.lines)[-1:])
    return _person(story.record.incident.owner, seqs)


def _held(part: Part) -> Callable[[Story], Found]:
    def found(story: Story) -> Found:
        seqs = tuple(change.seq for change in history.holders(story.lines, part)[-1:])
        return _person(holder(story.record.incident, part), seqs)

    return found


def _person(person: PersonId | None, seqs: tuple[int, ...]) -> Found:
    return Found(Who(person), seqs) if person else Found(None)


def _started(story: Story) -> Found:
    return _at(story.first or story.opened)


def _opened(story: Story) -> Found:
    return _at(story.opened)


def _acknowledged(story: Story) -> Found:
    return _at(story.acknowledged)


def _mitigated(story: Story) -> Found:
    change = response.mitigated(story.statuses)
    return Found(change.at, (change.seq,)) if change else Found(None)


def _resolved(story: Story) -> Found:
    return _at(story.resolved)


def _at(line: Link | None) -> Found:
    return Found(line.occurred_at, (line.seq,)) if line else Found(None)


def _duration(story: Story) -> Found:
    if story.resolved is None:
        return Found(None)
    return Found(story.after(story.resolved), (story.opened.seq, story.resolved.seq))


def _fix(story: Story) -> Found:
    line = story.resolved
    said = history.said(line, "fix") if line else ""
    return Found(said, (line.seq,)) if line and said else Found(None)


VALUES: Mapping[str, Callable[[Story], Found]] = {
    "key": _key,
    "title": _title,
    "severity": _severity,
    "status": _status,
    "service": _service,
    "reporter": _reporter,
    "owner": _owner,
    "comms": _held(Part.COMMS),
    "scribe": _held(Part.SCRIBE),
    "started": _started,
    "opened": _opened,
    "acknowledged": _acknowledged,
    "mitigated": _mitigated,
    "resolved": _resolved,
    "duration": _duration,
    "fix": _fix,
}
