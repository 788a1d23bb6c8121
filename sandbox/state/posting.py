"""Messages being said, edited, deleted, pinned and reacted to, by people and by the app alike. No permissions here."""

from bisect import bisect_left
from typing import Any

from sandbox import shapes
from sandbox.model import Channel, Message, Pin, Wire
from sandbox.workspace import SLACKBOT, Workspace

TRUNCATED_AT = 40_000
SPLIT_ABOVE = 4_040
SPLIT_AT = 4_000
TOMBSTONE = "This message was deleted."


def say(space: Workspace, room: Channel, user: str, text: str, now: float, **facts: Any) -> Message:
    """Post a message; `facts` are further fields of Message. Longer text than Slack keeps is cut without a word.

    Text above 4,040 characters without blocks becomes several messages of 4,000; gives the first.
    """
    text = text[:TRUNCATED_AT]
    if len(text) <= SPLIT_ABOVE or facts.get("blocks"):
        return enter(space, room, prepare(space, room, user, text, now, **facts))
    parts = [text[start : start + SPLIT_AT] for start in range(0, len(text), SPLIT_AT)]
    first = enter(space, room, prepare(space, room, user, parts[0], now, **facts))
    rest = {name: value for name, value in facts.items() if name not in ("metadata", "attachments")}
    for part in parts[1:]:
        enter(space, room, prepare(space, room, user, part, now, **rest))
    return first


def prepare(space: Workspace, room: Channel, user: str, text: str, now: float, **facts: Any) -> Message:
    """A message with its ts, not said yet."""
    said = Message(space.tick(room, now), room.id, user, text, **facts)
    if user == space.bot_user and said.subtype in (None, "bot_message"):
        said.bot_id = space.bot_id
    return said


def enter(space: Workspace, room: Channel, said: Message) -> Message:
    """Put a prepared message into its channel and thread, and tell of it."""
    room.messages[said.ts] = said
    room.order.append(said.ts)
    if said.is_reply and said.thread_ts in room.messages:
        parent = room.messages[said.thread_ts]
        parent.replies.append(said.ts)
        parent.thread_ts = parent.ts
    if said.broadcast:
        said.subtype = "thread_broadcast"
    space.touch(room.id)
    _announce(space, room, said)
    return said


def whisper(space: Workspace, room: Channel, to: str, text: str, now: float, **facts: Any) -> Message:
    """Show a message to one person only; it is never part of the channel's history."""
    user = facts.pop("user", SLACKBOT)
    said = Message(space.tick(room, now), room.id, user, text, ephemeral_for=to, **facts)
    if user == space.bot_user:
        said.bot_id = space.bot_id
    space.ephemerals[to].append(said)
    space.touch(to)
    return said


def edit(space: Workspace, room: Channel, said: Message, changes: Wire, now: float) -> None:
    """Change fields of a message in place and tell of it."""
    before = shapes.message(space, said)
    for name, value in changes.items():
        setattr(said, name, value)
    said.edited = {"user": said.user, "ts": f"{int(now)}.000000"}
    space.touch(room.id)
    body = {"subtype": "message_changed", "message": shapes.message(space, said), "previous_message": before}
    _tell_of_message(space, room, {**body, "hidden": True}, now)


def delete(space: Workspace, room: Channel, said: Message, now: float) -> None:
    """Remove a message, its pin and its place in its thread; where a thread hangs on it a tombstone stays."""
    before = shapes.message(space, said)
    room.pins.pop(said.ts, None)
    space.touch(room.id)
    if said.replies:
        _bury(space, said)
        body: Wire = {"subtype": "message_changed", "message": shapes.message(space, said), "previous_message": before}
        _tell_of_message(space, room, {**body, "hidden": True}, now)
        return
    del room.messages[said.ts]
    del room.order[bisect_left(room.order, said.ts)]
    if said.is_reply and said.thread_ts in room.messages:
        room.messages[said.thread_ts].replies.remove(said.ts)
    body = {"subtype": "message_deleted", "deleted_ts": said.ts, "previous_message": before, "hidden": True}
    _tell_of_message(space, room, body, now)


