"""What a message about many incidents is drawn from: the daily post, a digest, a person's Home. Values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from incidents.action import Action
from incidents.model import ChannelId, Incident, IncidentId, PersonId, Todo
from incidents.oncall.burden import Load
from incidents.oncall.handoffs import Handoff
from incidents.oncall.ics import Turn
from incidents.oncall.model import Seat
from incidents.people.following import Follow
from incidents.record.chain import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Incidents as they are now with their channels by key, `more` where there are others; for a digest their new
    lines, for a Home what is the reader's own, for whoever comes on call the `handoff`, for
    what shows who is on call the `duty`. `threads` are the addresses of
    those that run in one, by key. `admitted` is False for a reader who may see nothing. `turns` are what a calendar
    holds, `loads` what the table of hours does. `actions` are action items with their incidents, of `total`.
    """

    incidents: tuple[Incident, ...] = ()
    channels: Mapping[str, ChannelId] = field(default_factory=dict)
    more: bool = False
    lines: Mapping[int, tuple[Link, ...]] = field(default_factory=dict)
    todos: tuple[tuple[IncidentId, Todo], ...] = ()
    follows: tuple[Follow, ...] = ()
    threads: Mapping[str, str] = field(default_factory=dict)
    handoff: Handoff | None = None
    duty: Mapping[Seat, PersonId] = field(default_factory=dict)
    admitted: bool = True
    turns: tuple[Turn, ...] = ()
    loads: tuple[Load, ...] = ()
    actions: tuple[tuple[Incident, Action], ...] = ()
    total: int = 0

    @property
    def people(self) -> Iterator[PersonId]:
        """Everybody it mentions."""
        yield from (PersonId(one) for turn in self.turns for one in (turn.who, turn.shift.backup) if one)
        yield from (PersonId(load.person) for load in self.loads)
        yield from (incident.owner for incident in self.incidents if incident.owner)
        yield from self._handed
        yield from self.duty.values()
        yield from (
            one for _, action in self.actions for one in (action.owner, action.added_by, action.ended_by) if one
        )
        yield from (PersonId(link.actor) for links in self.lines.values() for link in links)
        yield from (PersonId(value) for links in self.lines.values() for link in links for value in _named(link))

    @property
    def _handed(self) -> Iterator[PersonId]:
        if self.handoff:
            yield from (person for person, _ in self.handoff.tally.answered)
            yield from (one.acknowledged_by for one in self.handoff.over if one.acknowledged_by)


def _named(link: Link) -> Iterator[str]:
    """People stand in a line under these names."""
    body = link.body or {}
    yield from (body[name] for name in ("to", "person", "owner") if body.get(name, "").startswith(("U", "W")))
