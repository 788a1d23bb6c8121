"""What came of sending one message: an outcome is a value, and the courier decides what follows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from commands.bringing import Brought
from incidents.model import PersonId
from storage.places import Place, Role


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. What was learned on the way is kept in the same transaction; `found` is what an errand was sent to
    read.
    """

    places: tuple[Place, ...] = ()
    forget: tuple[tuple[str, Role], ...] = ()
    members: Sequence[PersonId] | None = None
    found: Brought = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Slack asked for patience: so many seconds, exactly."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have happened. `answered`: Slack did answer, so nothing of this try is under way any more."""

    error: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Slack said no, with its code. `places` keeps what was learned before."""

    code: str
    places: tuple[Place, ...] = field(default_factory=tuple)


Outcome = Sent | Wait | Unsure | Refusal
