"""What is told to people about their part: which DMs are kept to be redrawn, and where they stand."""

from collections.abc import Callable, Mapping

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Outcome, Refusal, Sent
from bot.channels.posting import Nowhere
from bot.views.actions import posts as actions
from bot.views.blocks import Drawn
from bot.views.people import handovers, media, pages, posts
from bot.views.record import posts as record
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.model import ChannelId, Setting
from storage.delivery.places import Place, Role, kept_under

VIEWS: Mapping[MessageKind, Callable[[Scene], Drawn]] = {
    MessageKind.DUTY: posts.duty,
    MessageKind.SETTLED: posts.duty,
    MessageKind.PAGE: pages.page,
    MessageKind.PAGE_SETTLED: pages.page,
    MessageKind.MENTION: pages.mention,
    MessageKind.TRIAL: media.trial,
    MessageKind.ROSTER: posts.roster,
    MessageKind.ROLE: posts.role,
    MessageKind.HANDOVER: handovers.packet,
    MessageKind.HANDOVER_SETTLED: handovers.packet,
    MessageKind.HANDED_BACK: handovers.handed_back,
    MessageKind.OFFER: handovers.offer,
    MessageKind.TODO: record.todo,
    MessageKind.TODO_SETTLED: record.todo,
    MessageKind.ACTION_TOLD: actions.told,
    MessageKind.ACTION_SETTLED: actions.told,
    MessageKind.ACTION_LATE: actions.late,
    MessageKind.ACTION_DIGEST: actions.digest,
}
KEPT = {
    MessageKind.DUTY: Role.DUTY,
    MessageKind.PAGE: Role.PAGE,
    MessageKind.HANDOVER: Role.HANDOVER,
    MessageKind.TODO: Role.TODO,
    MessageKind.ACTION_TOLD: Role.ACTION,
    MessageKind.CHECKLIST: Role.CHECKLIST,
}
SETTLES = {
    MessageKind.SETTLED: Role.DUTY,
    MessageKind.PAGE_SETTLED: Role.PAGE,
    MessageKind.HANDOVER_SETTLED: Role.HANDOVER,
    MessageKind.TODO_SETTLED: Role.TODO,
    MessageKind.ACTION_SETTLED: Role.ACTION,
    MessageKind.CHECKLIST_DRAWN: Role.CHECKLIST,
}


async def invite(call: Calls, parcel: Parcel) -> Outcome:
    """Bring one person into the channel."""
    place = parcel.places.get(Role.CHANNEL)
    if place is None:
        if parcel.incident.setting is Setting.THREAD:
            return Sent()  # Nobody can be invited into a thread: a mention brings them there.
        raise Nowhere
    try:
        await call("conversations.invite", channel=place.channel, users=parcel.job.message.values["person"])
    except Failed as failed:
        if failed.code != "already_in_channel":
            raise
    return Sent()


def kept(parcel: Parcel, channel: ChannelId, ts: str) -> tuple[Place, ...]:
    """The place of a DM that is redrawn when it is answered."""
    message = parcel.job.message
    role = KEPT.get(message.kind)
    if role is None:
        return ()
    return (Place(kept_under(parcel.incident, message), role, channel, ts, incident=parcel.incident.id),)


def stands(parcel: Parcel) -> Place | None:
    """Where the DM stands that this message redraws; None where none was sent."""
    return parcel.kept.get(SETTLES[parcel.job.message.kind])


async def whisper(call: Calls, parcel: Parcel, drawn: Drawn) -> Outcome:
    """Say something that one person in the channel sees, at most once: nobody can look up whether it was said, so after
    a try whose end nobody saw it is left. What Slack refuses here is an offer lost, and nobody need be told.
    """
    channel = parcel.places.get(Role.CHANNEL)
    if parcel.job.ambiguous or channel is None:
        return Sent()
    person = parcel.job.message.values["person"]
    try:
        said = {"text": drawn.text, "blocks": list(drawn.blocks) or None}
        await call("chat.postEphemeral", channel=channel.channel, user=person, **said)
    except Failed as failed:
        if not isinstance(failed.outcome, Refusal):
            raise
    return Sent()
