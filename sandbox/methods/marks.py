"""pins.*, reactions.* and bookmarks.*: what is attached to messages and channels."""

from sandbox import shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import Channel, Wire
from sandbox.refusal import Refusal
from sandbox.state import posting

PIN_LIMIT = 100
BOOKMARK_LIMIT = 100
# The method's documentation has two codes and no numbers. These are our own estimate of Slack's: so many by one person,
# and so many different ones in all.
OWN_REACTION_LIMIT = 23
REACTION_LIMIT = 50
# Lines that Slack itself wrote cannot be pinned.
PINNABLE = (None, "bot_message", "file_share", "thread_broadcast")
SPECIAL_EMOJI = "+-_'"


def add_pin(caller: Caller, args: Args, now: float) -> Wire:
    """Pin a message."""
    room = caller.writable(args["channel"])
    said = room.messages.get(args.get("timestamp", ""))
    if not args.get("timestamp"):
        raise Refusal("no_item_specified")
    if said is None:
        raise Refusal("message_not_found")
    if said.subtype not in PINNABLE:
        raise Refusal("not_pinnable")
    if said.ts in room.pins:
        raise Refusal("already_pinned")
    if len(room.pins) >= PIN_LIMIT:
        raise Refusal("too_many_pins")
    posting.pin(caller.space, room, said, caller.bot.id, now)
    return {}


def list_pins(caller: Caller, args: Args, now: float) -> Wire:
    """What is pinned, the latest first."""
    room = caller.joined(args["channel"])
    items = [
        {
            "type": "message",
            "channel": room.id,
            "created": pin.at,
            "created_by": pin.by,
            "message": shapes.message(caller.space, room.messages[ts]),
        }
        for ts, pin in reversed(room.pins.items())
    ]
    return {"items": items}


def remove_pin(caller: Caller, args: Args, now: float) -> Wire:
    """Take a pin away."""
    room = caller.writable(args["channel"])
    if not args.get("timestamp"):
        raise Refusal("no_item_specified")
    said = caller.space.message(room, args["timestamp"])
    if said.ts not in room.pins:
        raise Refusal("no_pin")
    posting.unpin(caller.space, room, said, caller.bot.id, now)
    return {}


def add_reaction(caller: Caller, args: Args, now: float) -> Wire:
    """React to a message."""
    room = caller.writable(args["channel"])
    said = caller.space.message(room, args["timestamp"])
    name = args["name"].strip(":")
    if not name or not all(letter.isalnum() or letter in SPECIAL_EMOJI or letter == ":" for letter in name):
        raise Refusal("invalid_name")
    if caller.bot.id in said.reactions.get(name, []):
        raise Refusal("already_reacted")
    if name not in said.reactions and len(said.reactions) >= REACTION_LIMIT:
        raise Refusal("too_many_emoji")
    if sum(caller.bot.id in given for given in said.reactions.values()) >= OWN_REACTION_LIMIT:
        raise Refusal("too_many_reactions")
    posting.react(caller.space, said, name, caller.bot.id, now)
    return {}


def remove_reaction(caller: Caller, args: Args, now: float) -> Wire:
    """Take back a reaction of the app's own."""
    room = caller.writable(args["channel"])
    said = caller.space.message(room, args["timestamp"])
    name = args["name"].strip(":")
    if caller.bot.id not in said.reactions.get(name, []):
        raise Refusal("no_reaction")
    posting.unreact(caller.space, said, name, caller.bot.id, now)
    return {}


def get_reactions(caller: Caller, args: Args, now: float) -> Wire:
    """The reactions of a message."""
    room = caller.joined(args["channel"])
    said = caller.space.message(room, args["timestamp"])
    return {"type": "message", "channel": room.id, "message": shapes.message(caller.space, said)}


