"""users.info, list, lookupByEmail, profile.get and conversations (presence: availability.py)."""

from sandbox import shapes
from sandbox.method import READ, Args, Caller, Method, Tier, accepts, any_scope
from sandbox.methods.conversations import wanted_kinds
from sandbox.methods.paging import page
from sandbox.model import Wire
from sandbox.refusal import Refusal


def info(caller: Caller, args: Args, now: float) -> Wire:
    """One person."""
    person = caller.space.people.get(args["user"])
    if person is None:
        raise Refusal("user_not_found")
    emails = caller.app.has_scope("users:read.email")
    locale = args.get("include_locale", False)
    return {"user": shapes.user(caller.space, person, now, with_email=emails, with_locale=locale)}


def listing(caller: Caller, args: Args, now: float) -> Wire:
    """The team's people, deactivated ones included."""
    emails = caller.app.has_scope("users:read.email")
    locale = args.get("include_locale", False)
    ours = [each for each in caller.space.people.values() if not caller.space.foreign(each)]
    people, metadata = page(ours, args, default=1000)
    members = [shapes.user(caller.space, each, now, with_email=emails, with_locale=locale) for each in people]
    return {"members": members, "cache_ts": int(now), "response_metadata": metadata}


def lookup(caller: Caller, args: Args, now: float) -> Wire:
    """The person of the team with this e-mail address; deactivated people are not found."""
    wanted = args["email"].strip().lower()
    people = (each for each in caller.space.people.values() if not each.deleted and not caller.space.foreign(each))
    found = next((each for each in people if each.email and each.email.lower() == wanted), None)
    if found is None:
        raise Refusal("users_not_found")
    return {"user": shapes.user(caller.space, found, now)}


def profile(caller: Caller, args: Args, now: float) -> Wire:
    """What somebody says of themselves."""
    person = caller.space.people.get(args.get("user") or caller.bot.id)
    if person is None:
        raise Refusal("user_not_found")
    shape = shapes.profile(caller.space, person, with_email=caller.app.has_scope("users:read.email"))
    del shape["team"]  # Slack has it in users.info alone.
    return {"profile": shape}


def conversations(caller: Caller, args: Args, now: float) -> Wire:
    """The channels somebody is in, as far as the app may see them."""
    kinds = wanted_kinds(caller, args)
    user = args.get("user", caller.bot.id)
    if user not in caller.space.people:
        raise Refusal("user_not_found")
    rooms = [
        room
        for room in caller.space.channels.values()
        if room.kind in kinds and user in room.members and (room.is_public or caller.bot.id in room.members)
    ]
    if args.get("exclude_archived"):
        rooms = [room for room in rooms if not room.archived]
    found, metadata = page(rooms, args)
    shown = [shapes.channel(caller.space, room, caller.bot.id) for room in found]
    for each in shown:
        each.pop("is_member", None)  # What is listed is what this person is a member of.
    return {"channels": shown, "response_metadata": metadata}


METHODS = (
    Method(
        "users.info",
        info,
        accepts("user", flag="include_locale"),
        required=("user",),
        scopes=("users:read",),
        tier=Tier.FOUR,
    ),
    Method(
        "users.list",
        listing,
        accepts("cursor team_id", number="limit", flag="include_locale presence"),
        scopes=("users:read",),
        tier=Tier.TWO,
    ),
    Method(
        "users.lookupByEmail",
        lookup,
        accepts("email"),
        required=("email",),
        scopes=("users:read.email",),
    ),
    Method(
        "users.profile.get",
        profile,
        accepts("user", flag="include_labels"),
        scopes=("users.profile:read",),
        tier=Tier.FOUR,
    ),
    Method(
        "users.conversations",
        conversations,
        accepts("cursor team_id user", number="limit", flag="exclude_archived", several="types"),
        scopes=any_scope(READ),
    ),
)
