"""What a Web API method is to the local Slack: its arguments, scopes, rate tier and handler, and who is calling it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sandbox.model import Channel, ChannelKind, Person, Wire
from sandbox.refusal import Refusal
from sandbox.state.installation import Installation
from sandbox.workspace import Workspace

Args = dict[str, Any]


class Kind(Enum):
    """The types an argument may have; forms send every one of them as text."""

    TEXT = "string"
    NUMBER = "integer"
    FLAG = "boolean"
    JSON = "object or array"
    LIST = "list"


class Tier(Enum):
    """Calls per minute and method that Slack documents."""

    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100
    POSTING = 0
    FREE = -1


READ = {
    ChannelKind.PUBLIC: ("channels:read",),
    ChannelKind.PRIVATE: ("groups:read",),
    ChannelKind.IM: ("im:read",),
    ChannelKind.MPIM: ("mpim:read",),
}
HISTORY = {
    ChannelKind.PUBLIC: ("channels:history",),
    ChannelKind.PRIVATE: ("groups:history",),
    ChannelKind.IM: ("im:history",),
    ChannelKind.MPIM: ("mpim:history",),
}
MANAGE = {
    ChannelKind.PUBLIC: ("channels:manage",),
    ChannelKind.PRIVATE: ("groups:write",),
    ChannelKind.IM: ("im:write",),
    ChannelKind.MPIM: ("mpim:write",),
}
TOPIC = {
    ChannelKind.PUBLIC: ("channels:manage", "channels:write.topic"),
    ChannelKind.PRIVATE: ("groups:write", "groups:write.topic"),
    ChannelKind.IM: ("im:write", "im:write.topic"),
    ChannelKind.MPIM: ("mpim:write", "mpim:write.topic"),
}
INVITE = {
    ChannelKind.PUBLIC: ("channels:manage", "channels:write.invites"),
    ChannelKind.PRIVATE: ("groups:write", "groups:write.invites"),
    ChannelKind.IM: ("im:write",),
    ChannelKind.MPIM: ("mpim:write",),
}
ScopesByKind = Mapping[ChannelKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Caller:
    """The app calling with a valid token."""

    space: Workspace
    app: Installation
    base_url: str = ""

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.space.people[self.space.bot_user]

    def need(self, *any_of: str) -> None:
        """Refuse with missing_scope unless one of these scopes was granted."""
        if not self.app.has_scope(*any_of):
            provided = ",".join(sorted(self.app.scopes or ()))
            raise Refusal("missing_scope", {"needed": ",".join(any_of), "provided": provided})

    def channel(self, channel_id: str, scopes: ScopesByKind | None = None) -> Channel:
        """The channel with this id. Refuses with channel_not_found also when it is hidden from the app."""
        room = self.space.channels.get(channel_id)
        if room is None or not (room.is_public or self.bot.id in room.members):
            raise Refusal("channel_not_found")
        if scopes is not None:
            self.need(*scopes[room.kind])
        return room

    def joined(self, channel_id: str, scopes: ScopesByKind | None = None) -> Channel:
        """The channel with this id, of which the app must be a member."""
        room = self.channel(channel_id, scopes)
        if self.bot.id not in room.members:
            raise Refusal("not_in_channel")
        return room

    def writable(self, channel_id: str, scopes: ScopesByKind | None = None) -> Channel:
        """The channel with this id, joined and not archived."""
        room = self.channel(channel_id, scopes)
        if room.archived:
            raise Refusal("is_archived")
        return self.joined(channel_id)


Handler = Callable[[Caller, Args, float], Wire]


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method. `accepts` None lets any argument pass (api.test only)."""

    name: str
    handler: Handler
    accepts: Mapping[str, Kind] | None = field(default_factory=dict)
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    tier: Tier = Tier.THREE
    token: str = "bot"


def any_scope(scopes: ScopesByKind) -> tuple[str, ...]:
    """Every scope of a family: a method of it needs at least one of them to be callable at all."""
    return tuple(scope for group in scopes.values() for scope in group)


def accepts(text: str = "", *, number: str = "", flag: str = "", json: str = "", several: str = "") -> dict[str, Kind]:
    """The accepted arguments, named in space-separated lists by kind."""
    groups = {Kind.TEXT: text, Kind.NUMBER: number, Kind.FLAG: flag, Kind.JSON: json, Kind.LIST: several}
    return {name: kind for kind, names in groups.items() for name in names.split()}
