"""Somebody comes into an incident's channel: they are offered to read in."""

from collections.abc import Mapping

from bot.events.hearing import Body, Listener
from commands.people import arrive
from incidents.model import ChannelId, PersonId
from storage.store import Store


class Arrivals:
    """Offers late joiners what they must know, once."""

    def __init__(self, store: Store, *, bot_user: PersonId) -> None:
        self._store = store
        self._bot = bot_user

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each subscribed event."""
        return {"member_joined_channel": self.joined}

    async def joined(self, body: Body) -> None:
        """Somebody is in a channel. The offer's own key makes it count once, however often the event comes."""
        event = body["event"]
        person, channel = PersonId(event["user"]), ChannelId(event["channel"])
        if person == self._bot or not await self._store.read(lambda tx: arrive.concerns(tx, channel)):
            return
        await self._store.write(lambda tx: arrive.run(tx, person, channel))
