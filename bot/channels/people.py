"""What is told to people about their part: which DMs are kept to be redrawn, and where they stand."""

from collections.abc import Callable, Mapping

from bot.views.blocks import Drawn
from bot.views.people import pages, posts
from bot.views.scene import Scene
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.model import ChannelId
from storage.places import Place, Role, kept_under

VIEWS: Mapping[MessageKind, Callable[[Scene], Drawn]] = {
    MessageKind.DUTY: posts.duty,
    MessageKind.SETTLED: posts.duty,
    MessageKind.PAGE: pages.page,
    MessageKind.PAGE_SETTLED: pages.page,
    MessageKind.ROSTER: posts.roster,
}
KEPT = {MessageKind.DUTY: Role.DUTY, MessageKind.PAGE: Role.PAGE}
SETTLES = {MessageKind.SETTLED: Role.DUTY, MessageKind.PAGE_SETTLED: Role.PAGE}


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
