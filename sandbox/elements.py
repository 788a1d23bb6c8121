"""Interactive elements as people use them: found in blocks, chosen from, and what an untouched one says."""

from collections.abc import Iterator
from typing import Any

from sandbox.model import Wire
from sandbox.refusal import Refusal

HOLDERS = {"actions": "elements", "context_actions": "elements", "card": "actions"}
PRESSED = ("button", "workflow_button", "icon_button", "feedback_buttons")
TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
CHOSEN = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
ONE_OPTION = ("static_select", "external_select", "radio_buttons", "overflow")
SEVERAL_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")
INITIAL = {
    "users_select": "initial_user",
    "channels_select": "initial_channel",
    "conversations_select": "initial_conversation",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
    "multi_users_select": "initial_users",
    "multi_channels_select": "initial_channels",
    "multi_conversations_select": "initial_conversations",
}


def interactive(blocks: list[Wire]) -> Iterator[tuple[Wire, Wire]]:
    """Every block with each of its interactive elements."""
    for block in blocks:
        single = [block[place] for place in ("accessory", "element") if place in block]
        several = block.get(HOLDERS.get(block.get("type", ""), ""), [])
        for element in (*single, *several):
            if "action_id" in element:
                yield block, element


def find(blocks: list[Wire], action_id: str, block_id: str | None = None) -> tuple[Wire, Wire] | None:
    """The block and element with this action_id."""
    for block, element in interactive(blocks):
        if element["action_id"] == action_id and block_id in (None, block["block_id"]):
            return block, element
    return None


def chosen(element: Wire, value: Any) -> Wire:
    """The part of an action or of a view's state that says what was chosen. A dict is taken as it is."""
    kind = element.get("type", "button")
    if isinstance(value, dict):
        return value
    if kind in PRESSED:
        picked = element.get("value") if value is None else value
        return {"text": element.get("text"), "value": picked} if picked is not None else {"text": element.get("text")}
    if kind in TEXT_INPUTS:
        return {"value": None if value in (None, "") else str(value)}
    if kind in ONE_OPTION:
        return {"selected_option": None if value is None else _option(element, value)}
    if kind in SEVERAL_OPTIONS:
        return {"selected_options": [_option(element, each) for each in _several(value)]}
    if kind in CHOSEN:
        return {CHOSEN[kind]: _several(value) if kind.startswith("multi_") else value}
    raise Refusal("element_not_supported", {"type": kind})


def initial(element: Wire) -> Wire:
    """What an untouched element says in a view's state."""
    kind = element["type"]
    if kind in TEXT_INPUTS:
        return {"value": element.get("initial_value")}
    if kind in ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in SEVERAL_OPTIONS:
        return {"selected_options": element.get("initial_options", [])}
    if kind == "rich_text_input":
        return {"rich_text_value": element.get("initial_value")}
    if kind in CHOSEN:
        nothing: Any = [] if kind.startswith("multi_") else None
        return {CHOSEN[kind]: element.get(INITIAL[kind], nothing)}
    return {}


def is_empty(answer: Wire) -> bool:
    """Whether a field's state says nothing."""
    return not any(value not in (None, "", []) for name, value in answer.items() if name != "type")


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _option(element: Wire, value: Any) -> Wire:
    if isinstance(value, dict):
        return value
    groups = [element.get("options", []), *(group.get("options", []) for group in element.get("option_groups", []))]
    for group in groups:
        for option in group:
            if option.get("value") == value:
                return dict(option)
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    raise Refusal("option_not_found", {"value": value})
