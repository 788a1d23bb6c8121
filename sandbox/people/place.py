"""Where the element is that somebody uses, and the message they see there."""

from dataclasses import dataclass

from sandbox.model import Channel, Message, Person
from sandbox.refusal import Refusal
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element is: in a message (channel and ts) or in a view."""

    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    block_id: str | None = None


def seen(space: Workspace, person: Person, place: Place) -> tuple[Channel, Message]:
    """The message at a place, one only this person was shown included. Refuses what they may not see."""
    room = space.channel(place.channel or "")
    if not space.may_see(person.id, room):
        raise Refusal("channel_not_found")
    own = (each for each in space.ephemerals[person.id] if each.channel == room.id and each.ts == place.ts)
    return room, next(own, None) or space.message(room, place.ts or "")
