"""Channels that people name in the settings, found in Slack by their id or their name, among those that we see."""

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Refusal
from incidents.upkeep.settling import IDENTITY

PUBLIC = "public_channel"
BOTH = f"{PUBLIC},private_channel"


async def channel_named(call: Calls, wanted: str, *, kinds: str = BOTH, archived: bool = False) -> Answer | None:
    """The channel of this id, or of this name; None where no channel has the name. What is archived counts only where
    that is asked for. Raises Failed.
    """
    if IDENTITY.fullmatch(wanted):
        return dict((await call("conversations.info", channel=wanted))["channel"])
    found = await call.pages("conversations.list", "channels", types=kinds, exclude_archived=not archived, limit=1000)
    return next((channel for channel in found if channel["name"] == wanted), None)


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
        """A channel as Slack describes it, by its id or name; of those that are archived only by its id."""
        return await channel_named(self._call, channel)
