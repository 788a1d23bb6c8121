"""What becomes of messages that people take into the timeline: a line each, a line for every later edit, one for the
deletion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from incidents.decision import Decision
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import ChannelId, Entry, EntryKind, Incident, PersonId

PICK_LASTS = timedelta(minutes=30)
MOST = 500  # Messages taken at once: a page to read, and a minute or two of Slack's patience for the marks.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file in a message: `permalink` for people, `address` for the app and its token."""

    name: str
    permalink: str
    address: str = ""
    is_picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message as it stands in Slack. `ts` is Slack's stamp, its identity in the channel; `thread` is that of the
    message it stands under, and `edited` that of its last edit, both empty where there is none. Where a program wrote
    it, `author` is empty and `name` says which.
    """

    channel: ChannelId
    ts: str
    author: PersonId
    text: str
    permalink: str = ""
    thread: str = ""
    edited: str = ""
    name: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What happened to a message later: it says `text` since `at` (Slack's stamp), or it is gone. `event` is the stamp
    of Slack's telling, and `before` what the message had said: two edits in one second differ in nothing else.
    """

    channel: ChannelId
    ts: str
    author: PersonId
    at: str
    event: str
    text: str = ""
    before: str = ""
    gone: bool = False

    @property
    def version(self) -> str:
        """What tells it from the message's other edits. A deletion is told of once."""
        return "gone" if self.gone else self.event


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages read from Slack between two picks, and whether there were more than could be taken at once."""

    messages: tuple[Said, ...]
    more: bool = False


def moment(stamp: str) -> datetime:
    """The time that a stamp of Slack's stands for: `1700000000.000100`. Raises ValueError for anything else."""
    seconds, _, fraction = stamp.partition(".")
    return EPOCH + timedelta(seconds=int(seconds), microseconds=int((fraction + "000000")[:6]))


def take(incident: Incident, said: Sequence[Said], *, by: PersonId, copies: bool, marks: bool = True) -> Decision:
    """A line for each message, in their order, at the message's own time; `copies`: its pictures are copied too;
    `marks`: Slack shows that it is in a record.
    """
    ordered = sorted(said, key=lambda one: moment(one.ts))
    told = [mark(incident, one) for one in ordered] if marks else []
    if copies:
        told += [message for one in ordered for message in _copies(incident, one)]
    return Decision(incident=incident, entries=tuple(_line(one, by) for one in ordered), messages=tuple(told))


def _line(said: Said, by: PersonId) -> Entry:
    values = {
        "text": said.text,
        "channel": said.channel,
        "ts": said.ts,
        "by": by,
        "permalink": said.permalink,
        "edited": said.edited,
        "name": said.name,
        "files": " ".join(file.permalink for file in said.files),
    }
    kept = {name: value for name, value in values.items() if value}
    return Entry(moment(said.ts), said.author or by, EntryKind.MESSAGE, kept)


def follow(incident: Incident, edit: Edit, *, permalink: str = "") -> Decision:
    """A line that says what a taken message says now, or that it is gone; the line before stays."""
    values = {"text": edit.text, "channel": edit.channel, "ts": edit.ts, "permalink": permalink}
    kind = EntryKind.EDITED
    if edit.gone:
        kind, values = EntryKind.DELETED, {"channel": edit.channel, "ts": edit.ts}
    kept = {name: value for name, value in values.items() if value}
    return Decision(incident=incident, entries=(Entry(moment(edit.at), edit.author, kind, kept),))


def lane(channel: ChannelId) -> str:
    """The lane in which the messages of a channel are read: one at a time, so that the record keeps their order."""
    return f"take/{channel}"


def reading(channel: ChannelId, ts: str, thread: str, *, by: PersonId, now: datetime, under: str = "") -> Message:
    """Read one message as it stands now; `under` which section of the postmortem it is to stand, if any."""
    values = {"channel": channel, "ts": ts, "thread": thread, "by": by}
    beside = f"/{under}" if under else ""
    return Message(
        kind=MessageKind.TAKE,
        key=f"{lane(channel)}/{ts}{beside}/{now.timestamp():.6f}",
        lane=lane(channel),
        values={**values, "under": under} if under else values,
    )


def gathering(channel: ChannelId, ends: tuple[str, str], thread: str, *, by: PersonId, now: datetime) -> Message:
    """Read everything between two messages of a channel, or of a thread in it."""
    first, last = sorted(ends, key=moment)
    return Message(
        kind=MessageKind.GATHER,
        key=f"{lane(channel)}/{first}-{last}/{now.timestamp():.6f}",
        lane=lane(channel),
        values={"channel": channel, "first": first, "last": last, "thread": thread, "by": by},
    )


def amending(edit: Edit) -> Message:
    """An edit of a message that is being read at this moment: it is looked at when that is done."""
    values = {
        "channel": edit.channel,
        "ts": edit.ts,
        "author": edit.author,
        "at": edit.at,
        "event": edit.event,
        "text": edit.text,
        "before": edit.before,
    }
    return Message(
        kind=MessageKind.AMEND,
        key=f"amend/{edit.channel}/{edit.ts}/{edit.version}",
        lane=lane(edit.channel),
        values={**values, "gone": "yes"} if edit.gone else values,
    )


def mark(incident: Incident, said: Said) -> Message:
    """Show in Slack that the message is in the record."""
    return Message(
        kind=MessageKind.MARK,
        key=f"{incident.key}/mark/{said.channel}/{said.ts}",
        priority=Priority.DIGEST,
        values={"channel": said.channel, "ts": said.ts},
    )


def _copies(incident: Incident, said: Said) -> list[Message]:
    pictures = [file for file in said.files if file.is_picture and file.address]
    return [
        Message(
            kind=MessageKind.PICTURE,
            key=f"{incident.key}/picture/{said.channel}/{said.ts}/{number}",
            priority=Priority.DIGEST,
            values={
                "channel": said.channel,
                "ts": said.ts,
                "number": str(number),
                "name": file.name,
                "address": file.address,
            },
        )
        for number, file in enumerate(pictures, start=1)
    ]


def gathered(incident: Incident, taken: Sequence[Said], *, known: int, more: bool, by: PersonId, key: str) -> Message:
    """Tell the person by DM what came of it: how many were taken, how many were there before, whether there are more.
    `key` is the request's own.
    """
    times = sorted(moment(one.ts) for one in taken)
    values = {"person": by, "taken": str(len(taken)), "known": str(known), "more": "yes" if more else ""}
    if times:
        values |= {"from": times[0].isoformat(), "to": times[-1].isoformat()}
    return Message(
        kind=MessageKind.GATHERED,
        key=f"{key}/told",
        lane=f"{DM}{by}",
        priority=Priority.TURN,
        values={name: value for name, value in values.items() if value},
    )
