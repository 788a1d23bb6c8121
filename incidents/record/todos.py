"""To-dos: added, given, done, dropped, handed back. Each change leaves a line, redraws the card and tells whom it
concerns by DM.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents import messages
from incidents.decision import Choice, Decision, Refused
from incidents.life.lifecycle import over
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import Entry, EntryKind, Incident, PersonId, Status, Todo, TodoState, Who

LONGEST = 500  # Characters: it stands on the card, in a DM and on a line of the timeline.


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be done, as a person says it; `source` is the address of the message it came from, or empty."""

    text: str
    owner: PersonId | None = None
    source: str = ""


def add(incident: Incident, todos: Sequence[Todo], task: Task, *, by: PersonId, now: datetime) -> Decision:
    """Add one to-do, also after the end. Its owner is brought into the channel and told by DM. What is longer than
    500 characters is kept whole as a note.
    """
    _demand_changeable(incident)
    text = " ".join(task.text.split())
    if not text:
        raise Refused("A to-do needs words: `/incident todo {key} @person roll back 4.18`.", key=incident.key)
    number = max((todo.number for todo in todos), default=0) + 1
    short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    todo = Todo(number=number, text=short, owner=task.owner, added_by=by, added_at=now, source=task.source)
    decision = _changed(incident, todo, "added", by=by, now=now)
    if short == text:
        return decision
    return replace(decision, entries=(*decision.entries, Entry(now, by, EntryKind.NOTE, {"text": text})))


def give(incident: Incident, todo: Todo, to: PersonId, *, by: PersonId, now: datetime) -> Decision:
    """Make somebody the owner of a to-do; theirs already, nothing changes."""
    _demand_changeable(incident)
    _demand_open(incident, todo)
    if todo.owner == to:
        return Decision(incident)
    return _changed(incident, replace(todo, owner=to), "given", by=by, now=now, before=todo.owner)


def hand_back(incident: Incident, todo: Todo, *, by: PersonId, now: datetime) -> Decision:
    """Its owner cannot do it: it is nobody's again, and who added it is told."""
    _demand_changeable(incident)
    _demand_open(incident, todo)
    if todo.owner != by:
        raise Refused("To-do {number} of {key} is not yours.", number=todo.number, key=incident.key)
    return _changed(incident, replace(todo, owner=None), "returned", by=by, now=now, before=by)


def finish(incident: Incident, todo: Todo, *, by: PersonId, now: datetime) -> Decision:
    """It is done. Done twice is said, and changes nothing."""
    _demand_changeable(incident)
    _demand_open(incident, todo)
    done = replace(todo, state=TodoState.DONE, ended_by=by, ended_at=now)
    return _changed(incident, done, "done", by=by, now=now, before=todo.owner)


def drop(incident: Incident, todo: Todo, why: str, *, by: PersonId, now: datetime) -> Decision:
    """It will not be done. `why` may be empty."""
    _demand_changeable(incident)
    _demand_open(incident, todo)
    dropped = replace(todo, state=TodoState.DROPPED, ended_by=by, ended_at=now)
    decision = _changed(incident, dropped, "dropped", by=by, now=now, before=todo.owner)
    (entry,) = decision.entries
    said = {**entry.values, "why": why.strip()} if why.strip() else entry.values
    return replace(decision, entries=(replace(entry, values=said),))


def _changed(
    incident: Incident, todo: Todo, act: str, *, by: PersonId, now: datetime, before: PersonId | None = None
) -> Decision:
    values = {"act": act, "number": str(todo.number), "text": todo.text, "owner": todo.owner or ""}
    said = {name: value for name, value in values.items() if value}
    told = [messages.redrawn(incident)[0]]
    if act != "added":  # Without an owner before, who added it may have been told that it was handed back.
        told += settled(incident, todo, before or todo.added_by)
    told += _concerned(incident, todo, act, by)
    return Decision(
        incident=incident, entries=(Entry(now, by, EntryKind.TODO, said),), messages=tuple(told), todos=(todo,)
    )


def _concerned(incident: Incident, todo: Todo, act: str, by: PersonId) -> tuple[Message, ...]:
    """Who is told by DM: a new owner, or who added what was handed back. A test tells nobody."""
    if incident.test:
        return ()
    if act in ("added", "given") and todo.owner and todo.owner != by:
        return (messages.invitation(incident, todo.owner), told(incident, todo, todo.owner))
    if act == "returned" and todo.added_by != by:
        return (told(incident, todo, todo.added_by),)
    return ()


def told(incident: Incident, todo: Todo, person: PersonId) -> Message:
    """Tell a person by DM how a to-do concerns them; an invitation that is sent with it goes first."""
    return Message(
        kind=MessageKind.TODO,
        key=f"{incident.key}/todo/{todo.number}/{person}/{incident.version}",
        lane=f"{DM}{person}",
        after=messages.invitation(incident, person).key,
        priority=Priority.TURN,
        values={"person": person, "todo": str(todo.number)},
    )


def settled(incident: Incident, todo: Todo, person: PersonId | None) -> tuple[Message, ...]:
    """Redraw the DM that told a person of a to-do, if they ever got one: it says what is true now."""
    if person is None:
        return ()
    line = f"{incident.key}/todo/{todo.number}/settled/{person}"
    return (
        Message(
            kind=MessageKind.TODO_SETTLED,
            key=f"{line}/{incident.version}",
            lane=f"{DM}{person}",
            supersede=line,
            values={"person": person, "todo": str(todo.number)},
        ),
    )


def numbered(incident: Incident, todos: Sequence[Todo], number: int) -> Todo:
    """The to-do of a number, or a refusal that says which there are."""
    for todo in todos:
        if todo.number == number:
            return todo
    if not todos:
        raise Refused(
            "{key} has no to-do yet. `/incident todo {key} @person roll back 4.18` adds one.", key=incident.key
        )
    raise Refused(
        "{key} has no to-do {number}; they go from 1 to {most}.",
        key=incident.key,
        number=number,
        most=max(todo.number for todo in todos),
        choices=(Choice("To-dos", "todo", about=incident.id),),
    )


def _demand_changeable(incident: Incident) -> None:
    if incident.status is Status.MERGED:
        raise over(incident)


def _demand_open(incident: Incident, todo: Todo) -> None:
    if todo.state is TodoState.OPEN or todo.ended_by is None or todo.ended_at is None:
        return
    raise Refused(
        "To-do {number} of {key} is done already: {who}, {at}."
        if todo.state is TodoState.DONE
        else "To-do {number} of {key} was dropped by {who}, {at}.",
        number=todo.number,
        key=incident.key,
        at=todo.ended_at,
        who=Who(todo.ended_by),
    )