def _bury(space: Workspace, said: Message) -> None:
    said.text, said.subtype, said.user = TOMBSTONE, "tombstone", SLACKBOT
    said.blocks, said.attachments, said.metadata, said.bot_id, said.username = [], [], None, None, None
    said.extra = {"hidden": True}
    said.reactions.clear()


def pin(space: Workspace, room: Channel, said: Message, by: str, now: float) -> None:
    """Pin a message and write the line Slack writes about it."""
    room.pins[said.ts] = Pin(by, int(now))
    space.touch(room.id)
    _tell_of_pin(space, said, "pin_added", room.pins[said.ts], (by, now))
    text = f"<@{by}> pinned a message to this channel."
    say(space, room, by, text, now, subtype="pinned_item")


def unpin(space: Workspace, room: Channel, said: Message, by: str, now: float) -> None:
    """Take a pin away."""
    gone = room.pins.pop(said.ts)
    space.touch(room.id)
    _tell_of_pin(space, said, "pin_removed", gone, (by, now))


def _tell_of_pin(space: Workspace, said: Message, kind: str, was: Pin, act: tuple[str, float]) -> None:
    room, (by, now) = space.channels[said.channel], act
    if space.bot_user not in room.members:
        return
    shown = {**shapes.message(space, said), "permalink": shapes.permalink(space, said)}
    item = {"type": "message", "channel": room.id, "created": was.at, "created_by": was.by, "message": shown}
    event: Wire = {
        "type": kind,
        "user": by,
        "channel_id": room.id,
        "item": item,
        "item_user": said.user,
        "pin_count": str(len(room.pins)),
        "pinned_info": {"channel": room.id, "pinned_by": was.by, "pinned_ts": was.at},
        "event_ts": _stamp(now),
    }
    if kind == "pin_removed":
        event["has_pins"] = bool(room.pins)
    space.tell(kind, event)


def react(space: Workspace, said: Message, name: str, by: str, now: float) -> None:
    """Add a reaction."""
    said.reactions.setdefault(name, []).append(by)
    _tell_of_reaction(space, said, "reaction_added", {"reaction": name, "user": by}, now)


def unreact(space: Workspace, said: Message, name: str, by: str, now: float) -> None:
    """Take a reaction back."""
    said.reactions[name].remove(by)
    if not said.reactions[name]:
        del said.reactions[name]
    _tell_of_reaction(space, said, "reaction_removed", {"reaction": name, "user": by}, now)


def unread(room: Channel, person: str) -> int:
    """How many messages in the channel this person has not read, their own left out."""
    start = bisect_left(room.order, room.read.get(person, "") + "~") if person in room.read else 0
    later = (room.messages[ts] for ts in room.order[start:])
    return sum(1 for said in later if said.user != person and said.in_channel)


def _announce(space: Workspace, room: Channel, said: Message) -> None:
    if space.bot_user not in room.members:
        return
    shape = shapes.message(space, said)
    root = room.messages.get(said.thread_ts or "") if said.broadcast else None
    told = {**shape, "root": shapes.message(space, root)} if root else shape
    _tell_of_message(space, room, told, float(said.ts), ts=said.ts)
    by_app = said.bot_id is not None
    if f"<@{space.bot_user}>" in said.text and not by_app and not room.is_direct and said.subtype is None:
        mention = {**shape, "type": "app_mention", "channel": room.id, "event_ts": said.ts}
        space.tell("app_mention", mention)


def _tell_of_message(space: Workspace, room: Channel, body: Wire, now: float, ts: str | None = None) -> None:
    if space.bot_user not in room.members:
        return
    stamp = ts or _stamp(now)
    event = {"type": "message", "ts": stamp, **body, "channel": room.id, "event_ts": stamp}
    event["channel_type"] = shapes.CHANNEL_TYPES[room.kind]
    space.tell(shapes.MESSAGE_EVENTS[room.kind], event)


def _tell_of_reaction(space: Workspace, said: Message, kind: str, facts: Wire, now: float) -> None:
    space.touch(said.channel)
    if space.bot_user not in space.channels[said.channel].members:
        return
    item = {"type": "message", "channel": said.channel, "ts": said.ts}
    space.tell(kind, {"type": kind, **facts, "item": item, "item_user": said.user, "event_ts": _stamp(now)})


def _stamp(now: float) -> str:
    return f"{now:.6f}"
