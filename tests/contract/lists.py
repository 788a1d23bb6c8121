"""What a recording becomes for the compiler: calls, answers, responses and payloads, each with its type."""

from collections.abc import Iterable

from sandbox.calls import arguments
from sandbox.catalogue import CATALOGUE
from sandbox.refusal import Refusal
from tests.contract import compiler
from tests.contract.compiler import Listing
from tests.contract.gaps import Gap, without_gaps
from tests.contract.recorded import Fact, one_of_each

INTERACTIONS = {
    "slash_commands": "bolt.SlashCommand",
    "block_actions": "Pressed",
    "view_submission": "bolt.ViewSubmitAction",
    "view_closed": "bolt.ViewClosedAction",
    "shortcut": "bolt.GlobalShortcut",
    "message_action": "bolt.MessageShortcut",
    "block_suggestion": "bolt.BlockSuggestion",
}

MESSAGES = {
    "": "Said",
    "channel_join": "bolt.EnvelopedEvent<Joined>",
    "file_share": "Shared",
    "group_join": 'Private<"join", Joined>',
    "message_changed": "Changed",
    "message_deleted": "Deleted",
    "pinned_item": "Said",
    "thread_broadcast": "Broadcast",
}
RESPONSES = {"chat.update": "Updated", "conversations.replies": "Thread"}
EVENTS = {"pin_added": "Pinned", "pin_removed": "Pinned"}


def our_calls(facts: Iterable[Fact]) -> list[tuple[str, Fact]]:
    """The calls of our bot, each with its arguments in their own types though a form sent them as text."""
    return [
        (each["method"], _typed(each["method"], each["args"]))
        for each in facts
        if each["kind"] == "call" and each["ours"]
    ]


def calls(facts: Iterable[Fact]) -> Listing:
    """The calls of our bot, for the compiler."""
    listing = Listing("calls")
    for method, args in one_of_each(our_calls(facts)):
        listing.add(compiler.call(method, args), f"{method} {args}")
    return listing


def answers(facts: Iterable[Fact]) -> Listing:
    """What our bot answered commands and views with, at once or by response_url."""
    listing = Listing("answers")
    for kind, body in one_of_each(_answered(each) for each in facts if each["ours"]):
        if kind in compiler.ANSWERS and body:
            listing.add(compiler.answer(kind, body), f"{kind} {body}")
    return listing


def responses(facts: Iterable[Fact]) -> tuple[Listing, set[Gap]]:
    """What the local Slack answered calls with, whoever made them."""
    listing = Listing("responses")
    known = ((each["method"], each["answer"]) for each in facts if each["kind"] == "call")
    return listing, _fill(listing, ((_response(method), body) for method, body in known if body))


def payloads(facts: Iterable[Fact]) -> tuple[Listing, set[Gap]]:
    """What the local Slack sent to apps."""
    listing = Listing("payloads")
    found = ((_payload(each), each["payload"]) for each in facts if "payload" in each)
    return listing, _fill(listing, found)


def _fill(listing: Listing, things: Iterable[tuple[str, Fact]]) -> set[Gap]:
    used: set[Gap] = set()
    for type_name, value in one_of_each(things):
        left, gaps = without_gaps(type_name, value)
        used |= gaps
        listing.add(compiler.sent(type_name, left), f"{type_name} {left}")
    return used


def _typed(method: str, args: Fact) -> Fact:
    known = CATALOGUE.get(method)
    if known is None:
        return args
    try:
        typed, complaints = arguments.check(known, args)
    except Refusal:
        return args
    return args if complaints else typed


def _response(method: str) -> str:
    if method not in CATALOGUE:
        return "Unknown"
    words = "".join(part[0].upper() + part[1:] for part in method.split("."))
    return RESPONSES.get(method, f"api.{words}Response")


def _payload(fact: Fact) -> str:
    if fact["kind"] == "event":
        return _event(fact["payload"]["event"])
    return INTERACTIONS[fact["payload"].get("type", fact.get("transport"))]


def _event(event: Fact) -> str:
    if event["type"] != "message":
        return EVENTS.get(event["type"], f'Event<"{event["type"]}">')
    subtype = str(event.get("subtype", ""))
    if subtype in MESSAGES:
        return MESSAGES[subtype]
    prefix, _, rest = subtype.partition("_")
    return f'Private<"{rest}">' if prefix == "group" else f'Message<"{subtype}">'


def _answered(fact: Fact) -> tuple[str, Fact]:
    if fact["kind"] == "respond":
        return "respond", fact["body"]
    if fact["kind"] == "interaction":
        return fact["payload"].get("type", fact["transport"]), fact["answer"] or {}
    return "", {}
