"""The small objects inside blocks: texts, options, confirmations. Limits as in Slack's Block Kit reference."""

from typing import Any

from sandbox.kit.checks import (
    Check,
    Complaints,
    any_value,
    by_type,
    complain,
    exactly_one,
    flag,
    many,
    one_of,
    shape,
    string,
)

URL = 3000
_TYPE: Check = any_value  # by_type has looked at it already.


def plain(longest: int) -> Check:
    """A plain_text object."""
    fields = {"type": one_of("plain_text"), "text": string(longest), "emoji": flag}
    return shape(fields, ("type", "text"))


def text(longest: int) -> Check:
    """A plain_text or mrkdwn object."""
    mrkdwn = shape({"type": _TYPE, "text": string(longest), "verbatim": flag}, ("type", "text"))
    return by_type({"plain_text": plain(longest), "mrkdwn": mrkdwn})


CONFIRM = shape(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": one_of("primary", "danger"),
    },
    ("title", "text"),
)
# The type definitions say 75 where the Python models say 150; whoever keeps to 75 is safe with both.
OPTION_VALUE = 75


def option(label: Check) -> Check:
    """An option of a menu."""
    fields = {"text": label, "value": string(OPTION_VALUE), "description": text(75), "url": string(URL)}
    return shape(fields, ("text", "value"))


MENU_OPTION = option(plain(75))
LIST_OPTION = option(text(75))
OPTION_GROUP = shape({"label": plain(75), "options": many(MENU_OPTION, 100)}, ("label", "options"))
SLACK_FILE = shape({"id": string(255), "url": string(URL)}, (), exactly_one("id", "url"))
FILTER = shape(
    {
        "include": many(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
DISPATCH = shape({"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)})


def initial_is_offered(value: Any, where: str, found: Complaints) -> None:
    """What is chosen at first must be one of the options."""
    groups = [value.get("options") or [], *(group["options"] for group in value.get("option_groups") or [])]
    offered = [each["value"] for group in groups for each in group]
    first = value.get("initial_options") or ([value["initial_option"]] if value.get("initial_option") else [])
    if any(each["value"] not in offered for each in first):
        complain(found, "initial option must be one of the options", where)


def values_differ(value: Any, where: str, found: Complaints) -> None:
    """No two options may carry the same value."""
    groups = [value.get("options") or [], *(group["options"] for group in value.get("option_groups") or [])]
    offered = [each["value"] for group in groups for each in group]
    if len(offered) != len(set(offered)):
        complain(found, "option values must be unique", where)
