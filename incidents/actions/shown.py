"""What answers and messages about action items show, as values; bot/views/actions draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from incidents.action import Action
from incidents.model import Incident, PersonId


class Choose(StrEnum):
    """Which action items a list shows."""

    INCIDENT = "incident"
    MINE = "mine"
    TEAM = "team"
    OVERDUE = "overdue"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of action items, each with its incident, and how many there are in all. `of` is the incident or the name
    of the team that they are of; `words` list them again, from another page on.
    """

    rows: tuple[tuple[Incident, Action], ...]
    total: int
    page: int
    chosen: Choose
    now: datetime
    of: str = ""
    words: str = ""
    names: Mapping[PersonId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One action item whole; `makers` are the trackers where a ticket can be made of it: the name, and the address that
    opens it filled in.
    """

    incident: Incident
    action: Action
    now: datetime
    makers: tuple[tuple[str, str], ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)
