"""A local Slack per test, a client of the real SDK, and a small Bolt app on either transport."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.loopback import serving
from tests.sandbox.small_app import BUTTON, MODAL, Bot, Heard, Refused, make_bot


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    running = await LocalSlack.start()
    yield running
    await running.stop()


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


@pytest.fixture
async def browser(slack: LocalSlack) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url=slack.url) as session:
        yield session


@pytest.fixture
async def room(client: AsyncWebClient) -> str:
    """A channel of the bot's own, with Ana in it."""
    created = await client.conversations_create(name="inc-1")
    await client.conversations_invite(channel=created["channel"]["id"], users="U0ANA")
    return str(created["channel"]["id"])


@pytest.fixture
async def world(slack: LocalSlack, client: AsyncWebClient, room: str) -> dict[str, str]:
    """The ids that the placeholders of refused_calls stand for."""
    posted = await client.chat_postMessage(channel=room, text="x")
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
    styled = await client.chat_postMessage(channel=room, text="x", blocks=[rich])
    pinned = await client.chat_postMessage(channel=room, text="x")
    await client.pins_add(channel=room, timestamp=pinned["ts"])
    archived = await client.conversations_create(name="over")
    await client.conversations_archive(channel=archived["channel"]["id"])
    alone = await client.conversations_create(name="alone", is_private=True)
    group = await client.usergroups_create(name="Payments on call", handle="payments-oncall")
    canvas = await client.conversations_canvases_create(
        channel_id=room, document_content={"type": "markdown", "markdown": "# Plan"}
    )
    announced = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    uploaded = await client.files_getUploadURLExternal(filename="b.txt", length=1)
    slack.file(uploaded["file_id"]).content = b"x"
    return {
        "room": room,
        "ts": posted["ts"],
        "rich": styled["ts"],
        "pinned": pinned["ts"],
        "anas": await slack.say("ana", room, "mine"),
        "joined": slack.channel(room).order[0],
        "alone": alone["channel"]["id"],
        "archived": archived["channel"]["id"],
        "group": group["usergroup"]["id"],
        "canvas": canvas["canvas_id"],
        "announced": announced["file_id"],
        "uploaded": uploaded["file_id"],
        "trigger": slack.core.app.issue_trigger("U0ANA", slack.core.clock.now()),
    }


@pytest.fixture
def refused(client: AsyncWebClient) -> Refused:
    """The error code with which a call is refused."""

    async def call(method: str, **args: object) -> str:
        with pytest.raises(SlackApiError) as caught:
            await client.api_call(method, json=args)
        return str(caught.value.response["error"])

    return call


@pytest.fixture
async def bot(slack: LocalSlack, client: AsyncWebClient) -> AsyncIterator[Bot]:
    """The small app, over Socket Mode."""
    made = make_bot(slack, client)
    handler = AsyncSocketModeHandler(made.app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped.
    await slack.connected()
    yield made
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped.


@pytest.fixture
async def http_bot(slack: LocalSlack, client: AsyncWebClient) -> AsyncIterator[Bot]:
    """The small app, over signed HTTP."""
    made = make_bot(slack, client)
    async with serving(made.app.web_app("/slack/events")) as address:
        slack.deliver_over_http(f"{address}/slack/events")
        yield made


@pytest.fixture
def heard(slack: LocalSlack) -> Heard:
    """Wait until every event under way has been taken or given up."""
    return slack.core.outgoing.settled


@pytest.fixture
def button() -> dict[str, Any]:
    """An actions block with one button."""
    return BUTTON


@pytest.fixture
def modal() -> dict[str, Any]:
    """The form of the small app."""
    return MODAL
