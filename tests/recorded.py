"""Slack's calls as a test compares them: names for ids, keys for timestamps, nothing that differs from run to run."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.core import Call
from sandbox.model import Channel
from sandbox.server import LocalSlack

PERMALINK = re.compile(r"/p\d{16}")
DATE = re.compile(r"<!date\^\d+\^([^|>]*)\|[^>]*>")
ROOM = re.compile(r"\b[CDG]0[A-Z0-9]{8,}\b")
MOMENT = re.compile(r"\b\d{10}\.\d{6}\b")
TOKEN = re.compile(r'"token": "[0-9a-f]+"')
FILE = re.compile(r"\bF0[A-Z0-9]{8,}\b")
STAMPS = ("ts", "timestamp", "thread_ts", "message_ts")
LEFT_OUT = ("trigger_id", "oldest")
POSTS = ("chat.postMessage",)


@dataclass
class Recording:
    """Posts in their order, channel by channel; everything else sorted, for nobody sees in which order it came."""

    posts: dict[str, list[str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    shown: dict[str, list[str]] = field(default_factory=dict)


def record(slack: LocalSlack, since: int) -> Recording:
    """What the app asked of Slack after so many calls, and what each person alone was shown."""
    found = Recording()
    for call in slack.calls[since:]:
        line = plain(slack, call)
        if call.method in POSTS:
            found.posts.setdefault(_channel_name(slack, call.args["channel"]), []).append(line)
        else:
            found.others.append(line)
    found.others.sort()
    for person in slack.core.space.people:
        found.shown[person] = [_text(slack, _whispered(said)) for said in slack.ephemerals(person)]
    return found


def _whispered(said: dict[str, Any]) -> dict[str, Any]:
    return {name: "of a message" if name == "thread_ts" else value for name, value in said.items()}


def plain(slack: LocalSlack, call: Call) -> str:
    """One call in one line."""
    return f"{call.method} {_text(slack, _arguments(slack, call.args))}"


def order(calls: Sequence[Call]) -> list[str]:
    """The methods in the order of arrival."""
    return [call.method for call in calls]


def _arguments(slack: LocalSlack, given: dict[str, Any]) -> dict[str, Any]:
    room = slack.core.space.channels.get(str(given.get("channel")))
    kept = {name: value for name, value in given.items() if name not in LEFT_OUT}
    return {name: _message_name(room, value) if name in STAMPS else value for name, value in kept.items()}


def _message_name(room: Channel | None, ts: str) -> str:
    said = room.messages.get(ts) if room else None
    payload = (said.metadata or {}).get("event_payload", {}) if said else {}
    return str(payload.get("key", "gone"))


def _text(slack: LocalSlack, value: Any) -> str:  # noqa: ANN401  # Whatever JSON holds.
    bare = {name: part for name, part in value.items() if name not in ("ts", "channel")} if "user" in value else value
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True).replace('\\"', '"')
    text = MOMENT.sub("<moment>", PERMALINK.sub("/p", text))
    text = FILE.sub("<file>", text)
    text = TOKEN.sub('"token"', DATE.sub(r"<date \1>", text))
    return ROOM.sub(lambda found: _channel_name(slack, found[0]), text)


def _channel_name(slack: LocalSlack, identity: str) -> str:
    room = slack.core.space.channels.get(identity)
    if room is None:
        return identity
    return "dm:" + ",".join(sorted(room.members)) if room.is_direct else f"#{room.name}"
