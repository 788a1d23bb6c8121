"""The newer blocks of messages: cards, containers, plans, feedback. As far as Slack's own SDKs describe them."""

from collections.abc import Mapping
from typing import Any

from sandbox.kit.checks import (
    Check,
    Complaints,
    any_value,
    at_least_one,
    by_type,
    complain,
    flag,
    many,
    number,
    one_of,
    shape,
    string,
)
from sandbox.kit.elements import BUTTON, ID, IMAGE, element
from sandbox.kit.objects import URL, plain, text
from sandbox.kit.richtext import RICH_TEXT

_IMAGE = by_type({"image": IMAGE})
_SOURCE = by_type({"url": shape({"type": any_value, "url": string(URL), "text": string(3000)}, ("url", "text"))})
_STATUS = one_of("pending", "in_progress", "complete", "error")
_FEEDBACK = shape(
    {"text": plain(75), "value": string(2000), "accessibility_label": string(75)},
    ("text", "value"),
)
_IN_CONTEXT = by_type(
    {
        "feedback_buttons": element(
            {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, ("positive_button", "negative_button")
        ),
        "icon_button": element(
            {
                "icon": string(255),
                "text": plain(75),
                "value": string(2000, shortest=0),
                "accessibility_label": string(75),
                "visible_to_user_ids": many(string(255), 100, least=0),
            },
            ("icon", "text"),
        ),
    }
)


def _block(fields: Mapping[str, Check], required: tuple[str, ...] = (), *also: Check) -> Check:
    return shape({"type": any_value, "block_id": ID, **fields}, required, *also)


def _header_divider(value: Any, where: str, found: Complaints) -> None:
    if value.get("is_collapsible") and value.get("has_header_divider"):
        complain(found, "has_header_divider cannot be set when is_collapsible is true", where)
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        complain(found, "default_collapsed requires is_collapsible", where)


CARD = _block(
    {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": many(by_type({"button": BUTTON}), 25),
    },
    (),
    at_least_one("hero_image", "title", "actions", "body"),
)
TASK_CARD = _block(
    {
        "task_id": string(255),
        "title": string(3000),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": many(_SOURCE, 100, least=0),
        "status": _STATUS,
    },
    ("task_id", "title", "status"),
)
NEWER: Mapping[str, Check] = {
    "card": CARD,
    "carousel": _block({"elements": many(by_type({"card": CARD}), 10)}, ("elements",)),
    "task_card": TASK_CARD,
    "plan": _block({"title": string(3000), "tasks": many(by_type({"task_card": TASK_CARD}), 100)}, ("title",)),
    "context_actions": _block({"elements": many(_IN_CONTEXT, 5)}, ("elements",)),
}


def container(children: Mapping[str, Check]) -> Check:
    """A container for some of the other blocks."""
    return _block(
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(150),
            "child_blocks": many(by_type(children), 10),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            **dict.fromkeys(("is_collapsible", "default_collapsed", "has_header_divider"), flag),
        },
        ("child_blocks",),
        at_least_one("title", "rich_text_title"),
        _header_divider,
    )


def data_table(cell: Check) -> Check:
    """A table that people can leaf through."""
    return _block(
        {
            "rows": many(many(cell, 20), 100),
            "caption": string(3000),
            "page_size": number(1, 100),
            "row_header_column_index": number(0, 19),
        },
        ("rows", "caption"),
    )
