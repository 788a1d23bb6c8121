"""A post may stand twice where a try for it came late: where one looks for that, and which copy stays. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.messages import Message, MessageKind, Priority
from incidents.model import ChannelId, IncidentId

OF_ITS_OWN = (MessageKind.BECAME,)  # Each goes under a message of somebody's.
WHERE = ("channel", "ts")  # What of a post's values says where it goes.


@dataclass(frozen=True, slots=True)
class Doubt:
    """A post that may stand twice; `since` is when it was first tried."""

    message: Message
    incident: IncidentId | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Copy:
    """One message of ours as it was found in Slack, by the key it carries."""

    key: str
    channel: ChannelId
    ts: str


@dataclass(frozen=True, slots=True)
class Copies:
    """Every message of ours in the places that were looked through."""

    found: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Sweep:
    """Where one looks: a message for the courier, and the incident it belongs to."""

    incident: IncidentId | None
    message: Message


def sweeps(doubts: Iterable[Doubt], now: datetime) -> Sequence[Sweep]:
    """One look at each place where posts are in doubt, back to the first try of the oldest of them."""
    places: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        places.setdefault(_place(doubt), []).append(doubt)
    return [_sweep(place, found, now) for place, found in places.items()]


def _place(doubt: Doubt) -> str:
    """What goes to the same place: a channel, and of an announcement itself the one that it stands in."""
    message = doubt.message
    if message.kind in OF_ITS_OWN or message.lane is None:
        return message.key
    head = "/head" if message.kind is MessageKind.ANNOUNCEMENT else ""
    return f"{doubt.incident or 0}/{message.lane}{head}"


def _sweep(place: str, doubts: Sequence[Doubt], now: datetime) -> Sweep:
    post, since = doubts[0].message, min(doubt.since for doubt in doubts)
    line = f"sweep/{place}"
    where = {name: post.values[name] for name in WHERE if name in post.values}
    asked = {"original": post.key, "drawn": post.kind.value, "lane": post.lane or "", "since": since.isoformat()}
    return Sweep(
        doubts[0].incident,
        Message(
            kind=MessageKind.SWEEP,
            key=f"{line}/{now.isoformat(timespec='seconds')}",
            supersede=line,
            priority=Priority.TURN,
            values={**where, **asked},
        ),
    )


def post_of(sweep: Message) -> tuple[Message, datetime]:
    """A post that goes where this sweep looks, and since when it may stand there."""
    values = sweep.values
    where = {name: values[name] for name in WHERE if name in values}
    post = Message(kind=MessageKind(values["drawn"]), key=values["original"], lane=values["lane"] or None, values=where)
    return post, datetime.fromisoformat(values["since"])


def surplus(copies: Copies, kept: Collection[tuple[ChannelId, str]]) -> Sequence[Copy]:
    """Which copies go: of each message one stays, the one that is redrawn, else the earliest."""
    same: dict[str, list[Copy]] = {}
    for copy in sorted(copies.found, key=lambda one: one.ts):
        same.setdefault(copy.key, []).append(copy)
    gone: list[Copy] = []
    for found in same.values():
        stays = next((copy for copy in found if (copy.channel, copy.ts) in kept), found[0])
        gone += [copy for copy in found if copy is not stays]
    return gone


def withdrawal(copy: Copy) -> Message:
    """Take this copy away."""
    return Message(
        kind=MessageKind.WITHDRAW,
        key=f"withdraw/{copy.channel}/{copy.ts}",
        priority=Priority.TURN,
        values={"channel": copy.channel, "ts": copy.ts},
    )
