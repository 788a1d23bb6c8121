"""canvases.create, edit, sections.lookup and conversations.canvases.create."""

from typing import Any

from sandbox.method import READ, Args, Caller, Method, Tier, accepts
from sandbox.model import Canvas, Wire
from sandbox.refusal import Refusal
from sandbox.state import canvases

KINDS = ("any_header", "h1", "h2", "h3")


def create(caller: Caller, args: Args, now: float) -> Wire:
    """A canvas that stands alone, or the tab of a channel."""
    _check_enabled(caller)
    if "channel_id" in args:
        return create_in_channel(caller, args, now)
    if not caller.space.settings.paid:
        raise Refusal("free_teams_cannot_create_non_tabbed_canvases")
    text = _content(args.get("document_content"), "canvas_creation_failed")
    made = canvases.create(caller.space, args.get("title", ""), text, caller.bot.id, now)
    return {"canvas_id": made.id}


def create_in_channel(caller: Caller, args: Args, now: float) -> Wire:
    """The canvas of a channel; there is only one."""
    _check_enabled(caller)
    room = caller.writable(args["channel_id"], READ)
    if room.canvas is not None:
        paid = caller.space.settings.paid
        raise Refusal("channel_canvas_already_exists" if paid else "free_team_canvas_tab_already_exists")
    text = _content(args.get("document_content"), "canvas_creation_failed")
    made = canvases.create(caller.space, args.get("title", ""), text, caller.bot.id, now)
    canvases.put_in_tab(caller.space, room, made)
    return {"canvas_id": made.id}


def edit(caller: Caller, args: Args, now: float) -> Wire:
    """Change one section, or the whole; Slack takes one change in a call."""
    _check_enabled(caller)
    canvas = _find(caller, args)
    if not caller.space.settings.paid and canvas.channel is None:
        raise Refusal("free_teams_cannot_edit_standalone_canvases")
    changes = args["changes"]
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise Refusal.listing("invalid_arguments", ["[ERROR] must hold exactly one change [json-pointer:/changes]"])
    change = changes[0]
    operation = _checked(change)
    text = _content(change["document_content"], "canvas_editing_failed") if "document_content" in change else ""
    canvases.change(caller.space, canvas, operation, change.get("section_id"), text)
    return {}


def lookup(caller: Caller, args: Args, now: float) -> Wire:
    """The sections that answer a description."""
    _check_enabled(caller)
    canvas = _find(caller, args)
    criteria = args["criteria"]
    kinds, contains = criteria.get("section_types") or [], criteria.get("contains_text") or ""
    known = isinstance(kinds, list) and all(kind in KINDS for kind in kinds)
    if not known or not (kinds or contains) or set(criteria) - {"section_types", "contains_text"}:
        raise Refusal.listing("invalid_arguments", ["[ERROR] must describe sections [json-pointer:/criteria]"])
    return {"sections": [{"id": each} for each in canvases.lookup(canvas, kinds, contains)]}


def _check_enabled(caller: Caller) -> None:
    if not caller.space.settings.canvases:
        raise Refusal("canvas_disabled_user_team")


def _find(caller: Caller, args: Args) -> Canvas:
    found = caller.space.canvases.get(args["canvas_id"])
    if found is None or not canvases.seen_by(caller.space, found, caller.bot.id):
        raise Refusal("canvas_not_found")
    return found


def _checked(change: dict[str, Any]) -> str:
    operation = str(change.get("operation"))
    complaints = []
    if operation not in canvases.OPERATIONS:
        complaints.append("[ERROR] unknown operation [json-pointer:/changes/0/operation]")
    if operation in canvases.NEEDS_SECTION and not change.get("section_id"):
        complaints.append("[ERROR] missing required field: section_id [json-pointer:/changes/0]")
    if operation in canvases.NEEDS_CONTENT and not change.get("document_content"):
        complaints.append("[ERROR] missing required field: document_content [json-pointer:/changes/0]")
    if complaints:
        raise Refusal.listing("invalid_arguments", complaints)
    return operation


def _content(sent: Any, code: str) -> str:
    if sent is None:
        return ""
    if not isinstance(sent, dict) or sent.get("type") != "markdown" or not isinstance(sent.get("markdown"), str):
        raise Refusal(code, {"detail": "document_content must be markdown"})
    return str(sent["markdown"])


WRITE = ("canvases:write",)
METHODS = (
    Method(
        "canvases.create", create, accepts("title channel_id", json="document_content"), scopes=WRITE, tier=Tier.TWO
    ),
    Method(
        "conversations.canvases.create",
        create_in_channel,
        accepts("title channel_id", json="document_content"),
        required=("channel_id",),
        scopes=WRITE,
        tier=Tier.TWO,
    ),
    Method(
        "canvases.edit",
        edit,
        accepts("canvas_id", json="changes"),
        required=("canvas_id", "changes"),
        scopes=WRITE,
    ),
    Method(
        "canvases.sections.lookup",
        lookup,
        accepts("canvas_id", json="criteria"),
        required=("canvas_id", "criteria"),
        scopes=("canvases:read",),
    ),
)
