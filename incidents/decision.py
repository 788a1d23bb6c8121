"""What a rule answers: a decision to record whole, or a refusal for the person who asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.action import Action
from incidents.checklist import Checklist
from incidents.messages import Message
from incidents.model import Bookmark, Entry, Incident, PersonId, Status, Todo, Who
from incidents.plan import Run

Value = str | int | datetime | timedelta | Who | Status | tuple[Status, ...]


class TimerKind(StrEnum):
    """What a due timer asks; one armed timer of a kind per incident."""

    UNACKNOWLEDGED = "unacknowledged"
    UPDATE_DUE = "update_due"
    EXPIRE = "expire"
    STILL_THERE = "still_there"
    UNLED = "unled"
    CLOSE_DUE = "close_due"
    ARCHIVE = "archive"
    ESCALATE = "escalate"
    STEP_DUE = "step_due"


@dataclass(frozen=True, slots=True)
class Timer:
    """Ring at `due_at`. `step` counts the rings of one run, from 0."""

    kind: TimerKind
    due_at: datetime
    step: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """State, timeline, messages and timers that belong together: recorded in one transaction or not at all.

    `todos`, `bookmarks` and `actions` are those that are new or changed, `run` is the escalation and
    `checklist` the runbook under way as they stand now.
    """

    incident: Incident
    entries: tuple[Entry, ...] = ()
    messages: tuple[Message, ...] = ()
    set_timers: tuple[Timer, ...] = ()
    drop_timers: tuple[TimerKind, ...] = ()
    members: tuple[PersonId, ...] = ()
    todos: tuple[Todo, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    run: Run | None = None
    checklist: Checklist | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A way out offered with an answer: a button that says `label` and types `words`. `about` names another
    incident.
    """

    label: str
    words: str
    about: int | None = None
    danger: bool = False
    values: tuple[tuple[str, str], ...] = ()


class Refused(Exception):
    """The rule says no: an English sentence (the msgid) with named values, and the nearest things that work."""

    def __init__(self, sentence: str, *, choices: tuple[Choice, ...] = (), **values: Value) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.choices = choices
        self.values = values


class Hidden(Refused):
    """There is no such incident, or it is not for this person to see: one answer for both."""

    def __init__(self, name: str) -> None:
        super().__init__("There is no incident {name}. `/incident list` shows what is open.", name=name)
