"""Slack's events: who enters and leaves a private incident's channel, who somebody is now. Recorded before they are
acknowledged.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.people import described
from incidents.model import ChannelId, PersonId
from storage.store import Store
from storage.tx import Tx

Body = dict[str, Any]
Listener = Callable[[Body], Awaitable[None]]


class Events:
    """An event that cannot be recorded raises: it is not acknowledged, and Slack sends it again."""

    def __init__(self, store: Store, *, team: str, bot_user: PersonId) -> None:
        self._store = store
        self._team = team
        self._bot = bot_user

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each subscribed event."""
        return {
            "member_joined_channel": self.joined,
            "member_left_channel": self.left,
            "user_change": self.changed,
            "team_join": self.changed,
        }

    async def joined(self, body: Body) -> None:
        """Somebody is in a channel."""
        await self._moved(body, inside=True)

    async def left(self, body: Body) -> None:
        """Somebody is out of a channel."""
        await self._moved(body, inside=False)

    async def _moved(self, body: Body, *, inside: bool) -> None:
        event = body["event"]
        person, channel = PersonId(event["user"]), ChannelId(event["channel"])
        incident = await self._store.read(lambda tx: tx.incidents.in_channel(channel))
        if incident is None or person == self._bot:
            return  # Most channels are not ours: nothing is written for them.
        number = incident.id

        def work(tx: Tx) -> None:
            if not tx.inbound.receive(f"ev:{body['event_id']}"):
                return
            if inside:
                tx.people.admit(number, [person])
            else:
                tx.people.dismiss(number, person)

        await self._store.write(work)

    async def changed(self, body: Body) -> None:
        """Somebody is new or has changed."""
        person = described(body["event"]["user"], self._team)
        await self._store.write(lambda tx: tx.people.describe([person]))
