"""chat.postMessage, update, delete, postEphemeral and getPermalink."""

from typing import Any

from sandbox import blocks, membership, shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import Channel, Message, Wire
from sandbox.refusal import Refusal
from sandbox.state import modals, posting

UPDATE_LIMIT = 4_000
MARKDOWN_LIMIT = 12_000
ATTACHMENT_LIMIT = 100
BLOCK_TEXT_LIMIT = 13_200


def post(caller: Caller, args: Args, now: float) -> Wire:
    """Say something as the app."""
    room = _destination(caller, args.get("channel", ""), now)
    content = _content(args)
    thread_ts = _thread(room, args)
    said = posting.say(
        caller.space,
        room,
        caller.bot.id,
        content.pop("text"),
        now,
        **content,
        thread_ts=thread_ts,
        broadcast=bool(thread_ts and args.get("reply_broadcast")),
        metadata=_metadata(args),
        **_customised(caller, args),
    )
    shape = shapes.message(caller.space, said, with_metadata=True)
    return {"channel": room.id, "ts": said.ts, "message": shape, **_truncated(args)}


def update(caller: Caller, args: Args, now: float) -> Wire:
    """Change what one of the app's own messages says; blocks are kept only if sent again."""
    room = caller.joined(args["channel"])
    if room.archived:
        raise Refusal("is_inactive")
    said = caller.space.message(room, args["ts"])
    if said.user != caller.bot.id or said.subtype not in (None, "bot_message", "thread_broadcast"):
        raise Refusal("cant_update_message")
    if len(args.get("text", "")) > UPDATE_LIMIT:
        raise Refusal("msg_too_long")
    changes = _content(args)
    metadata = _metadata(args)
    if metadata is not None:
        changes["metadata"] = metadata or None
    posting.edit(caller.space, room, said, changes, now)
    shape = shapes.message(caller.space, said)
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
    room = _destination(caller, args["channel"], now)
    if args["user"] not in caller.space.people:
        raise Refusal("user_not_found")
    if args["user"] not in room.members:
        raise Refusal("user_not_in_channel")
    content = _content(args)
    text = content.pop("text")
    thread_ts = _thread(room, args)
    extra = content | {"user": caller.bot.id, "thread_ts": thread_ts}
    return {"message_ts": posting.whisper(caller.space, room, args["user"], text, now, **extra).ts}


def permalink(caller: Caller, args: Args, now: float) -> Wire:
    """The address of a message."""
    room = caller.channel(args["channel"])
    said = caller.space.message(room, args["message_ts"])
    link = f"https://{caller.space.team_domain}.slack.com/archives/{room.id}/p{said.ts.replace('.', '')}"
    if said.is_reply:
        link += f"?thread_ts={said.thread_ts}&cid={room.id}"
    return {"channel": room.id, "permalink": link}


def _destination(caller: Caller, wanted: str, now: float) -> Channel:
    space = caller.space
    if wanted in space.people:
        if wanted == caller.bot.id or space.people[wanted].is_bot:
            raise Refusal("cannot_dm_bot")
        if space.people[wanted].deleted:
            raise Refusal("channel_not_found")
        return membership.direct(space, [caller.bot.id, wanted], now)
    named = space.by_name.get(wanted.removeprefix("#"))
    room = caller.channel(named.id if named else wanted)
    if room.archived:
        raise Refusal("is_archived")
    may_post_uninvited = room.is_public and caller.app.scopes is not None and "chat:write.public" in caller.app.scopes
    if caller.bot.id not in room.members and not may_post_uninvited:
        raise Refusal("not_in_channel")
    return room


def _content(args: Args) -> dict[str, Any]:
    sent, markdown = args.get("blocks") or [], args.get("markdown_text")
    if markdown is not None and (sent or args.get("text")):
        raise Refusal("markdown_text_conflict")
    if markdown is not None and len(markdown) > MARKDOWN_LIMIT:
        raise Refusal("msg_too_long")
    complaints = blocks.check_message(sent)
    if complaints:
        raise Refusal.listing("invalid_blocks", complaints)
    if blocks.size(sent) > BLOCK_TEXT_LIMIT:
        raise Refusal("msg_blocks_too_long")
    attachments = args.get("attachments") or []
    if len(attachments) > ATTACHMENT_LIMIT:
        raise Refusal("too_many_attachments")
    text = markdown if markdown is not None else args.get("text", "")
    if not text.strip() and not sent and not attachments:
        raise Refusal("no_text")
    return {"text": text, "blocks": modals.identified(sent), "attachments": attachments}


def _thread(room: Channel, args: Args) -> str | None:
    wanted = args.get("thread_ts")
    if not wanted:
        return None
    parent = room.messages.get(wanted)
    if parent is None:
        raise Refusal("thread_not_found")
    return _root(room, parent).ts


def _root(room: Channel, said: Message) -> Message:
    return room.messages.get(said.thread_ts, said) if said.thread_ts else said


def _metadata(args: Args) -> Wire | None:
    sent = args.get("metadata")
    if sent is None:
        return None
    if sent == {}:
        return {}
    well_formed = (
        isinstance(sent, dict)
        and set(sent) == {"event_type", "event_payload"}
        and isinstance(sent["event_type"], str)
        and bool(sent["event_type"])
        and isinstance(sent["event_payload"], dict)
    )
    if not well_formed:
        raise Refusal("invalid_metadata_format")
    return dict(sent)


def _customised(caller: Caller, args: Args) -> dict[str, Any]:
    wanted = {name: args[name] for name in ("username", "icon_emoji", "icon_url") if args.get(name)}
    if not wanted:
        return {}
    caller.need("chat:write.customize")
    icons = {name.removeprefix("icon_"): value for name, value in wanted.items() if name != "username"}
    extra = {"icons": icons} if icons else {}
    return {"username": wanted.get("username"), "subtype": "bot_message", "extra": extra}


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
