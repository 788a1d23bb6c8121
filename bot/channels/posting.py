"""Posts: where one goes, and how it comes there once, however often it is tried."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Refusal
from bot.channels.rooms import PUBLIC, Rooms, channel_named
from bot.views.blocks import Drawn
from commands.carry import LATE, Parcel
from incidents.messages import ANNOUNCEMENTS, ROOM, TEAM, MessageKind
from incidents.model import ChannelId, PersonId, Setting
from incidents.policy import Policy
from storage.delivery.places import WORKSPACE, Place, Role, of_person

LOUD = (MessageKind.TURN, MessageKind.NOBODY)  # What is shown in the channel of a thread too.
EVENT_TYPE = "sitrep_message"
SKEW = timedelta(hours=1)  # How far Slack's clock and ours may differ when we look for what is ours.


@dataclass(frozen=True, slots=True)
class Target:
    """Where a post goes: a channel, perhaps a thread in it, which `broadcast` shows in the channel too. `learned` was
    found out on the way; an earlier try may have gone to `before`.
    """

    channel: ChannelId
    thread: str | None = None
    learned: tuple[Place, ...] = ()
    broadcast: bool = False
    before: "Target | None" = None


def key_of(message: Answer) -> str:
    """The key that a message of ours carries; nothing of anybody else's."""
    metadata = message.get("metadata") or {}
    ours = metadata.get("event_type") == EVENT_TYPE
    return str((metadata.get("event_payload") or {}).get("key", "")) if ours else ""


class Nowhere(Exception):
    """There is no place to post to."""


class Posts:
    """Writes posts. Every failure is a Failed, or Nowhere."""

    def __init__(self, calls: Calls, policy: Callable[[], Policy]) -> None:
        self._call = calls
        self._policy = policy

    async def once(self, parcel: Parcel, drawn: Drawn, target: Target) -> str:
        """Its timestamp. After a try whose end nobody saw, look for the message before writing it again."""
        ts = await self.find(parcel, target) if parcel.job.ambiguous else None
        if ts is None and parcel.late:
            raise Failed(Refusal(LATE), LATE)
        return ts or await self._write(parcel, drawn, target)

    async def _write(self, parcel: Parcel, drawn: Drawn, target: Target) -> str:
        written = {
            "channel": target.channel,
            "text": drawn.text,
            "blocks": list(drawn.blocks) or None,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": parcel.job.message.key}},
            "thread_ts": target.thread,
            "reply_broadcast": True if target.thread and target.broadcast else None,
            "unfurl_links": False,
            "unfurl_media": False,
            "link_names": False,
            "parse": "none",
        }
        return str((await self._call("chat.postMessage", **written))["ts"])

    async def find(self, parcel: Parcel, target: Target) -> str | None:
        """The message of this key, if it is there: written since an hour before the first try."""
        ts = await self._find(parcel, target)
        return ts or (await self._find(parcel, target.before) if target.before else None)

    async def _find(self, parcel: Parcel, target: Target) -> str | None:
        """The oldest where it stands twice: the audit takes the others away."""
        found = await self.since(target, parcel.job.first_at - SKEW)
        standing = [str(message["ts"]) for message in found if key_of(message) == parcel.job.message.key]
        return min(standing, key=float, default=None)

    async def since(self, target: Target, since: datetime) -> Sequence[Answer]:
        """What was written in a channel or a thread since then."""
        method, thread = ("conversations.replies", target.thread) if target.thread else ("conversations.history", None)
        return await self._call.pages(
            method,
            "messages",
            channel=target.channel,
            ts=thread,
            include_all_metadata=True,
            oldest=f"{since.timestamp():.6f}",
            limit=200,
        )

    async def target(self, parcel: Parcel) -> Target:
        """Where the message's lane leads. Raises Nowhere."""
        message, lane = parcel.job.message, parcel.job.message.lane or ""
        if person := message.addressee:
            return await self._dm(parcel, person)
        if lane == ANNOUNCEMENTS:
            return await self._announced(parcel)
        if lane.startswith(ROOM):
            return Target(ChannelId(lane.removeprefix(ROOM)))
        if lane.startswith(TEAM) and (room := await Rooms(self._call).open_to_us(lane.removeprefix(TEAM))):
            return Target(ChannelId(room))
        return await self._announced(parcel) if lane.startswith(TEAM) else self._home(parcel)

    def _home(self, parcel: Parcel) -> Target:
        """Where the incident is run: its channel, or the thread under its announcement. One that has left the thread
        may have been told there before.
        """
        own, head = parcel.places.get(Role.CHANNEL), parcel.places.get(Role.ANNOUNCEMENT)
        threaded = head is not None and (bool(head.label) or parcel.incident.setting is Setting.THREAD)
        loud = parcel.job.message.kind in LOUD and parcel.incident.severity not in self._policy().in_threads
        thread = Target(head.channel, head.ts, broadcast=loud) if head and threaded else None
        if own:
            return Target(own.channel, before=thread)
        if thread is None:
            raise Nowhere
        return thread

    async def _announced(self, parcel: Parcel) -> Target:
        """Under the announcement, where one stands; else where announcements go now: the settings may have changed."""
        head = parcel.places.get(Role.ANNOUNCEMENT)
        if head and parcel.job.message.kind is not MessageKind.ANNOUNCEMENT:
            return Target(head.channel, head.ts, broadcast=True)
        known = parcel.workspace.get(Role.ANNOUNCEMENTS)
        if known and known.label == self._policy().announcements.lstrip("#"):
            return Target(known.channel)
        place = await self.announcements()
        return Target(place.channel, learned=(place,))

    async def _dm(self, parcel: Parcel, person: PersonId) -> Target:
        if parcel.dm:
            return Target(parcel.dm.channel)
        opened = await self._call("conversations.open", users=person)
        channel = ChannelId(opened["channel"]["id"])
        return Target(channel, learned=(of_person(person, channel),))

    async def announcements(self) -> Place:
        """The announcement channel by its configured id or name; made where it does not exist, joined where it does."""
        wanted = self._policy().announcements.lstrip("#")
        if wanted[:1] in "CG" and wanted.isalnum() and wanted.isupper():
            return Place(WORKSPACE, Role.ANNOUNCEMENTS, ChannelId(wanted), label=wanted)
        try:
            made = (await self._call("conversations.create", name=wanted))["channel"]
        except Failed as failed:
            if not isinstance(failed.outcome, Refusal):
                raise
            made = await channel_named(self._call, wanted, kinds=PUBLIC)
            if made is None:
                raise Failed(Refusal("channel_not_found"), "channel_not_found") from failed
            await self._call("conversations.join", channel=made["id"])
        return Place(WORKSPACE, Role.ANNOUNCEMENTS, ChannelId(made["id"]), label=wanted)
