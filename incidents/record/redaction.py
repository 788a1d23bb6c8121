"""Redaction: a line's words are erased for good, wherever they are kept; that it was there, when, and whose it was
stays, and so does the chain.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents import action as actions
from incidents import bookmarks, messages
from incidents.action import Action
from incidents.checklist import Checklist
from incidents.decision import Choice, Decision, Refused
from incidents.life.lifecycle import has_it
from incidents.messages import Message, MessageKind
from incidents.model import Bookmark, Entry, EntryKind, Incident, PersonId, Todo, Who
from incidents.record import todos
from incidents.record.chain import Link

MARK = "█████"  # Stands where erased words stood; it needs no translation.
TITLES = (EntryKind.NAMED.value, EntryKind.CORRECTED.value)
# What people wrote, of all that a line holds; `from` and `to` are words only where they are titles.
WORDS = frozenset({"text", "title", "what", "impact", "next", "fix", "why", "note", "address"})
STEP_WORDS = frozenset({"why", "output"})  # What else a step's line says stands in its runbook, for everybody.
SHORTEST = 3  # Characters: a shorter text stands in other places by chance.


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What is erased: these lines of the timeline, and these words wherever else they are kept."""

    decision: Decision
    lines: tuple[int, ...]
    words: frozenset[str]
    checklists: tuple[Checklist, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept with an incident: its lines from the first, its to-dos, all links it ever had, its checklists and
    action items.
    """

    lines: Sequence[Link] = ()
    todos: Sequence[Todo] = ()
    bookmarks: Sequence[Bookmark] = ()
    checklists: Sequence[Checklist] = ()
    actions: Sequence[Action] = ()


def redact(incident: Incident, kept: Kept, number: int, why: str, *, by: PersonId, now: datetime) -> Redaction:
    """Erase one line, and every line of the incident that holds the same words. For its author, the owner, the
    reporter.
    """
    line = _line(incident, kept.lines, number)
    if by not in (line.actor, incident.owner, incident.reporter):
        raise Refused(
            "Line {number} of {key} can be redacted by who wrote it, by the owner and by the reporter. Ask {who}.",
            number=number,
            key=incident.key,
            who=has_it(incident) or Who(incident.reporter),
        )
    erased = words_of(line)
    same = tuple(other.seq for other in kept.lines if other.seq == number or _holds(other, erased))
    cleared = _cleared(incident, erased)
    gone = _gone(kept, line, by)
    said = {"lines": ", ".join(map(str, same)), "why": why.strip()}
    entry = Entry(now, by, EntryKind.REDACTED, {name: value for name, value in said.items() if value})
    return Redaction(
        decision=Decision(
            incident=cleared,
            entries=(entry,),
            messages=(*messages.redrawn(cleared), *_redrawn(cleared, incident, gone)),
            todos=tuple(gone.todos),
            bookmarks=tuple(gone.bookmarks),
            actions=tuple(gone.actions),
        ),
        lines=same,
        words=erased,
        checklists=tuple(gone.checklists),
    )


def words_of(line: Link) -> frozenset[str]:
    """What people wrote on a line, as far as it is long enough to be known again."""
    body = line.body or {}
    names = STEP_WORDS if line.kind == EntryKind.STEP else WORDS
    names |= {"from", "to"} if line.kind in TITLES and body.get("field", "title") == "title" else set()
    # A part of an incident's set-up is named by `what` in a line about trouble.
    found = {body[name] for name in names & body.keys()} if line.kind != EntryKind.MISHAP else set()
    return frozenset(text for text in found if len(text.strip()) >= SHORTEST)


def erased(values: Mapping[str, str], words: Iterable[str]) -> dict[str, str]:
    """The same values without these words."""
    gone = set(words)
    return {name: MARK if value in gone else value for name, value in values.items()}


def retouched(incident: Incident, told: Message, since: datetime) -> Message:
    """Write a post anew from values that were erased. It is looked for by its key, from when it was owed."""
    return Message(
        kind=MessageKind.RETOUCH,
        key=f"{told.key}/retouch/{incident.version}",
        lane=told.lane,
        after=told.key,
        values={**told.values, "original": told.key, "drawn": told.kind.value, "since": since.isoformat()},
    )


def original(told: Message) -> tuple[Message, datetime]:
    """The post that a message of this kind writes anew, and when it was owed."""
    values = dict(told.values)
    key, kind, since = values.pop("original"), values.pop("drawn"), values.pop("since")
    return replace(told, kind=MessageKind(kind), key=key, values=values), datetime.fromisoformat(since)


def _line(incident: Incident, whole: Sequence[Link], number: int) -> Link:
    line = next((one for one in whole if one.seq == number), None)
    if line is None:
        raise Refused(
            "{key} has no line {number}; they go from 1 to {most}.",
            key=incident.key,
            number=number,
            most=len(whole),
            choices=(Choice("Timeline", "timeline", about=incident.id),),
        )
    if line.body is None:
        raise Refused("Line {number} of {key} is redacted already.", number=number, key=incident.key)
    if line.kind == EntryKind.REDACTED:
        raise Refused("Line {number} of {key} says what was redacted, and stays.", number=number, key=incident.key)
    return line


def _holds(line: Link, words: frozenset[str]) -> bool:
    return line.body is not None and line.kind != EntryKind.REDACTED and bool(words & words_of(line))


def _cleared(incident: Incident, words: frozenset[str]) -> Incident:
    def left(text: str) -> str:
        return MARK if text in words else text

    return replace(
        incident,
        title=left(incident.title) if incident.named else incident.title,
        impact=left(incident.impact),
        summary=left(incident.summary),
        next_step=left(incident.next_step),
        fix=left(incident.fix),
        cause=left(incident.cause),
        pages=tuple(replace(page, why=left(page.why)) for page in incident.pages),
    )


def _gone(kept: Kept, line: Link, by: PersonId) -> Kept:
    """All of these that hold its words, without them. A link without its address is none."""
    words = words_of(line)
    return Kept(
        todos=[replace(todo, text=MARK) for todo in kept.todos if todo.text in words],
        bookmarks=[
            replace(one, title=MARK, address="", removed_by=one.removed_by or by)
            for one in kept.bookmarks
            if words & {one.title, one.address}
        ],
        checklists=[one for one in _unsaid(kept.checklists, line) if one not in kept.checklists],
        actions=[one for action in kept.actions if (one := _wiped(action, words)) != action],
    )


def _wiped(action: Action, words: frozenset[str]) -> Action:
    """An action item without these words; a link without its address is none."""
    return replace(
        action,
        text=MARK if action.text in words else action.text,
        why=MARK if action.why in words else action.why,
        link="" if action.link in words else action.link,
        source="" if action.source in words else action.source,
    )


def _unsaid(kept: Sequence[Checklist], line: Link) -> Sequence[Checklist]:
    """Why a step was left out goes wherever it stands; an answer, often one word, with its own line alone."""
    body = line.body or {}
    spot = (body.get("article", ""), body.get("step", "")) if line.kind == EntryKind.STEP and "answer" in body else None
    return [one.without(words_of(line), spot, MARK) for one in kept]


def _redrawn(cleared: Incident, before: Incident, gone: Kept) -> tuple[Message, ...]:
    told = [message for todo in gone.todos for message in todos.settled(cleared, todo, todo.owner)]
    told += [actions.settled(cleared, one, one.reader) for one in gone.actions]
    told += bookmarks.sync(cleared) if gone.bookmarks else ()
    told += [messages.page_settled(cleared, page) for page in cleared.pages if page not in before.pages]
    told += [messages.retraction(cleared)] if cleared.summary != before.summary else []
    return tuple(told)
