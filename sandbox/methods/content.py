"""What the app sends to be said: where to, what, in which thread. Shared by posting now and posting later."""

import json
from typing import Any

from sandbox import blocks, membership
from sandbox.method import Args, Caller
from sandbox.model import Channel, Message, Wire
from sandbox.refusal import Refusal
from sandbox.state import modals

MARKDOWN_LIMIT = 12_000
ATTACHMENT_LIMIT = 100
BLOCK_TEXT_LIMIT = 13_200
# Slack documents metadata_too_large without a number. This is our own estimate, in bytes of JSON: what Slack once
# allowed a whole message to have on a line.
METADATA_LIMIT = 16 * 1024


def destination(caller: Caller, wanted: str, now: float) -> Channel:
    """The conversation to post to, by id or name; a person means their direct message."""
    space = caller.space
    if wanted in space.people:
        if wanted == caller.bot.id or space.people[wanted].is_bot:
            raise Refusal("cannot_dm_bot")
        if space.people[wanted].deleted or space.stranger(space.people[wanted]):
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


def checked(args: Args) -> dict[str, Any]:
    """The text, blocks and attachments, checked. Refuses with no_text when there is nothing at all."""
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
    _check_attachments(attachments)
    text = markdown if markdown is not None else args.get("text", "")
    if not text.strip() and not sent and not attachments:
        raise Refusal("no_text")
    return {"text": text, "blocks": modals.identified(sent), "attachments": attachments}


def _check_attachments(attachments: list[Any]) -> None:
    complaints = []
    for index, each in enumerate(attachments):
        if not isinstance(each, dict):
            complaints.append(f"[ERROR] must be an object [json-pointer:/attachments/{index}]")
        elif each.get("blocks"):
            found = blocks.check_message(each["blocks"])
            complaints += [one.replace("json-pointer:", f"json-pointer:/attachments/{index}") for one in found]
    if complaints:
        raise Refusal.listing("invalid_attachments", complaints)


def thread(room: Channel, args: Args) -> str | None:
    """The ts of the thread to answer in. Refuses with thread_not_found."""
    wanted = args.get("thread_ts")
    if not wanted:
        return None
    parent = room.messages.get(wanted)
    if parent is None:
        raise Refusal("thread_not_found")
    return _root(room, parent).ts


def _root(room: Channel, said: Message) -> Message:
    return room.messages.get(said.thread_ts, said) if said.thread_ts else said


def metadata(args: Args) -> Wire | None:
    """The metadata, {} to take it away. Refuses with invalid_metadata_format and metadata_too_large."""
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
    if len(json.dumps(sent, ensure_ascii=False).encode()) > METADATA_LIMIT:
        raise Refusal("metadata_too_large")
    return dict(sent)


def customised(caller: Caller, args: Args) -> dict[str, Any]:
    """Another name or face than the app's own, which needs a scope."""
    wanted = {name: args[name] for name in ("username", "icon_emoji", "icon_url") if args.get(name)}
    if not wanted:
        return {}
    caller.need("chat:write.customize")
    icons = {name.removeprefix("icon_"): value for name, value in wanted.items() if name != "username"}
    extra = {"icons": icons} if icons else {}
    return {"username": wanted.get("username"), "subtype": "bot_message", "extra": extra}
