"""chat.postMessage, update, delete, postEphemeral and getPermalink (later: scheduling.py)."""

from sandbox import shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.methods import content
from sandbox.model import Message, Wire
from sandbox.refusal import Refusal
from sandbox.state import posting

UPDATE_LIMIT = 4_000


def post(caller: Caller, args: Args, now: float) -> Wire:
    """Say something as the app."""
    room = content.destination(caller, args.get("channel", ""), now)
    sent = content.checked(args)
    thread_ts = content.thread(room, args)
    said = posting.say(
        caller.space,
        room,
        caller.bot.id,
        sent.pop("text"),
        now,
        **sent,
        thread_ts=thread_ts,
        broadcast=bool(thread_ts and args.get("reply_broadcast")),
        metadata=content.metadata(args),
        **content.customised(caller, args),
    )
    shape = shapes.message(caller.space, said, with_metadata=True)
    return {"channel": room.id, "ts": said.ts, "message": shape, **_truncated(args)}


def update(caller: Caller, args: Args, now: float) -> Wire:
    """Change what one of the app's own messages says; blocks are kept only if sent again."""
    room = caller.joined(args["channel"])
    if room.archived:
        raise Refusal("is_inactive")
    said = caller.space.message(room, args["ts"])
    _editable(caller, said, now)
    if len(args.get("text", "")) > UPDATE_LIMIT:
        raise Refusal("msg_too_long")
    changes = content.checked(args)
    if _is_rich(said.blocks) and changes["blocks"] and not _is_rich(changes["blocks"]):
        raise Refusal("block_mismatch")
    metadata = content.metadata(args)
    if metadata is not None:
        changes["metadata"] = metadata or None
    posting.edit(caller.space, room, said, changes, now)
    shape = shapes.message(caller.space, said)
    del shape["ts"]  # Slack has it beside the message, not in it.
    return {"channel": room.id, "ts": said.ts, "text": said.text, "message": shape}


def delete(caller: Caller, args: Args, now: float) -> Wire:
    """Remove one of the app's own messages."""
    room = caller.joined(args["channel"])
    said = caller.space.message(room, args["ts"])
    if said.user != caller.bot.id:
        raise Refusal("cant_delete_message")
    posting.delete(caller.space, room, said, now)
    return {"channel": room.id, "ts": said.ts}


def post_ephemeral(caller: Caller, args: Args, now: float) -> Wire:
    """Say something that one member of the channel sees until they reload."""
    room = content.destination(caller, args["channel"], now)
    if args["user"] not in caller.space.people:
        raise Refusal("user_not_found")
    if args["user"] not in room.members:
        raise Refusal("user_not_in_channel")
    sent = content.checked(args)
    text = sent.pop("text")
    thread_ts = content.thread(room, args)
    extra = sent | {"user": caller.bot.id, "thread_ts": thread_ts}
    return {"message_ts": posting.whisper(caller.space, room, args["user"], text, now, **extra).ts}


def permalink(caller: Caller, args: Args, now: float) -> Wire:
    """The address of a message."""
    room = caller.channel(args["channel"])
    said = caller.space.message(room, args["message_ts"])
    return {"channel": room.id, "permalink": shapes.permalink(caller.space, said)}


def _editable(caller: Caller, said: Message, now: float) -> None:
    if said.user != caller.bot.id or said.subtype not in (None, "bot_message", "thread_broadcast"):
        raise Refusal("cant_update_message")
    window = caller.space.settings.edit_window
    if window is not None and now - float(said.ts) > window:
        raise Refusal("edit_window_closed")


def _is_rich(blocks: list[Wire]) -> bool:
    return any(block["type"] == "rich_text" for block in blocks)


def _truncated(args: Args) -> Wire:
    if len(args.get("text", "")) <= posting.TRUNCATED_AT:
        return {}
    return {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}


POSTING = accepts(
    "channel text icon_emoji icon_url markdown_text parse thread_ts username",
    flag="as_user link_names mrkdwn reply_broadcast unfurl_links unfurl_media",
    json="attachments blocks metadata",
)
METHODS = (
    Method("chat.postMessage", post, POSTING, scopes=("chat:write",), tier=Tier.POSTING),
    Method(
        "chat.update",
        update,
        accepts(
            "channel ts text markdown_text parse",
            flag="as_user link_names reply_broadcast unfurl_links unfurl_media",
            json="attachments blocks metadata",
            several="file_ids",
        ),
        required=("channel", "ts"),
        scopes=("chat:write",),
    ),
    Method(
        "chat.delete",
        delete,
        accepts("channel ts", flag="as_user"),
        required=("channel", "ts"),
        scopes=("chat:write",),
    ),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        accepts(
            "channel user text icon_emoji icon_url markdown_text parse thread_ts username",
            flag="as_user link_names",
            json="attachments blocks",
        ),
        required=("channel", "user"),
        scopes=("chat:write",),
        tier=Tier.FOUR,
    ),
    Method(
        "chat.getPermalink",
        permalink,
        accepts("channel message_ts"),
        required=("channel", "message_ts"),
        tier=Tier.FREE,
    ),
)
