"""views.open, push, update and publish, and blocks.validate."""

import json
import re
from typing import Any

from sandbox import blocks, shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import View, Wire
from sandbox.refusal import Refusal
from sandbox.state import modals

LARGEST = 250_000
COMPLAINT = re.compile(r"\[ERROR\] (?P<message>.*) \[json-pointer:(?P<pointer>[^\]]*)\]", re.DOTALL)
SUBJECTS = ("blocks", "message", "view")


def open_modal(caller: Caller, args: Args, now: float) -> Wire:
    """Show a modal to the person whose action gave the trigger id."""
    body = _checked(args, "modal")
    trigger = caller.app.spend_trigger(args["trigger_id"], now)
    return _shown(caller, modals.open_first(caller.space, trigger.user, body, now))


def push(caller: Caller, args: Args, now: float) -> Wire:
    """Show a modal on top of the one the trigger came from."""
    body = _checked(args, "modal")
    trigger = caller.app.spend_trigger(args["trigger_id"], now)
    return _shown(caller, modals.push(caller.space, trigger.user, body, now))


def update(caller: Caller, args: Args, now: float) -> Wire:
    """Replace what an open view shows, if the hash is still that of the caller."""
    shown = _find(caller, args)
    body = _checked(args, shown.body["type"])
    _check_hash(shown, args)
    return _shown(caller, modals.update(caller.space, shown, body, now))


def publish(caller: Caller, args: Args, now: float) -> Wire:
    """Fill somebody's Home tab."""
    if not caller.app.home_enabled:
        raise Refusal("not_enabled")
    if args["user_id"] not in caller.space.people:
        raise Refusal("user_not_found")
    body = _checked(args, "home")
    if args["user_id"] in caller.space.homes:
        _check_hash(caller.space.homes[args["user_id"]], args)
    return _shown(caller, modals.publish(caller.space, args["user_id"], body, now))


def _checked(args: Args, kind: str) -> Wire:
    view = args["view"]
    complaints = blocks.check_view(view, kind)
    if complaints:
        raise Refusal.listing("invalid_arguments", complaints)
    if len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST:
        raise Refusal("view_too_large")
    return dict(view)


def _find(caller: Caller, args: Args) -> View:
    if "external_id" in args:
        wanted = args["external_id"]
        found = next((each for each in caller.space.views.values() if each.body.get("external_id") == wanted), None)
    else:
        found = caller.space.views.get(args.get("view_id", ""))
    if found is None:
        raise Refusal("not_found")
    return found


def _check_hash(shown: View, args: Args) -> None:
    if args.get("hash") and args["hash"] != shown.hash:
        raise Refusal("hash_conflict")


def _shown(caller: Caller, shown: View) -> Wire:
    return {"view": shapes.view(caller.space, shown)}


def validate(caller: Caller, args: Args, now: float) -> Wire:
    """Nothing but ok for what is fine. Refuses with invalid_blocks and a list of errors."""
    given = [name for name in SUBJECTS if args.get(name) is not None]
    if len(given) != 1:
        raise Refusal.listing("invalid_arguments", ["[ERROR] exactly one of blocks, message and view is needed"])
    complaints = _complaints(given[0], args[given[0]])
    if complaints:
        errors = [_error(each) for each in complaints]
        raise Refusal("invalid_blocks", {"errors": errors, "response_metadata": {"messages": complaints}})
    return {}


def _complaints(subject: str, sent: Any) -> list[str]:
    if subject == "blocks":
        return blocks.check_message(sent)
    if not isinstance(sent, dict):
        return [f"[ERROR] must be an object [json-pointer:/{subject}]"]
    if subject == "message":
        return blocks.check_message(sent.get("blocks"))
    return blocks.check_view(sent, "home" if sent.get("type") == "home" else "modal")


def _error(complaint: str) -> Wire:
    found = COMPLAINT.fullmatch(complaint)
    return {"code": "invalid", **found.groupdict()} if found else {"code": "invalid", "message": complaint}


METHODS = (
    Method("blocks.validate", validate, accepts(json="blocks message view")),
    Method(
        "views.open",
        open_modal,
        accepts("trigger_id interactivity_pointer", json="view"),
        required=("trigger_id", "view"),
        tier=Tier.FOUR,
    ),
    Method(
        "views.push",
        push,
        accepts("trigger_id interactivity_pointer", json="view"),
        required=("trigger_id", "view"),
        tier=Tier.FOUR,
    ),
    Method(
        "views.update",
        update,
        accepts("view_id external_id hash", json="view"),
        required=("view",),
        tier=Tier.FOUR,
    ),
    Method(
        "views.publish",
        publish,
        accepts("user_id hash", json="view"),
        required=("user_id", "view"),
        tier=Tier.FOUR,
    ),
)
