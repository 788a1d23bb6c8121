"""The fields of a modal: what they hold, and what Slack itself checks before the app hears of a submission."""

from typing import Any

from sandbox import elements
from sandbox.model import View, Wire
from sandbox.refusal import Refusal

REQUIRED = "Please complete this required field."


def filled(shown: View, values: Wire) -> Wire:
    """The view's state with these values put in.

    `values` is {block_id: {action_id: value}} or {action_id: value}. Refuses with field_not_found for a field that
    the view does not have, so that a test cannot fill in what a person could not see.
    """
    by_action = {name: value for name, value in values.items() if not _is_block(shown, name, value)}
    state: Wire = {}
    used: set[str] = set()
    for block, element in elements.interactive(shown.body["blocks"]):
        if element["type"] in ("button", "overflow"):
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        given = values.get(block_id) if block_id not in by_action else None
        kept = shown.state.get(block_id, {}).get(action_id)
        answer: Wire = kept or elements.initial(element)
        if isinstance(given, dict) and action_id in given:
            answer = elements.chosen(element, given[action_id])
            used.add(block_id)
        elif action_id in by_action:
            answer = elements.chosen(element, by_action[action_id])
            used.add(action_id)
        state.setdefault(block_id, {})[action_id] = {"type": element["type"], **answer}
    missing = set(values) - used - {name for name, value in values.items() if value == {}}
    if missing:
        raise Refusal("field_not_found", {"fields": sorted(missing)})
    return state


def problems(shown: View) -> dict[str, str]:
    """What Slack tells the person under a field instead of sending the form: block_id -> sentence."""
    found: dict[str, str] = {}
    for block in shown.body["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        answer = shown.state.get(block["block_id"], {}).get(element["action_id"], {})
        if elements.is_empty(answer):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
            continue
        complaint = _length_problem(element, str(answer.get("value") or ""))
        if complaint:
            found[block["block_id"]] = complaint
    return found


def _length_problem(element: Wire, text: str) -> str | None:
    if element["type"] != "plain_text_input":
        return None
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < shortest:
        return f"Please enter at least {shortest} characters."
    return f"Please enter at most {longest} characters." if len(text) > longest else None


def _is_block(shown: View, name: str, value: Any) -> bool:
    return isinstance(value, dict) and any(block["block_id"] == name for block in shown.body["blocks"])
