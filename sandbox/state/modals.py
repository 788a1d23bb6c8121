"""Views: the stack of modals in front of a person, and their Home tab. Who may open one is decided elsewhere."""

from typing import Any

from sandbox.elements import HOLDERS
from sandbox.model import View, Wire
from sandbox.refusal import Refusal
from sandbox.workspace import Workspace

STACK_LIMIT = 3


def open_first(space: Workspace, user: str, body: Wire, now: float) -> View:
    """Show a modal to somebody, in place of whatever stack they had."""
    close_all(space, user)
    return _show(space, user, body, now, previous=None)


def push(space: Workspace, user: str, body: Wire, now: float) -> View:
    """Show a modal on top of the one in front. Refuses with push_limit_reached above three."""
    stack = space.stacks[user]
    if len(stack) >= STACK_LIMIT:
        raise Refusal("push_limit_reached")
    return _show(space, user, body, now, previous=stack[-1] if stack else None)


def update(space: Workspace, shown: View, body: Wire, now: float) -> View:
    """Replace what an open view shows; what was typed into fields that remain stays."""
    _claim_external_id(space, body, shown)
    shown.body = with_ids(body)
    shown.hash = space.new_hash(now)
    kept = {block["block_id"] for block in shown.body.get("blocks", [])}
    shown.state = {block: values for block, values in shown.state.items() if block in kept}
    space.touch(shown.user)
    return shown


def publish(space: Workspace, user: str, body: Wire, now: float) -> View:
    """Replace somebody's Home tab."""
    if user in space.homes:
        return update(space, space.homes[user], body, now)
    view_id = space.new_id("V")
    shown = View(view_id, user, with_ids(body), space.new_hash(now), view_id)
    space.homes[user] = shown
    space.views[view_id] = shown
    space.touch(user)
    return shown


def close(space: Workspace, shown: View) -> None:
    """Take one view from its person's stack."""
    space.stacks[shown.user] = [each for each in space.stacks[shown.user] if each.id != shown.id]
    space.views.pop(shown.id, None)
    space.touch(shown.user)


def close_all(space: Workspace, user: str) -> list[View]:
    """Take away the whole stack; gives the views that were open, top first."""
    gone = list(reversed(space.stacks.pop(user, [])))
    for shown in gone:
        space.views.pop(shown.id, None)
    space.touch(user)
    return gone


def with_ids(body: Wire) -> Wire:
    """The view with a block_id on every block, as Slack fills them in."""
    return {**body, "blocks": identified(body.get("blocks", []))}


def identified(blocks: list[Wire]) -> list[Wire]:
    """The blocks with a block_id on each and an action_id on each interactive element."""
    return [_identified(block, index) for index, block in enumerate(blocks)]


def _identified(block: Wire, index: int) -> Wire:
    filled: dict[str, Any] = {**block, "block_id": block.get("block_id") or f"b{index:03d}"}
    for place in ("element", "accessory"):
        if place in filled and filled[place].get("type") != "image":
            filled[place] = {"action_id": f"a{index:03d}", **filled[place]}
    held = HOLDERS.get(filled["type"])
    if held is not None and held in filled:
        numbered = enumerate(filled[held])
        filled[held] = [{"action_id": f"a{index:03d}{place:02d}", **element} for place, element in numbered]
    return filled


def _show(space: Workspace, user: str, body: Wire, now: float, previous: View | None) -> View:
    _claim_external_id(space, body, None)
    view_id = space.new_id("V")
    root = previous.root_id if previous else view_id
    shown = View(view_id, user, with_ids(body), space.new_hash(now), root, previous.id if previous else None)
    space.views[view_id] = shown
    space.stacks[user].append(shown)
    space.touch(user)
    return shown


def _claim_external_id(space: Workspace, body: Wire, owner: View | None) -> None:
    wanted = body.get("external_id")
    taken = wanted and any(each.body.get("external_id") == wanted for each in space.views.values() if each is not owner)
    if taken:
        raise Refusal.listing("invalid_arguments", ["[ERROR] external_id must be unique [json-pointer:/view]"])
