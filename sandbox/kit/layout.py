"""The blocks themselves and which surface takes which. Limits as in Slack's Block Kit reference."""

from collections.abc import Mapping
from typing import Any

from sandbox.kit.cards import NEWER, container, data_table
from sandbox.kit.checks import (
    Check,
    Complaints,
    any_value,
    at_least_one,
    by_type,
    complain,
    exactly_one,
    flag,
    many,
    one_of,
    shape,
    string,
)
from sandbox.kit.elements import ID, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.kit.objects import SLACK_FILE, URL, plain, text
from sandbox.kit.richtext import RICH_TEXT


def _block(fields: Mapping[str, Check], required: tuple[str, ...] = (), *also: Check) -> Check:
    return shape({"type": any_value, "block_id": ID, **fields}, required, *also)


def _own_action_ids(value: Any, where: str, found: Complaints) -> None:
    given = [each["action_id"] for each in value["elements"] if "action_id" in each]
    for repeated in sorted({each for each in given if given.count(each) > 1}):
        complain(found, f"`action_id` {repeated} already exists for the block", where)


_CELL = by_type(
    {
        "raw_text": shape({"type": any_value, "text": string(3000)}, ("text",)),
        "raw_number": shape({"type": any_value, "value": any_value, "text": string(3000)}, ("value",)),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = shape({"align": one_of("left", "center", "right"), "is_wrapped": flag})
_CONTEXT_ITEM = by_type({"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)})

EVERYWHERE: Mapping[str, Check] = {
    "section": _block(
        {"text": text(3000), "fields": many(text(2000), 10), "accessory": by_type(IN_SECTION), "expand": flag},
        (),
        at_least_one("text", "fields"),
    ),
    "header": _block({"text": plain(150)}, ("text",)),
    "divider": _block({}),
    "context": _block({"elements": many(_CONTEXT_ITEM, 10)}, ("elements",)),
    "actions": _block({"elements": many(by_type(IN_ACTIONS), 25)}, ("elements",), _own_action_ids),
    "image": _block(
        {"image_url": string(URL), "slack_file": SLACK_FILE, "alt_text": string(2000), "title": plain(2000)},
        ("alt_text",),
        exactly_one("image_url", "slack_file"),
    ),
    "input": _block(
        {
            "label": plain(2000),
            "element": by_type(IN_INPUT),
            "hint": plain(2000),
            "optional": flag,
            "dispatch_action": flag,
        },
        ("label", "element"),
    ),
    "rich_text": RICH_TEXT,
    "video": _block(
        {
            "alt_text": string(2000),
            "author_name": string(49),
            "description": plain(200),
            "provider_icon_url": string(URL),
            "provider_name": string(255),
            "title": plain(199),
            "title_url": string(URL),
            "thumbnail_url": string(URL),
            "video_url": string(URL),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
    "alert": _block({"text": text(3000), "level": one_of("default", "info", "warning", "error", "success")}, ("text",)),
}
TABLE = _block({"rows": many(many(_CELL, 20), 100), "column_settings": many(_COLUMN, 20, least=0)}, ("rows",))
IN_CONTAINER: Mapping[str, Check] = {
    **{name: check for name, check in EVERYWHERE.items() if name != "alert"},
    "table": TABLE,
}
IN_MESSAGE: Mapping[str, Check] = {
    **EVERYWHERE,
    **NEWER,
    "markdown": _block({"text": string(12_000)}, ("text",)),
    "table": TABLE,
    "data_table": data_table(_CELL),
    "container": container(IN_CONTAINER),
}
MESSAGE = many(by_type(IN_MESSAGE), 50, least=0)
_VIEW_BLOCKS = many(by_type(EVERYWHERE), 100, least=0)
_VIEW: Mapping[str, Check] = {
    "type": any_value,
    "blocks": _VIEW_BLOCKS,
    "private_metadata": string(3000, shortest=0),
    "callback_id": string(255, shortest=0),
    "external_id": string(255, shortest=0),
}
MODAL = shape(
    {
        **_VIEW,
        "title": plain(24),
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    ("title", "blocks"),
)
HOME = shape(_VIEW, ("blocks",))