def add_bookmark(caller: Caller, args: Args, now: float) -> Wire:
    """Put a link above the channel."""
    room = _bookmarked(caller, args)
    if args["type"] != "link":
        raise Refusal("invalid_bookmark_type")
    _check_bookmark(args)
    if not args.get("link"):
        raise Refusal("invalid_link")
    if len(room.bookmarks) >= BOOKMARK_LIMIT:
        raise Refusal("too_many_bookmarks")
    bookmark: Wire = {
        "id": caller.space.new_id("Bk"),
        "channel_id": room.id,
        "title": args["title"],
        "link": args["link"],
        "emoji": args.get("emoji", ""),
        "icon_url": "",
        "type": "link",
        "entity_id": None,
        "date_created": int(now),
        "date_updated": 0,
        "rank": f"{len(room.bookmarks):04d}",
        "last_updated_by_user_id": caller.bot.id,
        "last_updated_by_team_id": caller.space.team_id,
        "shortcut_id": "",
        "app_id": caller.space.app_id,
    }
    room.bookmarks[bookmark["id"]] = bookmark
    caller.space.touch(room.id)
    return {"bookmark": bookmark}


def edit_bookmark(caller: Caller, args: Args, now: float) -> Wire:
    """Change a bookmark's title, link or emoji."""
    room = _bookmarked(caller, args)
    if args["bookmark_id"] not in room.bookmarks:
        raise Refusal("not_found")
    _check_bookmark(args)
    bookmark = room.bookmarks[args["bookmark_id"]]
    bookmark |= {name: args[name] for name in ("title", "link", "emoji") if name in args}
    bookmark["date_updated"] = int(now)
    caller.space.touch(room.id)
    return {"bookmark": bookmark}


def list_bookmarks(caller: Caller, args: Args, now: float) -> Wire:
    """The channel's bookmarks."""
    room = caller.joined(args["channel_id"])
    return {"bookmarks": list(room.bookmarks.values())}


def remove_bookmark(caller: Caller, args: Args, now: float) -> Wire:
    """Take a bookmark away."""
    room = _bookmarked(caller, args)
    if room.bookmarks.pop(args["bookmark_id"], None) is None:
        raise Refusal("not_found")
    caller.space.touch(room.id)
    return {}


def _bookmarked(caller: Caller, args: Args) -> Channel:
    return caller.writable(args["channel_id"])


def _check_bookmark(args: Args) -> None:
    link = args.get("link")
    if link is not None and not link.startswith(("http://", "https://")):
        raise Refusal("invalid_link")
    emoji = args.get("emoji")
    if emoji and not (emoji.startswith(":") and emoji.endswith(":") and len(emoji) > 2):
        raise Refusal("invalid_emoji")


PINNED = accepts("channel timestamp")
METHODS = (
    Method("pins.add", add_pin, PINNED, required=("channel",), scopes=("pins:write",), tier=Tier.TWO),
    Method("pins.list", list_pins, accepts("channel"), required=("channel",), scopes=("pins:read",), tier=Tier.TWO),
    Method("pins.remove", remove_pin, PINNED, required=("channel",), scopes=("pins:write",), tier=Tier.TWO),
    Method(
        "reactions.add",
        add_reaction,
        accepts("channel timestamp name"),
        required=("channel", "timestamp", "name"),
        scopes=("reactions:write",),
    ),
    Method(
        "reactions.remove",
        remove_reaction,
        accepts("channel timestamp name file file_comment"),
        required=("channel", "timestamp", "name"),
        scopes=("reactions:write",),
        tier=Tier.TWO,
    ),
    Method(
        "reactions.get",
        get_reactions,
        accepts("channel timestamp file file_comment", flag="full"),
        required=("channel", "timestamp"),
        scopes=("reactions:read",),
    ),
    Method(
        "bookmarks.add",
        add_bookmark,
        accepts("channel_id title type emoji entity_id link parent_id access_level permission"),
        required=("channel_id", "title", "type"),
        scopes=("bookmarks:write",),
        tier=Tier.TWO,
    ),
    Method(
        "bookmarks.edit",
        edit_bookmark,
        accepts("bookmark_id channel_id emoji link title"),
        required=("bookmark_id", "channel_id"),
        scopes=("bookmarks:write",),
        tier=Tier.TWO,
    ),
    Method(
        "bookmarks.list",
        list_bookmarks,
        accepts("channel_id"),
        required=("channel_id",),
        scopes=("bookmarks:read",),
    ),
    Method(
        "bookmarks.remove",
        remove_bookmark,
        accepts("bookmark_id channel_id quip_section_id"),
        required=("bookmark_id", "channel_id"),
        scopes=("bookmarks:write",),
        tier=Tier.TWO,
    ),
)
