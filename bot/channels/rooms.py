"""Channels as the settings write them: found by their id or their name, among those that we see."""

from bot.channels.calls import Answer, Calls
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
