"""What a meeting about a postmortem goes through, and how long it takes. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidents.postmortem.model import Mark, Part
from incidents.postmortem.paper import Paper

READING = 10  # Minutes in which everybody reads it, in silence: so whoever was not there can follow.
CONFIRMING = 3  # Minutes for a section that somebody has to confirm.
ASKING = 7  # Minutes for a section of which only people know.
AGREEING = 10  # Minutes in which it is agreed what will be changed, by whom and by when.
DEALING = 2  # Minutes for an action item that stands there already.
CLOSING = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A section that is talked about, for so many minutes: what it needs says how."""

    part: str
    need: Mark
    minutes: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items between reading and closing, and the minutes for what follows."""

    items: Sequence[Item]
    following: int

    @property
    def minutes(self) -> int:
        """All of it."""
        return READING + sum(item.minutes for item in self.items) + self.following + CLOSING


def of(paper: Paper) -> Agenda:
    """Of a postmortem as it stands: what is filled already is only read."""
    return Agenda(tuple(_items(paper)), AGREEING + DEALING * len(paper.standing))


def _items(paper: Paper) -> Iterator[Item]:
    for part in paper.parts:
        need = paper.needs(part)
        if need is not Mark.FILLED and part not in (Part.TIMELINE, Part.ACTIONS):
            yield Item(part, need, ASKING if need is Mark.QUESTION else CONFIRMING)
