"""The small Bolt app that the tests put on either transport, and the names of what the fixtures give."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack

EVENTS = (
    *("app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked"),
    *("member_joined_channel", "member_left_channel", "reaction_added", "reaction_removed", "pin_added", "pin_removed"),
    *("channel_created", "channel_archive", "channel_unarchive", "channel_rename", "channel_deleted"),
    *("group_archive", "group_unarchive", "group_rename", "group_deleted", "group_left"),
    *("user_change", "team_join", "dnd_updated_user", "subteam_created", "subteam_updated", "subteam_members_changed"),
    *("file_created", "file_shared", "channel_shared"),
)
Heard = Callable[[], Awaitable[None]]
Refused = Callable[..., Awaitable[str]]
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Report"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What is wrong?"},
            "element": {"type": "plain_text_input", "action_id": "text", "min_length": 2},
        },
        {
            "type": "input",
            "block_id": "who",
            "optional": True,
            "label": {"type": "plain_text", "text": "Who has it?"},
            "element": {"type": "users_select", "action_id": "owner"},
        },
    ],
}
MENU = {
    "type": "actions",
    "block_id": "menus",
    "elements": [{"type": "external_select", "action_id": "service", "min_query_length": 2}],
}
BUTTON = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [
        {"type": "button", "action_id": "ack", "value": "INC-1", "text": {"type": "plain_text", "text": "Ack"}}
    ],
}


@dataclass
class Bot:
    """A Bolt app that remembers what reached it. `answer` is what it acks submissions with."""

    app: AsyncApp
    bodies: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)

    def asked(self) -> list[dict[str, Any]]:
        """What people asked: every payload but the events."""
        return [body for body in self.bodies if body.get("type") != "event_callback"]

    def types(self) -> list[str]:
        """The types of the events that arrived."""
        return [event["type"] for event in self.events]


def make_bot(slack: LocalSlack, client: AsyncWebClient) -> Bot:
    """The small app, on no transport yet."""
    secret = slack.signing_secret
    app = AsyncApp(
        client=client, signing_secret=secret, process_before_response=True, ignoring_self_events_enabled=False
    )
    made = Bot(app)

    async def incident(ack: AsyncAck, body: dict[str, Any]) -> None:
        made.bodies.append(body)
        replies: dict[str, Any] = {
            "open": {"text": "recorded"},
            "aloud": {"text": "heard by all", "response_type": "in_channel"},
            "bad": {"text": "x", "blocks": [{"type": "nonsense"}]},
        }
        if body["text"] == "slow":
            await asyncio.sleep(0.5)
        if body["text"] == "form":
            await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack(**replies.get(body["text"], {}))

    async def remember(ack: AsyncAck, body: dict[str, Any]) -> None:
        made.bodies.append(body)
        await ack(**made.answer)

    async def hear(body: dict[str, Any]) -> None:
        made.bodies.append(body)
        made.events.append(body["event"])

    app.command("/incident")(incident)
    app.action({"action_id": "ack"})(remember)
    app.action({"action_id": "owner"})(remember)
    app.action({"action_id": "service"})(remember)
    app.view("form")(remember)
    app.view_closed("form")(remember)
    app.event({"type": "message"})(hear)
    for kind in EVENTS:
        app.event(kind)(hear)
    app.shortcut("declare")(remember)
    app.shortcut("escalate")(remember)
    app.options("service")(remember)
    return made
