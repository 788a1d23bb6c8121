"""Channels that people name in the settings, found in Slack."""

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Refusal
from incidents.upkeep.settling import IDENTITY


class Rooms:
    """Looks them up; nothing is changed."""

    def __init__(self, calls: Calls) -> None:
        self._call = calls

    async def open_to_us(self, channel: str) -> str:
        """The id of a channel where we may write; nothing where there is none such."""
        if not channel:
            return ""
        try:
            found = await self.found(channel)
        except Failed as failed:
            if not isinstance(failed.outcome, Refusal):
                raise
            return ""
        closed = found is None or found.get("is_archived") or (found.get("is_private") and not found.get("is_member"))
        return "" if found is None or closed else str(found["id"])

    async def found(self, channel: str) -> Answer | None:
        """A channel as Slack describes it, by its id or name."""
        if IDENTITY.fullmatch(channel):
            return dict((await self._call("conversations.info", channel=channel))["channel"])
        kinds = "public_channel,private_channel"
        every = await self._call.pages("conversations.list", "channels", types=kinds, limit=1000)
        return next((one for one in every if one["name"] == channel), None)
