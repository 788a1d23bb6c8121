"""The steps of a runbook as its text has them, and as a checklist in an incident keeps them. Values only."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from incidents.model import PersonId

END = "end"  # As the step that follows: nothing does.


def key_of(article: int) -> str:
    """The name people use for an article, such as KB-3."""
    return f"KB-{article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, `number` from 1. `name` is by which others lead to it; `role` who does it, in words; `within` how long
    it may take once it is its turn. `answers` make it a question: each with the name of the step that follows, which
    `follows` says where there is no question. `run` names a target of the settings.
    """

    number: int
    text: str
    detail: str = ""
    name: str = ""
    role: str = ""
    within: timedelta | None = None
    answers: tuple[tuple[str, str], ...] = ()
    follows: str = ""
    run: str = ""
    risky: bool = False


class StepState(StrEnum):
    """How a step stands: still to do, done, left out on purpose, wrong as it is written, not needed by an answer."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    WRONG = "wrong"
    UNNEEDED = "unneeded"


class LaunchState(StrEnum):
    """How far a run has come: a second person is asked, it is on its way, it was taken with an answer, it was refused,
    nobody knows whether it was taken, it could not be asked for in time.
    """

    ASKED = "asked"
    SENT = "sent"
    TAKEN = "taken"
    FAILED = "failed"
    UNSURE = "unsure"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A step that is run: `attempt` counts how often somebody has asked for it, from 1."""

    attempt: int
    runner: str
    asked_by: PersonId
    approved_by: PersonId | None = None
    state: LaunchState = LaunchState.ASKED

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in (LaunchState.ASKED, LaunchState.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step in a checklist: who settled it `at` when and how. `begun_at` is when its turn came; `late` if it was told
    that it takes too long.
    """

    step: Step
    state: StepState = StepState.OPEN
    by: PersonId | None = None
    at: datetime | None = None
    answer: str = ""
    why: str = ""
    begun_at: datetime | None = None
    late: bool = False
    launch: Launch | None = None

    @property
    def due_at(self) -> datetime | None:
        """When it takes too long; None where it may take as long as it likes, or where that was told."""
        if self.state is not StepState.OPEN or self.late or not self.begun_at or not self.step.within:
            return None
        return self.begun_at + self.step.within


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A runbook under way in an incident, `number` from 1 in it: its steps are as they were when it was started.
    `asked_at` is when the runbook's owner was asked to mend what was skipped or wrong.
    """

    number: int
    article: int
    title: str
    items: tuple[Item, ...]
    started_by: PersonId
    started_at: datetime
    ended_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def key(self) -> str:
        """The runbook's key, such as KB-4."""
        return key_of(self.article)

    @property
    def current(self) -> Item | None:
        """The step whose turn it is."""
        return next((item for item in self.items if item.state is StepState.OPEN), None)

    @property
    def settled(self) -> int:
        """How many steps are settled."""
        return sum(item.state is not StepState.OPEN for item in self.items)

    @property
    def flawed(self) -> tuple[Item, ...]:
        """What its owner should look at: left out, or marked as wrong."""
        return tuple(item for item in self.items if item.state in (StepState.SKIPPED, StepState.WRONG))

    def without(self, words: Collection[str], spot: tuple[str, str] | None, mark: str) -> "Checklist":
        """The same checklist with a mark where these words are the reason, and for the answer to the step of this spot:
        the key of a runbook and the number of its step.
        """

        def left(item: Item) -> Item:
            answer = mark if item.answer and (self.key, str(item.step.number)) == spot else item.answer
            return replace(item, why=mark if item.why in words else item.why, answer=answer)

        return replace(self, items=tuple(map(left, self.items)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A runbook that fits an incident."""

    number: int
    title: str
    steps: int
    reviewed_at: datetime | None = None

    @property
    def key(self) -> str:
        """Its key, such as KB-4."""
        return key_of(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What a card or a checklist of an incident is drawn from: the runbook that fits it, those under way in it, and the
    one that the message is about.
    """

    offer: Offer | None = None
    running: tuple[Checklist, ...] = ()
    checklist: Checklist | None = field(default=None)
