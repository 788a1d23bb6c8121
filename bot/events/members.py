"""Who enters and leaves a private incident's channel, and who somebody is now."""

from collections.abc import Mapping
from dataclasses import replace

import structlog

from bot.events.hearing import Body, Listener
from bot.people import described
from commands.core import Directory
from commands.people import departed
from incidents import messages
from incidents.model import ChannelId, Person, PersonId, Standing
from incidents.permissions import Act, may
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()


class Members:
    """Keeps the members of private incidents, and the people, true."""

    def __init__(self, store: Store, directory: Directory, *, team: str, bot_user: PersonId) -> None:
        self._store = store
        self._directory = directory
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
        """Who leaves is out at once. Who came into a private channel is inside when Slack says that they still are:
        events may come late and in another order.
        """
        event = body["event"]
        person, channel = PersonId(event["user"]), ChannelId(event["channel"])
        here = await self._store.read(lambda tx: tx.incidents.all_in_channel(channel))
        if not here or person == self._bot:
            return  # Most channels are not ours: nothing is written for them.

        def work(tx: Tx) -> int:
            if not tx.inbound.receive(f"ev:{body['event_id']}"):
                return 0
            stopped = 0
            for incident in here:
                if not inside:
                    tx.people.dismiss(incident.id, person)
                    stopped += tx.follows.drop(person, incident.key) if incident.private else 0
                if incident.private:
                    tx.outbox.owe(incident.id, [messages.members(incident, body["event_id"])])
                    tx.stirred = True
                elif inside:
                    tx.people.admit(incident.id, [person])
            return stopped

        _noted(person, await self._store.write(work))

    async def changed(self, body: Body) -> None:
        """Somebody is new or has changed. Rights are taken at once, and given only if Slack confirms them now: the
        event may be late.
        """
        person = described(body["event"]["user"], self._team)
        known = (await self._store.read(lambda tx: tx.people.known([person.id]))).get(person.id)
        if known and known.standing is not person.standing and person.standing in (Standing.MEMBER, Standing.ADMIN):
            person = await self._directory.find(person.id) or replace(person, standing=known.standing)
        _noted(person.id, await self._store.write(lambda tx: _described(tx, person)))


def _described(tx: Tx, person: Person) -> int:
    """Keep what Slack says; whoever is gone lets go of what they held. How many things they follow no more."""
    tx.people.describe([person])
    if person.standing is Standing.GONE:
        departed.leave(tx, person.id)
    return 0 if may(person.standing, Act.SEE) else tx.follows.drop(person.id)


def _noted(person: PersonId, stopped: int) -> None:
    """Who may not see what they follow is told nothing more of it."""
    if stopped:
        log.info("follows.dropped", follower=person, number=stopped)
