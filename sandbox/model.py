"""The things a workspace holds: people, channels, messages, views. Data only; what may happen to them is elsewhere."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Wire = dict[str, Any]


class ChannelKind(StrEnum):
    """The four sorts of conversation, named as in the `types` argument of conversations.list."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    IM = "im"
    MPIM = "mpim"


@dataclass(slots=True)
class Person:
    """Somebody: a human, a guest or a bot user; with a `team_id` somebody of that other team (Slack Connect)."""

    id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    tz: str = "Europe/London"
    locale: str = "en-GB"
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    updated: int = 0
    presence: str = "active"
    status_text: str = ""
    status_emoji: str = ""
    dnd_start: int = 0
    dnd_end: int = 0
    team_id: str = ""
    phone: str = ""

    @property
    def is_guest(self) -> bool:
        """Whether only some channels are open to them."""
        return self.is_restricted or self.is_ultra_restricted


@dataclass(slots=True)
class Message:
    """One message; `ts` is its identity within its channel."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Wire] = field(default_factory=list)
    attachments: list[Wire] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Wire | None = None
    subtype: str | None = None
    bot_id: str | None = None
    username: str | None = None
    extra: Wire = field(default_factory=dict)
    edited: Wire | None = None
    broadcast: bool = False
    replies: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    ephemeral_for: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it sits in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel(self) -> bool:
        """Whether the channel itself shows it (a thread reply is shown only when broadcast)."""
        return not self.is_reply or self.broadcast


@dataclass(slots=True)
class Pin:
    """Who pinned a message, and when (epoch seconds)."""

    by: str
    at: int


@dataclass(slots=True)
class Channel:
    """One conversation with its messages in order of ts; `connected` are the other teams it is shared with."""

    id: str
    name: str
    kind: ChannelKind
    creator: str
    created: int
    members: dict[str, None] = field(default_factory=dict)
    topic: Wire = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    purpose: Wire = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    archived: bool = False
    is_general: bool = False
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    canvas: str | None = None
    pins: dict[str, Pin] = field(default_factory=dict)
    bookmarks: dict[str, Wire] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    last_tick: int = 0
    updated: int = 0
    connected: list[str] = field(default_factory=list)

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message, of two or of several people."""
        return self.kind in (ChannelKind.IM, ChannelKind.MPIM)

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.kind is ChannelKind.PUBLIC


@dataclass(slots=True)
class View:
    """An open modal or a published Home tab; `body` is what the app sent, with Slack's defaults filled in."""

    id: str
    user: str
    body: Wire
    hash: str
    root_id: str
    previous_id: str | None = None
    state: Wire = field(default_factory=dict)

    @property
    def is_home(self) -> bool:
        """Whether it is the Home tab and not a modal."""
        return self.body.get("type") == "home"


@dataclass(slots=True)
class UserGroup:
    """People who can be mentioned together; `members` are person ids, `channels` those they are added to."""

    id: str
    name: str
    handle: str
    description: str
    created_by: str
    created: int
    updated: int
    channels: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    updated_by: str = ""
    disabled: int = 0


@dataclass(slots=True)
class File:
    """A file: announced first (`content` None), then uploaded, then completed and perhaps shared in channels."""

    id: str
    name: str
    size: int
    owner: str
    created: int
    title: str = ""
    alt_text: str = ""
    snippet_type: str = ""
    content: bytes | None = None
    complete: bool = False
    deleted: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Canvas:
    """A document of sections, each an id and its markdown, in order; the tab of `channel` or standing alone."""

    id: str
    title: str
    owner: str
    created: int
    channel: str | None = None
    sections: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Scheduled:
    """A message of the app's that is to be posted at `post_at` (epoch seconds); `facts` are fields of Message."""

    id: str
    channel: str
    post_at: int
    created: int
    text: str
    facts: Wire = field(default_factory=dict)


@dataclass(slots=True, frozen=True)
class News:
    """Something the app may be told: the manifest's event name and the event as it goes on the wire."""

    kind: str
    event: Wire
