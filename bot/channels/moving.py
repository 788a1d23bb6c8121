"""Everybody of one channel is brought into another: what a merge asks of Slack."""

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.model import PersonId
from storage.delivery.places import Role

AT_ONCE = 100  # Slack's limit for one invitation.
LEFT_OUT = ("already_in_channel", "cant_invite", "cant_invite_self", "user_is_restricted", "user_not_found", "no_user")


class Moving:
    """Brings people over; run again it brings those who are still missing."""

    def __init__(self, calls: Calls, bot_user: PersonId) -> None:
        self._call = calls
        self._bot = bot_user

    async def move(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Invite whoever is in the other incident's channel and not in this one's. Guests stay where they are."""
        here, there = parcel.places.get(Role.CHANNEL), parcel.other.get(Role.CHANNEL)
        if here is None:
            return Refusal("no_channel")
        if there is None:
            return Sent()  # Nobody can be in a channel that is not there yet.
        inside = await self._members(here.channel)
        people = [person for person in await self._members(there.channel) if person not in (*inside, self._bot)]
        for at in range(0, len(people), AT_ONCE):
            await self._invite(here.channel, ",".join(people[at : at + AT_ONCE]))
        return Sent()

    async def _members(self, channel: str) -> list[str]:
        return await self._call.pages("conversations.members", "members", channel=channel, limit=1000)

    async def _invite(self, channel: str, people: str) -> None:
        """One who cannot come keeps none of the others away."""
        try:
            await self._call("conversations.invite", channel=channel, users=people, force=True)
        except Failed as failed:
            if failed.code not in LEFT_OUT:
                raise
