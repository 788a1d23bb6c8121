"""The dead man's page: asked of Slack ahead, taken back when the bot has paged by itself or somebody has answered."""

from datetime import datetime, timedelta

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Sent
from bot.views.escalation.posts import backstop
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.model import ChannelId
from storage.delivery.places import Place, Role, of_incident

LATEST = timedelta(minutes=1)  # What is closer than that Slack may refuse to take, and to forget.
GONE = ("invalid_scheduled_message_id", "channel_not_found")
FULL = ("restricted_too_many", "time_in_past", "time_too_far")  # Then there is none: it is a last resort, no promise.


class Backstop:
    """Errands that may be run again: what stands goes first, what was asked in doubt is looked up."""

    def __init__(self, calls: Calls) -> None:
        self._call = calls

    async def ask(self, parcel: Parcel, scene: Scene) -> Outcome:
        """Ask Slack to page this person at that time. Without metadata: with it Slack would never post it."""
        await self._forget(parcel.places.get(Role.BACKSTOP))
        at = datetime.fromisoformat(parcel.job.message.values["at"])
        gone = ((parcel.incident.key, Role.BACKSTOP),)
        if at - scene.now < LATEST or not parcel.incident.is_open or parcel.incident.acknowledged_at:
            return Sent(forget=gone)
        opened = await self._call("conversations.open", users=parcel.job.message.values["person"])
        channel = ChannelId(opened["channel"]["id"])
        named = await self._find(parcel, channel, at) if parcel.job.ambiguous else ""
        try:
            named = named or await self._schedule(channel, backstop(scene).text, at)
        except Failed as failed:
            if failed.code not in FULL:
                raise
            return Sent(forget=gone)
        return Sent((of_incident(parcel.incident, Role.BACKSTOP, channel, label=named),))

    async def take_back(self, parcel: Parcel, scene: Scene) -> Outcome:
        """It is not needed any more; one that leaves in the same minute comes too often, never too seldom."""
        await self._forget(parcel.places.get(Role.BACKSTOP))
        return Sent(forget=((parcel.incident.key, Role.BACKSTOP),))

    async def _schedule(self, channel: ChannelId, text: str, at: datetime) -> str:
        made = await self._call(
            "chat.scheduleMessage", channel=channel, text=text, post_at=int(at.timestamp()), link_names=False
        )
        return str(made["scheduled_message_id"])

    async def _find(self, parcel: Parcel, channel: ChannelId, at: datetime) -> str:
        """What a try whose end nobody saw has asked for: for that second, and about this incident."""
        moment = int(at.timestamp())
        found = await self._call("chat.scheduledMessages.list", channel=channel, oldest=moment, latest=moment)
        ours = (one for one in found["scheduled_messages"] if f" {parcel.incident.key} " in one.get("text", ""))
        return next((str(one["id"]) for one in ours), "")

    async def _forget(self, place: Place | None) -> None:
        if place is None:
            return
        try:
            await self._call("chat.deleteScheduledMessage", channel=place.channel, scheduled_message_id=place.label)
        except Failed as failed:
            if failed.code not in GONE:
                raise
