"""usergroups.list, create, update and usergroups.users.list, update. On the free plan there are none."""

import re
from typing import Any

from sandbox import shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import UserGroup, Wire
from sandbox.refusal import Refusal
from sandbox.state import groups

# Slack documents name_too_long, description_too_long and subteam_max_users_exceeded without numbers. These are our own
# estimates: a handle's length, a topic's length, and more people than are ever on call.
NAME_LIMIT = 80
DESCRIPTION_LIMIT = 250
MEMBER_LIMIT = 1_000
HANDLE = re.compile(r"[^\W_][\w.\-]{0,79}")
CHANGEABLE = ("name", "handle", "description", "channels")
RESERVED = ("here", "channel", "everyone", "group", "all")


def listing(caller: Caller, args: Args, now: float) -> Wire:
    """The user groups of the team."""
    _need_plan(caller)
    found = [each for each in caller.space.groups.values() if args.get("include_disabled") or not each.disabled]
    return {"usergroups": [_shape(caller, each, args) for each in found]}


def create(caller: Caller, args: Args, now: float) -> Wire:
    """A new group without members."""
    _need_plan(caller)
    name = args.get("name", "").strip()
    if not name:
        raise Refusal("missing_subteam_name")
    handle = args.get("handle") or re.sub(r"[^\w.\-]+", "-", name.lower()).strip("-")
    facts = _checked(caller, {**args, "name": name, "handle": handle}, None)
    name, handle = facts.pop("name"), facts.pop("handle")
    made = groups.create(caller.space, name, handle, caller.bot.id, now, **facts)
    return {"usergroup": _shape(caller, made, args)}


def update(caller: Caller, args: Args, now: float) -> Wire:
    """Change what a group is called and where its members belong."""
    if not caller.space.settings.paid:
        raise Refusal("paid_teams_only")
    group = _find(caller, args)
    groups.update(caller.space, group, _checked(caller, args, group), caller.bot.id, now)
    return {"usergroup": _shape(caller, group, args)}


def list_users(caller: Caller, args: Args, now: float) -> Wire:
    """Who is in a group."""
    _need_plan(caller)
    return {"users": list(_find(caller, args).members)}


def update_users(caller: Caller, args: Args, now: float) -> Wire:
    """Replace everybody in a group; it cannot be emptied this way."""
    _need_plan(caller)
    group = _find(caller, args)
    users = list(dict.fromkeys(args.get("users") or []))
    if not users:
        raise Refusal("no_users_provided")
    if len(users) > MEMBER_LIMIT:
        raise Refusal("subteam_max_users_exceeded")
    known = caller.space.people
    if any(user not in known or known[user].deleted or known[user].is_bot for user in users):
        raise Refusal("invalid_users")
    if any(caller.space.foreign(known[user]) for user in users):
        raise Refusal("failed_for_some_users")
    groups.set_members(caller.space, group, users, caller.bot.id, now)
    return {"usergroup": _shape(caller, group, {**args, "include_users": True})}


def _need_plan(caller: Caller) -> None:
    if not caller.space.settings.paid:
        raise Refusal("plan_upgrade_required")


def _find(caller: Caller, args: Args) -> UserGroup:
    found = caller.space.groups.get(args["usergroup"])
    if found is None:
        raise Refusal("no_such_subteam")
    return found


def _checked(caller: Caller, args: Args, group: UserGroup | None) -> dict[str, Any]:
    """The fields to set. Refuses what is too long or taken, and channels that do not exist."""
    facts: dict[str, Any] = {name: args[name] for name in CHANGEABLE if name in args}
    if len(facts.get("name", "")) > NAME_LIMIT:
        raise Refusal("name_too_long")
    if len(facts.get("description", "")) > DESCRIPTION_LIMIT:
        raise Refusal("description_too_long")
    others = [each for each in caller.space.groups.values() if each is not group]
    if any(each.name == facts.get("name") for each in others):
        raise Refusal("name_already_exists")
    if "handle" in facts:
        facts["handle"] = _handle(caller, facts["handle"].removeprefix("@"), others)
    if any(channel not in caller.space.channels for channel in facts.get("channels", [])):
        raise Refusal("invalid_channel_provided")
    return facts


def _handle(caller: Caller, handle: str, others: list[UserGroup]) -> str:
    if not HANDLE.fullmatch(handle) or handle != handle.lower():
        raise Refusal("bad_handle")
    if handle in RESERVED:
        raise Refusal("forbidden_handle")
    by_people = any(person.name == handle for person in caller.space.people.values())
    if by_people or handle in caller.space.by_name or any(each.handle == handle for each in others):
        raise Refusal("handle_already_exists")
    return handle


def _shape(caller: Caller, group: UserGroup, args: Args) -> Wire:
    return shapes.group(
        caller.space, group, with_users=args.get("include_users", False), with_count=args.get("include_count", False)
    )


GROUP = accepts("name handle description team_id", flag="include_count enable_section", several="channels")
GROUP |= accepts(several="additional_channels")
WRITE = ("usergroups:write",)
METHODS = (
    Method(
        "usergroups.list",
        listing,
        accepts("team_id", flag="include_count include_disabled include_users"),
        scopes=("usergroups:read",),
        tier=Tier.TWO,
    ),
    Method("usergroups.create", create, GROUP, scopes=WRITE, tier=Tier.TWO),
    Method(
        "usergroups.update",
        update,
        {**GROUP, **accepts("usergroup")},
        required=("usergroup",),
        scopes=WRITE,
        tier=Tier.TWO,
    ),
    Method(
        "usergroups.users.list",
        list_users,
        accepts("usergroup team_id", flag="include_disabled"),
        required=("usergroup",),
        scopes=("usergroups:read",),
        tier=Tier.TWO,
    ),
    Method(
        "usergroups.users.update",
        update_users,
        accepts("usergroup team_id", flag="include_count is_shared", several="users additional_channels"),
        required=("usergroup",),
        scopes=WRITE,
        tier=Tier.TWO,
    ),
)
