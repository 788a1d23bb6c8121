"""Topics and user groups that say who is on call: each errand looks first and writes only what is not so already."""

from html import unescape

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.rooms import Rooms
from bot.verdicts import Verdict, judge
from bot.views.oncall import boards as drawn
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.model import ChannelId
from incidents.oncall import boards
from incidents.oncall.boards import Stood
from incidents.upkeep.settling import IDENTITY
from storage.delivery.places import Place, Role

LOST = ("channel_not_found", "is_archived")  # Next time it is looked for by its name.


class Boards:
    """Keeps them in step. What Slack refuses is brought back, to be told; it blocks nothing."""

    def __init__(self, calls: Calls) -> None:
        self._call = calls
        self._rooms = Rooms(calls)

    async def topic(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Our part of a channel's topic; the rest of it stays."""
        said = parcel.job.message.values
        try:
            channel = await self._written(scene)
        except Failed as failed:
            return await self._refused(failed, scene)
        if gone := said.get("owner_of"):
            return Sent(forget=((gone, Role.ROTA_TOPIC),), found=Stood())
        owner = boards.owner(said["team"], said["target"])
        place = Place(owner, Role.ROTA_TOPIC, channel, label=said["team"])
        return Sent((place,), found=Stood())

    async def _written(self, scene: Scene) -> ChannelId:
        """The channel whose topic is as it should be now. Raises Failed."""
        found = await self._described(scene.said["target"], scene.said.get("known", ""))
        channel = ChannelId(found["id"])
        if not found.get("is_member", True) and not found.get("is_private"):
            await self._call("conversations.join", channel=channel)
        stands = unescape(str((found.get("topic") or {}).get("value", "")))
        wanted = drawn.topic(scene, stands)
        if wanted is None:
            raise Failed(Refusal("too_long"), "too_long")
        if wanted != stands:
            await self._call("conversations.setTopic", channel=channel, topic=wanted)
        return channel

    async def _described(self, wanted: str, known: str) -> Answer:
        """The channel with its topic as it is now: asked for by its id where that was learned and the channel has still
        its name; a list may be older. Raises Failed.
        """
        if known:
            found = dict((await self._call("conversations.info", channel=known))["channel"])
            if wanted in (found["id"], found.get("name")):
                return found
        named = await self._rooms.found(wanted)
        if named is None:
            raise Failed(Refusal("channel_not_found"), "channel_not_found")
        if IDENTITY.fullmatch(wanted):
            return named
        return dict((await self._call("conversations.info", channel=named["id"]))["channel"])

    async def group(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Who is on call is in the user group, and nobody else. It cannot be emptied: with nobody on call it stays."""
        people = list(scene.brief.duty.values())
        if not people:
            return Sent(found=Stood())
        try:
            found = await self._group(scene.said["target"])
            if set(found.get("users") or []) != set(people):
                await self._call("usergroups.users.update", usergroup=found["id"], users=people)
        except Failed as failed:
            return await self._refused(failed, scene)
        return Sent(found=Stood())

    async def _group(self, handle: str) -> Answer:
        """The user group of this handle, with who is in it. Raises Failed."""
        every = (await self._call("usergroups.list", include_users=True)).get("usergroups", [])
        found = next((one for one in every if one.get("handle") == handle), None)
        if found is None:
            raise Failed(Refusal(boards.NO_GROUP), boards.NO_GROUP)
        return dict(found)

    async def _refused(self, failed: Failed, scene: Scene) -> Outcome:
        """What Slack refuses for good is brought back with the room to tell it in; all else is the courier's."""
        if not isinstance(failed.outcome, Refusal) or judge(failed.code) is Verdict.DOWN:
            raise failed
        if gone := scene.said.get("owner_of"):  # Where we cannot write any more nothing is to be taken away.
            return Sent(forget=((gone, Role.ROTA_TOPIC),), found=Stood())
        said, room = scene.said, await self._rooms.open_to_us(scene.said["channel"])
        lost = ((boards.owner(said["team"], said["target"]), Role.ROTA_TOPIC),) if failed.code in LOST else ()
        return Sent(forget=lost, found=Stood(code=failed.code, room=room))
