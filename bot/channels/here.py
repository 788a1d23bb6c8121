"""A channel that was there before: may this incident run in it, and come in."""

from bot.channels.calls import Answer, Calls
from bot.channels.outcome import Outcome, Refusal, Sent
from incidents.model import Incident
from storage.delivery.places import Role, of_incident


async def come_in(call: Calls, incident: Incident) -> Outcome:
    """Look at the channel before a word is said in it, and join it where it is public. Its topic and purpose are its
    own; what is private never comes into a channel that others can read. Raises Failed.
    """
    if incident.here is None:
        return Refusal("channel_not_found")
    found = (await call("conversations.info", channel=incident.here))["channel"]
    if code := _against(incident, found):
        return Refusal(code)
    if not found.get("is_member"):
        await call("conversations.join", channel=incident.here)
    return Sent((of_incident(incident, Role.CHANNEL, incident.here, label=str(found.get("name", ""))),))


def _against(incident: Incident, found: Answer) -> str:
    """Slack's word, or ours, for why it cannot run there; nothing where it can."""
    if found.get("is_im") or found.get("is_mpim"):
        return "method_not_supported_for_channel_type"
    if found.get("is_archived"):
        return "is_archived"
    if incident.private and (not found.get("is_private") or found.get("is_ext_shared")):
        return "not_private"
    return "not_in_channel" if found.get("is_private") and not found.get("is_member") else ""
