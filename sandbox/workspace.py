"""The state of the workspace and how things in it are found; posting, membership and modals change it.

Pure: no I/O, no clock, no permissions.
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from sandbox.model import (
    Canvas,
    Channel,
    ChannelKind,
    File,
    Message,
    News,
    Person,
    Scheduled,
    UserGroup,
    View,
    Wire,
)
from sandbox.refusal import Refusal
from sandbox.seed import ChannelSeed, Seed

SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class Settings:
    """What a workspace's administrators, or an ill wind, decide: all of it may be changed while it runs.

    `paid` False is the free plan, without user groups and free-standing canvases. `edit_window` is how many seconds
    a message may be edited, None for ever. `history_lag` is how many seconds history is behind what was said.
    """

    paid: bool = True
    canvases: bool = True
    file_deleting: bool = True
    file_uploads: bool = True
    edit_window: float | None = None
    history_lag: float = 0.0


class Workspace:
    """People, channels, messages and views, with indexes so that no call has to scan them all.

    Whoever changes it says so by `touch` (what a person sees) and `tell` (what the app hears);
    the owner of the workspace drains `touched` and `news`.
    """

    def __init__(self, seed: Seed, now: float) -> None:
        self.team_id = seed.team_id
        self.team_name = seed.team_name
        self.team_domain = seed.team_domain
        self.app_id = seed.app_id
        self.bot_user = seed.bot_user
        self.bot_id = seed.bot_id
        self.address = "https://files.slack.com"
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.by_name: dict[str, Channel] = {}
        self.directs: dict[frozenset[str], Channel] = {}
        self.views: dict[str, View] = {}
        self.stacks: defaultdict[str, list[View]] = defaultdict(list)
        self.homes: dict[str, View] = {}
        self.ephemerals: defaultdict[str, list[Message]] = defaultdict(list)
        self.groups: dict[str, UserGroup] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.scheduled: dict[str, Scheduled] = {}
        self.emoji: dict[str, str] = {}
        self.settings = Settings()
        self.moved_from: float | None = None  # While the clock is moved: nothing that is scheduled falls due.
        self.seq = 0
        self.touched: set[str] = set()
        self.news: list[News] = []
        self._ids = count(int(now) % 100_000 * 1000)
        self._settle_in(seed, now)

    def _settle_in(self, seed: Seed, now: float) -> None:
        bot = Person(seed.bot_user, seed.bot_name, seed.bot_name.capitalize(), "Incident bot", is_bot=True)
        slackbot = Person(SLACKBOT, "slackbot", "Slackbot", is_bot=True)
        for person in (slackbot, bot, *seed.people):
            self.people[person.id] = Person(**{name: getattr(person, name) for name in Person.__slots__})
        for each in seed.channels:
            self._add_seeded(each, now)

    def _add_seeded(self, each: ChannelSeed, now: float) -> None:
        kind = ChannelKind.PRIVATE if each.is_private else ChannelKind.PUBLIC
        if each.members is None:
            members = [p.id for p in self.people.values() if not p.is_bot and not p.is_guest and not self.foreign(p)]
        else:
            members = [self.person(name).id for name in each.members]
        channel = Channel(each.id, each.name, kind, members[0] if members else SLACKBOT, int(now))
        channel.members = dict.fromkeys(members)
        strangers = [self.people[each] for each in members if self.foreign(self.people[each])]
        channel.connected = list(dict.fromkeys(each.team_id for each in strangers))
        channel.topic["value"] = each.topic
        channel.purpose["value"] = each.purpose
        channel.is_general = each.name == "general"
        self.add_channel(channel)

    def new_id(self, prefix: str) -> str:
        """A fresh id in Slack's form: a letter and capital letters or digits."""
        return f"{prefix}{next(self._ids):010X}"

    def new_hash(self, now: float) -> str:
        """A fresh view hash, as Slack writes it."""
        return f"{int(now)}.{secrets.token_hex(4)}"

    def add_channel(self, channel: Channel) -> None:
        """Enter a channel into the indexes."""
        self.channels[channel.id] = channel
        if channel.is_direct:
            self.directs[frozenset(channel.members)] = channel
        else:
            self.by_name[channel.name] = channel

    def person(self, name_or_id: str) -> Person:
        """The person with this id or user name. Refuses with user_not_found."""
        found = self.people.get(name_or_id)
        if found is None:
            found = next((p for p in self.people.values() if p.name == name_or_id), None)
        if found is None:
            raise Refusal("user_not_found")
        return found

    def channel(self, name_or_id: str) -> Channel:
        """The channel with this id or name (with or without #). Refuses with channel_not_found."""
        found = self.channels.get(name_or_id) or self.by_name.get(name_or_id.removeprefix("#"))
        if found is None:
            raise Refusal("channel_not_found")
        return found

    def addressee(self, wanted: str) -> str:
        """One word for where chat.postMessage posts to, given as an id, a name or a person: the app's direct message
        with somebody goes by that person, for it may not exist yet.
        """
        room = self.channels.get(wanted) or self.by_name.get(wanted.removeprefix("#"))
        if room is None:
            return wanted
        if room.kind is not ChannelKind.IM:
            return room.id
        return next((each for each in room.members if each != self.bot_user), self.bot_user)

    def message(self, channel: Channel, ts: str) -> Message:
        """The message of that channel with this ts. Refuses with message_not_found."""
        found = channel.messages.get(ts)
        if found is None:
            raise Refusal("message_not_found")
        return found

    def may_see(self, person_id: str, channel: Channel) -> bool:
        """Whether this person may know of the channel: public ones, if no guest nor of another team, and their own."""
        person = self.people[person_id]
        return person_id in channel.members or (channel.is_public and not person.is_guest and not self.foreign(person))

    def foreign(self, person: Person) -> bool:
        """Whether somebody is of another team."""
        return person.team_id not in ("", self.team_id)

    def team_of(self, person_id: str) -> str:
        """The id of somebody's team."""
        person = self.people.get(person_id)
        return person.team_id if person is not None and self.foreign(person) else self.team_id

    def stranger(self, person: Person) -> bool:
        """Whether somebody of another team is in no channel that the app can see."""
        rooms = (room for room in self.channels.values() if room.is_public or self.bot_user in room.members)
        return self.foreign(person) and not any(person.id in room.members for room in rooms if not room.is_direct)

    def tick(self, channel: Channel, now: float) -> str:
        """The next ts of a channel: the time in microseconds, unique and strictly increasing."""
        channel.last_tick = max(int(now * 1_000_000), channel.last_tick + 100)
        return f"{channel.last_tick // 1_000_000}.{channel.last_tick % 1_000_000:06d}"

    def touch(self, *ids: str) -> None:
        """Note that what is shown of these channels or to these people has changed."""
        self.seq += 1
        self.touched.update(ids)

    def tell(self, kind: str, event: Wire) -> None:
        """Note an event for the app."""
        self.news.append(News(kind, event))
