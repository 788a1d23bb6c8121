"""From an HTTP request to a method's arguments: query, form, JSON and multipart merged, then typed and checked."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.method import Args, Kind, Method
from sandbox.refusal import Refusal

FALSE_WORDS = ("0", "false", "")
# Bolt adds the team to every call it makes, whether or not the method documents it.
TEAM = "team_id"


async def gather(request: web.Request) -> Args:
    """Everything the caller sent, the body winning over the query. Refuses with invalid_json and invalid_form_data."""
    merged: Args = dict(request.query)
    if not request.can_read_body:
        return merged
    if request.content_type == "application/json":
        merged.update(_from_json(await request.read()))
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        merged.update(await request.post())
    return merged


def _from_json(body: bytes) -> Args:
    if not body.strip():
        return {}
    try:
        sent = json.loads(body)
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(sent, dict):
        raise Refusal("json_not_object")
    return {name: value for name, value in sent.items() if value is not None}


def check(method: Method, sent: Mapping[str, Any]) -> tuple[Args, list[str]]:
    """The arguments in their own types, and Slack's complaints about those it does not take."""
    if method.accepts is None:
        return dict(sent), []
    args: Args = {}
    complaints = [f"[ERROR] missing required field: {name}" for name in method.required if sent.get(name) in (None, "")]
    for name, value in sent.items():
        kind = method.accepts.get(name)
        if kind is None and name == TEAM:
            continue
        if kind is None:
            complaints.append(f"[ERROR] unknown argument: {name}")
            continue
        try:
            args[name] = _typed(kind, value)
        except (ValueError, TypeError):
            if name in ("blocks", "attachments", "metadata"):
                raise Refusal(f"invalid_{name}_format") from None
            complaints.append(f"[ERROR] must be a valid {kind.value}: {name} [json-pointer:/{name}]")
    return args, complaints


def _typed(kind: Kind, value: Any) -> Any:
    match kind:
        case Kind.TEXT:
            return _text(value)
        case Kind.NUMBER:
            return int(value)
        case Kind.FLAG:
            return value if isinstance(value, bool) else str(value).lower() not in FALSE_WORDS
        case Kind.LIST:
            return value if isinstance(value, list) else _words(str(value))
        case Kind.JSON:
            return _structure(value)


def _words(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _text(value: Any) -> str:
    if isinstance(value, bool | dict | list):
        raise TypeError
    return str(value)


def _structure(value: Any) -> Any:
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, dict | list):
        raise TypeError
    return found
