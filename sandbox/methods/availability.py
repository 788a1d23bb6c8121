"""dnd.info, dnd.teamInfo and users.getPresence: whether somebody may be disturbed."""

from sandbox import shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import Person, Wire
from sandbox.refusal import Refusal

TEAM_INFO_LIMIT = 50


def info(caller: Caller, args: Args, now: float) -> Wire:
    """One person's Do Not Disturb; snoozing is nobody else's affair."""
    return shapes.do_not_disturb(_somebody(caller, args))


def team_info(caller: Caller, args: Args, now: float) -> Wire:
    """Do Not Disturb of several people; those who do not exist are left out."""
    users = args.get("users") or []
    if not users:
        raise Refusal("no_users_provided")
    if len(users) > TEAM_INFO_LIMIT:
        raise Refusal("too_many_users")
    known = caller.space.people
    return {"users": {user: shapes.do_not_disturb(known[user]) for user in users if user in known}}


def presence(caller: Caller, args: Args, now: float) -> Wire:
    """Whether somebody is active or away; of the app itself a little more."""
    person = _somebody(caller, args)
    if person.id != caller.bot.id:
        return {"presence": person.presence}
    facts = {"online": True, "auto_away": False, "manual_away": False, "connection_count": 1}
    return {"presence": person.presence, **facts, "last_activity": int(now)}


def _somebody(caller: Caller, args: Args) -> Person:
    person = caller.space.people.get(args.get("user") or caller.bot.id)
    if person is None:
        raise Refusal("user_not_found")
    return person


METHODS = (
    Method("dnd.info", info, accepts("user team_id"), scopes=("dnd:read",)),
    Method("dnd.teamInfo", team_info, accepts("team_id", several="users"), scopes=("dnd:read",), tier=Tier.TWO),
    Method("users.getPresence", presence, accepts("user"), scopes=("users:read",)),
)
