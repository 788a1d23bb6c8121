"""conversations.create, info, list, members, open, and what changes a channel itself (messages: history.py)."""

from sandbox import membership, shapes
from sandbox.method import MANAGE, READ, TOPIC, Args, Caller, Method, Tier, accepts, any_scope
from sandbox.methods import names
from sandbox.methods.paging import page
from sandbox.model import Channel, ChannelKind, Wire
from sandbox.refusal import Refusal

TEXT_LIMIT = 250
OPEN_LIMIT = 8


def wanted_kinds(caller: Caller, args: Args) -> set[ChannelKind]:
    """The conversation types asked for, each of which needs its own read scope. Refuses with invalid_types."""
    try:
        kinds = {ChannelKind(each) for each in args.get("types") or ["public_channel"]}
    except ValueError:
        raise Refusal("invalid_types") from None
    for kind in kinds:
        caller.need(*READ[kind])
    return kinds


def create(caller: Caller, args: Args, now: float) -> Wire:
    """A new channel with the app as its creator and only member."""
    is_private = args.get("is_private", False)
    caller.need(*MANAGE[ChannelKind.PRIVATE if is_private else ChannelKind.PUBLIC])
    name = names.check(caller.space, args.get("name", ""))
    room = membership.create(caller.space, name, caller.bot.id, now, is_private=is_private)
    return _shown(caller, room)


def info(caller: Caller, args: Args, now: float) -> Wire:
    """One conversation."""
    room = caller.channel(args["channel"], READ)
    answer = _shown(caller, room)
    if args.get("include_num_members"):
        answer["channel"]["num_members"] = len(room.members)
    if args.get("include_locale"):
        answer["channel"]["locale"] = caller.bot.locale
    return answer


def listing(caller: Caller, args: Args, now: float) -> Wire:
    """The conversations the app may see."""
    kinds = wanted_kinds(caller, args)
    visible = [
        room
        for room in caller.space.channels.values()
        if room.kind in kinds and (room.is_public or caller.bot.id in room.members)
    ]
    if args.get("exclude_archived"):
        visible = [room for room in visible if not room.archived]
    rooms, metadata = page(visible, args)
    shown = []
    for room in rooms:
        shape = shapes.channel(caller.space, room, caller.bot.id)
        shown.append(shape if room.is_direct else {**shape, "num_members": len(room.members)})
    return {"channels": shown, "response_metadata": metadata}


def members(caller: Caller, args: Args, now: float) -> Wire:
    """Who is in a conversation, by id."""
    room = caller.channel(args["channel"], READ)
    found, metadata = page(list(room.members), args)
    return {"members": found, "response_metadata": metadata}


def open_direct(caller: Caller, args: Args, now: float) -> Wire:
    """The direct message with one person or several."""
    if "channel" in args:
        room = caller.channel(args["channel"])
        return {"channel": _direct_shape(caller, room, args), "no_op": True, "already_open": True}
    users = args.get("users") or []
    if not users:
        raise Refusal("users_list_not_supplied")
    if len(users) > OPEN_LIMIT:
        raise Refusal("too_many_users")
    caller.need("im:write" if len(users) == 1 else "mpim:write")
    for user in users:
        _check_reachable(caller, user)
    everyone = [caller.bot.id, *(user for user in users if user != caller.bot.id)]
    known = frozenset(everyone) in caller.space.directs
    if args.get("prevent_creation") and not known:
        raise Refusal("channel_not_found")
    room = membership.direct(caller.space, everyone, now)
    answer: Wire = {"channel": _direct_shape(caller, room, args)}
    return answer | ({"no_op": True, "already_open": True} if known else {})


def archive(caller: Caller, args: Args, now: float) -> Wire:
    """Close a channel."""
    room = caller.channel(args["channel"], MANAGE)
    _refuse_direct(room)
    if room.archived:
        raise Refusal("already_archived")
    if room.is_general:
        raise Refusal("cant_archive_general")
    caller.joined(args["channel"])
    membership.archive(caller.space, room, caller.bot.id, now)
    return {}


