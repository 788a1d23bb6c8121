"""From Slack's payloads to Asks: who, where, which words, and the key that makes an envelope count once."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot import sources
from bot.manifest import KNOWLEDGE
from bot.views import forms
from bot.views.words import msg
from commands.core import Ask
from incidents.model import ChannelId, IncidentId, PersonId
from incidents.reply import Answer, Reply

Body = dict[str, Any]
UNKNOWN_BUTTON = msg("This button is from an older version of sitrep. `/incident help` shows what works now.")
VERBS = {KNOWLEDGE: "kb"}  # Commands that are a verb of their own.
ONCE = ("open", "update")  # With words on it such a button acts once, however often it is pressed.


def of_command(body: Body) -> Ask:
    """A slash command."""
    return Ask(
        person=PersonId(body["user_id"]),
        words=f"{VERBS.get(body.get('command', ''), '')} {clean(body.get('text') or '')}".strip(),
        key=f"cmd:{body['team_id']}:{body['trigger_id']}",
        channel=ChannelId(body["channel_id"]),
    )


def of_button(body: Body) -> Ask:
    """A pressed button: its value holds the words and the incident."""
    action = body["actions"][0]
    value = _value(action)
    words = str(value.get("words") or action["action_id"].partition(":")[0])
    return Ask(
        person=PersonId(body["user"]["id"]),
        words=words,
        key=_button_key(body, action, words),
        channel=_channel(body),
        thread=(body.get("container") or {}).get("thread_ts"),
        about=_number(value.get("about")),
    )


def _button_key(body: Body, action: Mapping[str, Any], words: str) -> str:
    container = body.get("container") or {}
    where = f"{container.get('channel_id', '')}:{container.get('message_ts') or container.get('view_id', '')}"
    verb, _, rest = words.partition(" ")
    pressed = "once" if verb in ONCE and rest else f"{body['user']['id']}:{action.get('action_ts', '')}"
    return f"act:{body['team']['id'] if body.get('team') else ''}:{where}:{action['action_id']}:{pressed}"


def of_form(body: Body) -> Ask:
    """A submitted form: the same showing sent twice counts once."""
    view = body["view"]
    meta = _parsed(view.get("private_metadata"))
    kind = view["callback_id"].partition(":")[2]
    return Ask(
        person=PersonId(body["user"]["id"]),
        words=kind,
        key=f"view:{meta.get('token') or view['id']}",
        about=_number(meta.get("about")),
        source=sources.unpacked(meta.get("source")),
        form={name: clean(text) for name, text in forms.values(view["state"]["values"]).items()},
    )


def is_at_home(body: Body) -> bool:
    """True for a button in somebody's Home."""
    return bool((body.get("view") or {}).get("type") == "home")


def of_message(body: Body, *, bot_user: str) -> Ask:
    """Words to the bot in a message, without its own name. The key is the message's: two events about it count once."""
    event = body["event"]
    said = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", " ", event.get("text") or "")
    return Ask(
        person=PersonId(event["user"]),
        words=clean(said).strip(),
        key=f"msg:{body['team_id']}:{event['channel']}:{event['ts']}",
        channel=ChannelId(event["channel"]),
        thread=event.get("thread_ts"),
    )


def of_shortcut(body: Body, words: str, address: str) -> Ask:
    """A shortcut; on a message, whose address was looked up, it is about that message."""
    message = body.get("message")
    channel = _channel(body)
    return Ask(
        person=PersonId(body["user"]["id"]),
        words=words,
        key=f"sc:{body['team']['id']}:{body['user']['id']}:{body['callback_id']}:{body['action_ts']}",
        channel=channel,
        thread=(message.get("thread_ts") or message["ts"]) if message else None,
        source=sources.of_message(channel, message, address=address) if message and channel else None,
    )


def clean(text: str) -> str:
    """Text that every database takes: without NUL, without halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def unknown_button() -> Reply:
    """The answer to a button that no listener knows."""
    return Reply(kind=Answer.REFUSED, values={"sentence": UNKNOWN_BUTTON})


def _value(action: Mapping[str, Any]) -> Mapping[str, Any]:
    return _parsed(action.get("value"))


def _parsed(text: object) -> Mapping[str, Any]:
    """JSON that we wrote ourselves; anything else holds nothing."""
    try:
        value = json.loads(str(text or "{}"))
    except json.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _number(value: object) -> IncidentId | None:
    return IncidentId(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _channel(body: Body) -> ChannelId | None:
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    return ChannelId(channel) if channel else None
