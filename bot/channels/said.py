"""Messages as Slack gives them, in events, shortcuts and histories, turned into what the record knows of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from incidents.model import ChannelId, PersonId
from incidents.record.capture import Edit, File, Said

BY_PEOPLE = (None, "", "file_share", "thread_broadcast", "me_message")
BURIED = "tombstone"  # What Slack leaves of a deleted message on which a thread hangs.


@dataclass(frozen=True, slots=True)
class Quote:
    """One message of Slack's in its channel."""

    channel: ChannelId
    body: Mapping[str, Any]

    @classmethod
    def of(cls, channel: str, body: Mapping[str, Any]) -> "Quote":
        """From a message object."""
        return cls(ChannelId(channel), body)

    @property
    def ts(self) -> str:
        """Its stamp."""
        return str(self.body.get("ts", ""))

    @property
    def thread(self) -> str:
        """The message it stands under, or empty."""
        thread = str(self.body.get("thread_ts") or "")
        return "" if thread == self.ts else thread

    @property
    def author(self) -> PersonId:
        """Who wrote it: a person or a bot's user; empty for a program without one."""
        return PersonId(str(self.body.get("user") or ""))

    @property
    def edited(self) -> str:
        """The stamp of its last edit by a person, or empty."""
        return str((self.body.get("edited") or {}).get("ts") or "")

    @property
    def is_gone(self) -> bool:
        """Whether it was deleted, and only its place is left."""
        return self.body.get("subtype") == BURIED

    @property
    def is_said(self) -> bool:
        """Whether somebody, a person or a bot, said something: joins, topics and the like are no messages."""
        return bool(self.ts) and self.body.get("subtype") in (*BY_PEOPLE, "bot_message")

    @property
    def is_by_people(self) -> bool:
        """Whether a person wrote it."""
        return self.is_said and not self.body.get("bot_id") and self.body.get("subtype") != "bot_message"

    @property
    def text(self) -> str:
        """Its words as Slack marks them up; of an alert without words those of its attachments."""
        if written := str(self.body.get("text") or ""):
            return written
        parts = [one for one in self.body.get("attachments") or [] if isinstance(one, dict)]
        return "\n".join(str(one.get("text") or one.get("fallback") or one.get("title") or "") for one in parts).strip()

    @property
    def path(self) -> str:
        """How its address ends, but for the thread."""
        return f"/archives/{self.channel}/p{self.ts.replace('.', '')}"

    @property
    def query(self) -> str:
        """What Slack puts behind the address of a message in a thread."""
        return f"?thread_ts={self.thread}&cid={self.channel}" if self.thread else ""

    @property
    def files(self) -> tuple[File, ...]:
        """Its files."""
        listed = [one for one in self.body.get("files") or [] if isinstance(one, dict)]
        return tuple(_file(one) for one in listed if one.get("permalink"))

    def said(self, permalink: str) -> Said:
        """What the record keeps of it."""
        return Said(
            channel=self.channel,
            ts=self.ts,
            author=self.author,
            text=self.text,
            permalink=permalink,
            thread=self.thread,
            edited=self.edited,
            name="" if self.author else str(self.body.get("username") or ""),
            files=self.files,
        )


def _file(body: Mapping[str, Any]) -> File:
    """A picture only if Slack itself keeps it: one that is kept elsewhere would be asked for with our token there."""
    hosted = body.get("mode") == "hosted" and not body.get("is_external")
    return File(
        name=str(body.get("name") or body.get("title") or ""),
        permalink=str(body["permalink"]),
        address=str(body.get("url_private") or ""),
        is_picture=hosted and str(body.get("mimetype") or "").startswith("image/"),
    )


def edit_of(event: Mapping[str, Any]) -> Edit | None:
    """What an event tells of a message's later fate: an edit, a deletion, or nothing where no person changed a word."""
    before = Quote.of(event["channel"], event.get("previous_message") or {})
    if event.get("subtype") == "message_deleted":
        return _gone(event, before, str(event.get("deleted_ts") or before.ts))
    now = Quote.of(event["channel"], event.get("message") or {})
    if now.is_gone:
        return _gone(event, before, now.ts)
    if not now.edited or (before.ts and now.text == before.text):
        return None  # Slack unfurled a link, or counted replies.
    told = str(event.get("event_ts") or event.get("ts") or now.edited)
    return Edit(
        channel=now.channel,
        ts=now.ts,
        author=now.author,
        at=now.edited,
        event=told,
        text=now.text,
        before=before.text,
    )


def _gone(event: Mapping[str, Any], before: Quote, ts: str) -> Edit:
    at = str(event.get("event_ts") or event.get("ts") or ts)
    return Edit(channel=before.channel, ts=ts, author=before.author, at=at, event=at, gone=True)
