"""What people do without the app being asked: say, react, come and go, read. Refused where Slack would not let them."""

import uuid

from sandbox import membership
from sandbox.core import Core
from sandbox.model import Channel, Message, Person, Wire
from sandbox.people import richtext
from sandbox.people.typed import mentioned
from sandbox.refusal import Refusal
from sandbox.state import files, posting


class People:
    """People's own doings. Names and ids are both understood."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message; gives its ts."""
        person, room = self._writer(user, channel)
        if not text.strip():
            raise Refusal("no_text")
        if thread_ts is not None:
            parent = self._core.space.message(room, thread_ts)
            thread_ts = parent.thread_ts or parent.ts
        now = self._core.clock.now()
        text = mentioned(self._core.space, text)
        facts: Wire = {"thread_ts": thread_ts, "blocks": [richtext.block(text)]}
        facts["extra"] = {"client_msg_id": str(uuid.uuid4()), "team": self._core.space.team_of(person.id)}
        said = posting.say(self._core.space, room, person.id, text, now, **facts)
        room.read[person.id] = said.ts
        self._core.settle()
        return said.ts

    def upload(self, user: str, channel: str, name: str, content: bytes, comment: str = "") -> str:
        """Share a file with a comment; gives the file's id."""
        person, room = self._writer(user, channel)
        if not self._core.space.settings.file_uploads:
            raise Refusal("file_uploads_disabled")
        now = self._core.clock.now()
        found = files.announce(self._core.space, name, len(content), person.id, now)
        found.content = content
        files.complete(self._core.space, found, name, now)
        files.share(self._core.space, room, [found], mentioned(self._core.space, comment), now)
        self._core.settle()
        return found.id

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change what one's own message says."""
        person, room = self._writer(user, channel)
        said = self._own(person, room, ts, "cant_update_message")
        if not text.strip():
            raise Refusal("no_text")
        text = mentioned(self._core.space, text)
        changes = {"text": text, "blocks": [richtext.block(text)]}
        posting.edit(self._core.space, room, said, changes, self._core.clock.now())
        self._core.settle()

    def delete(self, user: str, channel: str, ts: str) -> None:
        """Take back one's own message."""
        person, room = self._writer(user, channel)
        said = self._own(person, room, ts, "cant_delete_message")
        posting.delete(self._core.space, room, said, self._core.clock.now())
        self._core.settle()

    def pin(self, user: str, channel: str, ts: str, *, remove: bool = False) -> None:
        """Pin a message, or take the pin away."""
        person, room = self._writer(user, channel)
        said = self._core.space.message(room, ts)
        if remove and ts not in room.pins:
            raise Refusal("no_pin")
        if not remove and ts in room.pins:
            raise Refusal("already_pinned")
        change = posting.unpin if remove else posting.pin
        change(self._core.space, room, said, person.id, self._core.clock.now())
        self._core.settle()

    def react(self, user: str, channel: str, ts: str, name: str, *, remove: bool = False) -> None:
        """React to a message, or take the reaction back."""
        person, room = self._writer(user, channel)
        said = self._core.space.message(room, ts)
        given = person.id in said.reactions.get(name, [])
        now = self._core.clock.now()
        if remove and not given:
            raise Refusal("no_reaction")
        if not remove and given:
            raise Refusal("already_reacted")
        change = posting.unreact if remove else posting.react
        change(self._core.space, said, name, person.id, now)
        self._core.settle()

    def join(self, user: str, channel: str) -> None:
        """Enter a channel that is open to this person."""
        person = self._core.space.person(user)
        room = self._core.space.channel(channel)
        if not self._core.space.may_see(person.id, room):
            raise Refusal("channel_not_found")
        self.enter(user, channel)

    def enter(self, user: str, channel: str) -> None:
        """Become a member, of a private channel too (as if invited)."""
        person = self._core.space.person(user)
        room = self._core.space.channel(channel)
        if room.is_direct:
            raise Refusal("method_not_supported_for_channel_type")
        if room.archived:
            raise Refusal("is_archived")
        if self._core.space.foreign(person) and person.team_id not in room.connected:
            raise Refusal("channel_not_found")
        if person.id not in room.members:
            membership.enter(self._core.space, room, person.id, self._core.clock.now())
            self._core.settle()

    def meet(self, person: Person, channel: str | None) -> None:
        """Somebody of another team comes into a channel, which is shared with that team from then on.

        Without a channel they are a stranger, known by a mention alone.
        """
        space = self._core.space
        if not space.foreign(person):
            raise Refusal("not_of_another_team")
        room = space.channel(channel) if channel is not None else None
        membership.meet(space, person, room, self._core.clock.now())
        self._core.settle()

    def leave(self, user: str, channel: str) -> None:
        """Leave a channel."""
        person = self._core.space.person(user)
        room = self._core.space.channel(channel)
        if room.is_direct or room.is_general:
            raise Refusal("cant_leave_general" if room.is_general else "method_not_supported_for_channel_type")
        if person.id in room.members:
            membership.depart(self._core.space, room, person.id, self._core.clock.now())
            self._core.settle()

    def read(self, user: str, channel: str) -> None:
        """Mark everything in a channel as read."""
        person = self._core.space.person(user)
        room = self._core.space.channel(channel)
        if room.order and room.read.get(person.id) != room.order[-1]:
            room.read[person.id] = room.order[-1]
            self._core.space.touch(person.id)
            self._core.settle()

    def open_direct(self, user: str, other: str) -> Channel:
        """The direct message of two people."""
        space = self._core.space
        members = [space.person(user).id, space.person(other).id]
        room = membership.direct(space, members, self._core.clock.now())
        self._core.settle()
        return room

    def _own(self, person: Person, room: Channel, ts: str, code: str) -> Message:
        said = self._core.space.message(room, ts)
        if said.user != person.id or said.subtype not in (None, "file_share"):
            raise Refusal(code)
        return said

    def _writer(self, user: str, channel: str) -> tuple[Person, Channel]:
        space = self._core.space
        person, room = space.person(user), space.channel(channel)
        if person.deleted:
            raise Refusal("account_inactive")
        if not space.may_see(person.id, room):
            raise Refusal("channel_not_found")
        if person.id not in room.members:
            raise Refusal("not_in_channel")
        if room.archived:
            raise Refusal("is_archived")
        return person, room