def unarchive(caller: Caller, args: Args, now: float) -> Wire:
    """Open an archived channel again."""
    room = caller.channel(args["channel"], MANAGE)
    if not room.archived:
        raise Refusal("not_archived")
    caller.joined(args["channel"])
    membership.unarchive(caller.space, room, caller.bot.id, now)
    return {}


def rename(caller: Caller, args: Args, now: float) -> Wire:
    """Give a channel another name."""
    room = caller.writable(args["channel"], MANAGE)
    _refuse_direct(room)
    if room.creator != caller.bot.id:
        raise Refusal("not_authorized")
    name = names.check(caller.space, args.get("name", ""), renamed=room)
    if name != room.name:
        membership.rename(caller.space, room, name, caller.bot.id, now)
    return _shown(caller, room)


def set_topic(caller: Caller, args: Args, now: float) -> Wire:
    """Set the topic."""
    room = caller.writable(args["channel"], TOPIC)
    if len(args.get("topic", "")) > TEXT_LIMIT:
        raise Refusal("too_long")
    membership.set_topic(caller.space, room, args.get("topic", ""), caller.bot.id, now)
    return _shown(caller, room)


def set_purpose(caller: Caller, args: Args, now: float) -> Wire:
    """Set the purpose."""
    room = caller.writable(args["channel"], TOPIC)
    _refuse_direct(room)
    if len(args.get("purpose", "")) > TEXT_LIMIT:
        raise Refusal("too_long")
    membership.set_purpose(caller.space, room, args.get("purpose", ""), caller.bot.id, now)
    return _shown(caller, room)


def _shown(caller: Caller, room: Channel) -> Wire:
    return {"channel": shapes.channel(caller.space, room, caller.bot.id)}


def _refuse_direct(room: Channel) -> None:
    if room.is_direct:
        raise Refusal("method_not_supported_for_channel_type")


def _check_reachable(caller: Caller, user: str) -> None:
    person = caller.space.people.get(user)
    if person is None:
        raise Refusal("user_not_found")
    if person.deleted:
        raise Refusal("user_disabled")
    if caller.space.stranger(person):
        raise Refusal("invalid_user_combination")


def _direct_shape(caller: Caller, room: Channel, args: Args) -> Wire:
    return shapes.channel(caller.space, room, caller.bot.id) if args.get("return_im") else {"id": room.id}


METHODS = (
    Method(
        "conversations.create",
        create,
        accepts("name team_id", flag="is_private"),
        scopes=("channels:manage", "groups:write"),
        tier=Tier.TWO,
    ),
    Method(
        "conversations.info",
        info,
        accepts("channel", flag="include_locale include_num_members"),
        required=("channel",),
        scopes=any_scope(READ),
    ),
    Method(
        "conversations.list",
        listing,
        accepts("cursor team_id", number="limit", flag="exclude_archived", several="types"),
        scopes=any_scope(READ),
        tier=Tier.TWO,
    ),
    Method(
        "conversations.members",
        members,
        accepts("channel cursor", number="limit"),
        required=("channel",),
        scopes=any_scope(READ),
        tier=Tier.FOUR,
    ),
    Method(
        "conversations.open",
        open_direct,
        accepts("channel", flag="return_im prevent_creation", several="users"),
        scopes=("im:write", "mpim:write"),
    ),
    Method(
        "conversations.archive",
        archive,
        accepts("channel"),
        required=("channel",),
        scopes=any_scope(MANAGE),
        tier=Tier.TWO,
    ),
    Method(
        "conversations.unarchive",
        unarchive,
        accepts("channel"),
        required=("channel",),
        scopes=any_scope(MANAGE),
        tier=Tier.TWO,
    ),
    Method(
        "conversations.rename",
        rename,
        accepts("channel name"),
        required=("channel",),
        scopes=any_scope(MANAGE),
        tier=Tier.TWO,
    ),
    Method(
        "conversations.setTopic",
        set_topic,
        accepts("channel topic"),
        required=("channel",),
        scopes=any_scope(TOPIC),
        tier=Tier.TWO,
    ),
    Method(
        "conversations.setPurpose",
        set_purpose,
        accepts("channel purpose"),
        required=("channel",),
        scopes=any_scope(TOPIC),
        tier=Tier.TWO,
    ),
)
