"""chat.scheduleMessage, chat.deleteScheduledMessage and chat.scheduledMessages.list."""

from typing import Any

from sandbox import shapes
from sandbox.method import Args, Caller, Method, accepts
from sandbox.methods import content
from sandbox.methods.paging import page
from sandbox.model import Message, Scheduled, Wire
from sandbox.refusal import Refusal
from sandbox.state import posting, schedule


def keep(caller: Caller, args: Args, now: float) -> Wire:
    """Say something as the app, but later."""
    try:
        post_at = int(float(args["post_at"]))
    except ValueError:
        raise Refusal("invalid_time") from None
    room = content.destination(caller, args["channel"], now)
    sent = content.checked(args)
    text = sent.pop("text")
    if len(text) > posting.TRUNCATED_AT:
        raise Refusal("msg_too_long")
    thread_ts = content.thread(room, args)
    broadcast = bool(thread_ts and args.get("reply_broadcast"))
    facts: dict[str, Any] = {**sent, "thread_ts": thread_ts, "broadcast": broadcast}
    facts["metadata"] = content.metadata(args)
    made = schedule.keep(caller.space, room, post_at, text, facts, now)
    shown = {"channel": room.id, "scheduled_message_id": made.id, "post_at": made.post_at}
    return {**shown, "message": _preview(caller, made)}


def take_back(caller: Caller, args: Args, now: float) -> Wire:
    """Forget a scheduled message."""
    room = caller.channel(args["channel"])
    schedule.take_back(caller.space, room, args["scheduled_message_id"], now)
    return {}


def listing(caller: Caller, args: Args, now: float) -> Wire:
    """What is still to be posted, the next first."""
    channel = args.get("channel")
    if channel and channel not in caller.space.channels:
        raise Refusal("invalid_channel")
    oldest, latest = _bound(args, "oldest", 0.0), _bound(args, "latest", float("inf"))
    found = [
        each
        for each in sorted(caller.space.scheduled.values(), key=lambda each: each.post_at)
        if (not channel or each.channel == channel) and oldest <= each.post_at <= latest
    ]
    some, metadata = page(found, args)
    return {"scheduled_messages": [_shape(each) for each in some], "response_metadata": metadata}


def _bound(args: Args, name: str, default: float) -> float:
    try:
        return float(args.get(name) or default)
    except ValueError:
        raise Refusal(f"invalid_{name}") from None


def _shape(each: Scheduled) -> Wire:
    shape = {"id": each.id, "channel_id": each.channel, "post_at": each.post_at, "date_created": each.created}
    return {**shape, "text": each.text}


def _preview(caller: Caller, made: Scheduled) -> Wire:
    said = Message("", made.channel, caller.bot.id, made.text, **made.facts)
    said.bot_id = caller.space.bot_id
    shape = shapes.message(caller.space, said, with_metadata=True)
    return {name: value for name, value in shape.items() if name != "ts"}


METHODS = (
    Method(
        "chat.scheduleMessage",
        keep,
        accepts(
            "channel text post_at markdown_text parse thread_ts",
            flag="as_user link_names reply_broadcast unfurl_links unfurl_media",
            json="attachments blocks metadata",
        ),
        required=("channel", "post_at"),
        scopes=("chat:write",),
    ),
    Method(
        "chat.deleteScheduledMessage",
        take_back,
        accepts("channel scheduled_message_id", flag="as_user"),
        required=("channel", "scheduled_message_id"),
        scopes=("chat:write",),
    ),
    Method(
        "chat.scheduledMessages.list",
        listing,
        accepts("channel cursor latest oldest team_id", number="limit"),
    ),
)
