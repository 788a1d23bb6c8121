"""The rules of calls that neither Slack's types nor slack_sdk's models know: counts, lengths and names."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.contract.recorded import Fact

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
BLOCK_TEXT = 12_000
UPDATE_TEXT = 4_000
TOPIC = 250
INVITED = 100
NAME = re.compile(r"[\w-]{1,80}")
Rule = Callable[[str, Fact], Iterator[str]]


def broken(method: str, args: Fact) -> list[str]:
    """The rules that a call breaks, in words."""
    return list(chain.from_iterable(rule(method, args) for rule in RULES))


def models_refuse(method: str, args: Fact) -> list[str]:
    """What slack_sdk's own models say against the blocks and the view of a call."""
    try:
        for block in _blocks(args):
            parsed = Block.parse(block)
            if parsed is None:
                return [f"{method}: slack_sdk knows no block {block.get('type')}"]
            parsed.validate_json()
        if "view" in args:
            View(**args["view"]).validate_json()
    except (SlackObjectFormationError, TypeError) as refusal:
        return [f"{method}: {refusal}"]
    return []


def _blocks(args: Fact) -> list[Fact]:
    return [*(args.get("blocks") or ()), *(args.get("view", {}).get("blocks") or ())]


def _counts(method: str, args: Fact) -> Iterator[str]:
    if len(args.get("blocks") or ()) > MESSAGE_BLOCKS:
        yield f"{method}: more than {MESSAGE_BLOCKS} blocks"
    if len(args.get("view", {}).get("blocks") or ()) > VIEW_BLOCKS:
        yield f"{method}: more than {VIEW_BLOCKS} blocks in a view"
    for block in _blocks(args):
        if block.get("type") in ("actions", "context") and not block.get("elements"):
            yield f"{method}: an empty {block['type']} block"


def _identities(method: str, args: Fact) -> Iterator[str]:
    named = [block["block_id"] for block in _blocks(args) if block.get("block_id")]
    if len(named) != len(set(named)):
        yield f"{method}: a block_id is there twice"
    for block in _blocks(args):
        actions = [each["action_id"] for each in block.get("elements") or () if "action_id" in each]
        if len(actions) != len(set(actions)):
            yield f"{method}: an action_id is there twice in one block"


def _forms(method: str, args: Fact) -> Iterator[str]:
    view = args.get("view", {})
    asks = any(block.get("type") == "input" for block in view.get("blocks") or ())
    if asks and view.get("type") == "modal" and not view.get("submit"):
        yield f"{method}: an input without submit"


def _lengths(method: str, args: Fact) -> Iterator[str]:
    total = sum(map(_text_size, args.get("blocks") or ()))
    if total > BLOCK_TEXT:
        yield f"{method}: {total} characters in blocks"
    if method in ("chat.update", "chat.postMessage") and len(args.get("text") or "") > UPDATE_TEXT:
        yield f"{method}: text of more than {UPDATE_TEXT} characters"
    for name in ("topic", "purpose"):
        if method.startswith("conversations.set") and len(args.get(name) or "") > TOPIC:
            yield f"{method}: a {name} of more than {TOPIC} characters"


def _channels(method: str, args: Fact) -> Iterator[str]:
    if method in ("conversations.create", "conversations.rename"):
        name = args.get("name") or ""
        if not NAME.fullmatch(name) or name != name.lower():
            yield f"{method}: no channel can be called {name!r}"
    if method == "conversations.invite" and len(_words(args.get("users"))) > INVITED:
        yield f"{method}: more than {INVITED} people at once"


RULES: tuple[Rule, ...] = (_counts, _identities, _forms, _lengths, _channels)


def _words(value: object) -> list[Any]:
    return value if isinstance(value, list) else str(value or "").split(",")


def _text_size(value: object) -> int:
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(_text_size(each) for each in value.values())
    return sum(map(_text_size, value)) if isinstance(value, list) else 0
