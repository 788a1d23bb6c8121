"""Whether Slack would take these blocks or this view: nothing, or Slack's complaints. The rules are in kit/."""

from collections.abc import Iterator
from typing import Any

from sandbox.kit.checks import Complaints, complain
from sandbox.kit.layout import HOME, MESSAGE, MODAL

SURFACES = {"modal": MODAL, "home": HOME}
ALL_MARKDOWN = 12_000


def check_message(sent: Any) -> Complaints:
    """Complaints about the blocks of a message."""
    found: Complaints = []
    if not sent:
        return found
    MESSAGE(sent, "/blocks", found)
    if not found:
        _check_ids(sent, "/blocks", found)
        _check_whole(sent, found)
    return found


def check_view(view: Any, kind: str) -> Complaints:
    """Complaints about a modal or a Home tab."""
    found: Complaints = []
    if not isinstance(view, dict):
        return ["[ERROR] must be an object [json-pointer:/view]"]
    if view.get("type") != kind:
        return [f"[ERROR] must be a view of type {kind} [json-pointer:/view/type]"]
    SURFACES[kind](view, "/view", found)
    if found:
        return found
    _check_ids(view["blocks"], "/view/blocks", found)
    if kind == "modal" and not view.get("submit") and any(block["type"] == "input" for block in view["blocks"]):
        complain(found, "missing required field: submit (there are input blocks)", "/view")
    return found


def size(sent: Any) -> int:
    """How many characters of text the blocks hold together."""
    return sum(len(text) for text in _texts(sent))


def _check_ids(blocks: list[dict[str, Any]], where: str, found: Complaints) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            complain(found, f"`block_id` {block_id} already exists", f"{where}/{index}")
        if block_id:
            seen.add(block_id)


def _check_whole(blocks: list[dict[str, Any]], found: Complaints) -> None:
    if sum(block["type"] == "table" for block in blocks) > 1:
        complain(found, "only one table is allowed in a message", "/blocks")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > ALL_MARKDOWN:
        complain(found, f"markdown blocks must be less than {ALL_MARKDOWN + 1} characters together", "/blocks")


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from _texts(each)
