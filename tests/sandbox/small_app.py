"""The small Bolt app that the tests put on either transport, and the names of what the fixtures give."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack

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

    def types(self) -> list[str]:
        """The types of the events that arrived."""
        return [event["type"] for event in self.events]


def make_bot(slack: LocalSlack, client: AsyncWebClient) -> Bot:
    """The small app, on no transport yet."""
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)
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
    app.view("form")(remember)
    app.view_closed("form")(remember)
    app.event({"type": "message"})(hear)
    app.event("app_mention")(hear)
    app.event("member_joined_channel")(hear)
    app.event("member_left_channel")(hear)
    app.event("reaction_added")(hear)
    app.event("pin_added")(hear)
    app.event("channel_created")(hear)
    app.event("channel_archive")(hear)
    app.event("channel_unarchive")(hear)
    app.event("channel_rename")(hear)
    app.event("app_home_opened")(hear)
    app.event("user_change")(hear)
    app.event("team_join")(hear)
    return made
