"""What is taken away again: reminders, cries, and in the end the channel."""

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from commands.carry import Parcel
from storage.delivery.places import Place, Role

GONE = ("message_not_found", "channel_not_found")


async def retract(call: Calls, parcel: Parcel) -> Outcome:
    """Delete the message that stands in this role, if one does."""
    role = Role(parcel.job.message.values.get("role", Role.REMINDER))
    place = parcel.places.get(role)
    if place is None:
        return Sent()
    await take_away(call, place)
    return Sent(forget=((parcel.incident.key, role),))


async def take_away(call: Calls, place: Place | None) -> None:
    """Delete a message; one that is gone already is as it should be."""
    if place is None:
        return
    try:
        await call("chat.delete", channel=place.channel, ts=place.ts)
    except Failed as failed:
        if failed.code not in GONE:
            raise


async def archive(call: Calls, parcel: Parcel) -> Outcome:
    """Archive the channel of what is over: people find it as before, and reopening opens it again."""
    place = parcel.places.get(Role.CHANNEL)
    if place is None:
        return Refusal("no_channel")
    try:
        await call("conversations.archive", channel=place.channel)
    except Failed as failed:
        if failed.code != "already_archived":
            raise
    return Sent()
