"""Action items: what is changed after an incident, by whom and by when. To-dos are what is done during it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.messages import DM, Message, MessageKind
from incidents.model import Incident, IncidentId, PersonId


class State(StrEnum):
    """What became of an action item."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Weight(StrEnum):
    """Its priority: by it the settings say how long there is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Aim(StrEnum):
    """What kind it is: it prevents the incident, notices it sooner, makes it smaller, or changes how people work."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action item. `number` is counted over all incidents; `source` is the address of the message it came from,
    `link` that of its ticket in a tracker. `why` says why it was dropped; `later` until when its owner wants to hear
    nothing of it.
    """

    number: int
    incident: IncidentId
    text: str
    added_by: PersonId
    added_at: datetime
    changed_at: datetime
    due_at: datetime
    owner: PersonId | None = None
    weight: Weight = Weight.MEDIUM
    aim: Aim | None = None
    link: str = ""
    source: str = ""
    state: State = State.OPEN
    ended_by: PersonId | None = None
    ended_at: datetime | None = None
    why: str = ""
    later: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is State.OPEN

    @property
    def reader(self) -> PersonId:
        """Who is reminded of it: its owner, else who added it."""
        return self.owner or self.added_by

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.due_at < now


def settled(incident: Incident, action: Action, person: PersonId) -> Message:
    """Draw the DM that told a person of it anew, if they ever got one: it says what is true now."""
    line = f"{incident.key}/action/{action.number}/settled/{person}"
    return Message(
        kind=MessageKind.ACTION_SETTLED,
        key=f"{line}/{incident.version}",
        lane=f"{DM}{person}",
        supersede=line,
        values={"action": str(action.number), "person": person},
    )
