"""conversations.join, leave, invite and kick: who is in a channel."""

from sandbox import membership, shapes
from sandbox.method import INVITE, MANAGE, Args, Caller, Method, Tier, accepts, any_scope
from sandbox.model import Channel, Wire
from sandbox.refusal import Refusal

INVITE_LIMIT = 100


def join(caller: Caller, args: Args, now: float) -> Wire:
    """The app joins a public channel."""
    room = caller.channel(args["channel"])
    if not room.is_public:
        raise Refusal("method_not_supported_for_channel_type")
    if room.archived:
        raise Refusal("is_archived")
    answer: Wire = {}
    if caller.bot.id in room.members:
        answer = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        membership.enter(caller.space, room, caller.bot.id, now)
    return {"channel": shapes.channel(caller.space, room, caller.bot.id), **answer}


def leave(caller: Caller, args: Args, now: float) -> Wire:
    """The app leaves a channel."""
    room = caller.channel(args["channel"], MANAGE)
    _refuse_direct(room)
    if room.archived:
        raise Refusal("is_archived")
    if room.is_general:
        raise Refusal("cant_leave_general")
    if caller.bot.id not in room.members:
        return {"not_in_channel": True}
    if not room.is_public and len(room.members) == 1:
        raise Refusal("last_member")
    membership.depart(caller.space, room, caller.bot.id, now)
    return {}


def invite(caller: Caller, args: Args, now: float) -> Wire:
    """Bring people in: all of them or none, unless `force` lets the valid ones through."""
    room = caller.writable(args["channel"], INVITE)
    _refuse_direct(room)
    users = list(dict.fromkeys(args.get("users") or []))
    if not users:
        raise Refusal("no_user")
    if len(users) > INVITE_LIMIT:
        raise Refusal("too_many_users")
    problems = {user: code for user in users if (code := _why_not(caller, room, user))}
    valid = [user for user in users if user not in problems]
    errors = [{"user": user, "ok": False, "error": code} for user, code in problems.items()]
    if errors and not (args.get("force") and valid):
        raise Refusal(next(iter(problems.values())), {"errors": errors})
    for user in valid:
        membership.enter(caller.space, room, user, now, inviter=caller.bot.id)
    return {"channel": shapes.channel(caller.space, room, caller.bot.id)} | ({"errors": errors} if errors else {})


def kick(caller: Caller, args: Args, now: float) -> Wire:
    """Take somebody out."""
    room = caller.writable(args["channel"], MANAGE)
    _refuse_direct(room)
    user = args["user"]
    if user not in caller.space.people:
        raise Refusal("user_not_found")
    if user == caller.bot.id:
        raise Refusal("cant_kick_self")
    if room.is_general:
        raise Refusal("cant_kick_from_general")
    if user not in room.members:
        raise Refusal("not_in_channel")
    membership.depart(caller.space, room, user, now, removed_by=caller.bot.id)
    return {"errors": {}}


def _why_not(caller: Caller, room: Channel, user: str) -> str | None:
    person = caller.space.people.get(user)
    if person is None:
        return "user_not_found"
    if user == caller.bot.id:
        return "cant_invite_self"
    if user in room.members:
        return "already_in_channel"
    if person.deleted:
        return "cant_invite"
    if caller.space.foreign(person):
        return "no_external_invite_permission"
    if person.is_ultra_restricted:
        return "ura_max_channels" if _has_a_channel(caller, user) else None
    return "user_is_restricted" if person.is_restricted else None


def _has_a_channel(caller: Caller, user: str) -> bool:
    return any(user in room.members for room in caller.space.channels.values() if not room.is_direct)


def _refuse_direct(room: Channel) -> None:
    if room.is_direct:
        raise Refusal("method_not_supported_for_channel_type")


METHODS = (
    Method("conversations.join", join, accepts("channel"), required=("channel",), scopes=("channels:join",)),
    Method("conversations.leave", leave, accepts("channel"), required=("channel",), scopes=any_scope(MANAGE)),
    Method(
        "conversations.invite",
        invite,
        accepts("channel", several="users", flag="force"),
        required=("channel",),
        scopes=any_scope(INVITE),
        tier=Tier.THREE,
    ),
    Method(
        "conversations.kick",
        kick,
        accepts("channel user"),
        required=("channel", "user"),
        scopes=any_scope(MANAGE),
    ),
)
