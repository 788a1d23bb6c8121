"""Shortcuts and menus with suggestions, as they reach a real Bolt app."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.refusal import Refusal
from sandbox.server import LocalSlack
from tests.sandbox.small_app import MENU, MODAL, Bot

OPTIONS = [{"text": {"type": "plain_text", "text": "Checkout"}, "value": "checkout"}]
MANIFEST = {
    "features": {
        "shortcuts": [{"name": "Declare", "type": "global", "callback_id": "declare", "description": "An incident"}]
    },
    "settings": {"interactivity": {"is_enabled": True}},
}


@pytest.fixture(params=["bot", "http_bot"])
def any_bot(request: pytest.FixtureRequest) -> Bot:
    """The small app on one transport after the other."""
    made: Bot = request.getfixturevalue(request.param)
    return made


@pytest.fixture
async def menu(client: AsyncWebClient, room: str) -> str:
    """The ts of a message with a menu whose options the app gives."""
    posted = await client.chat_postMessage(channel=room, text="x", blocks=[MENU])
    return str(posted["ts"])


async def test_a_global_shortcut_can_open_a_form(slack: LocalSlack, client: AsyncWebClient, any_bot: Bot) -> None:
    ack = await slack.shortcut("ana", "declare")
    body = any_bot.asked()[-1]
    await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    assert ack.error is None
    assert (body["type"], body["callback_id"], body["user"]["id"]) == ("shortcut", "declare", "U0ANA")
    assert "channel" not in body
    assert slack.views("ana")


async def test_a_message_shortcut_carries_the_message(
    slack: LocalSlack, any_bot: Bot, browser: aiohttp.ClientSession, room: str
) -> None:
    ts = await slack.say("ana", room, "it is slow again")

    await slack.message_shortcut("ana", room, ts, "escalate")
    body = any_bot.asked()[-1]
    answered = await browser.post(body["response_url"], json={"text": "noted"})

    assert (body["type"], body["message_ts"], body["channel"]["id"]) == ("message_action", ts, room)
    assert body["message"]["text"] == "it is slow again"
    assert answered.status == 200
    assert slack.ephemerals("ana")[-1]["text"] == "noted"


async def test_a_shortcut_may_come_twice(slack: LocalSlack, any_bot: Bot) -> None:
    await slack.shortcut("ana", "declare", copies=2)

    assert len(any_bot.asked()) == 2


async def test_a_menu_asks_the_app_for_its_options(slack: LocalSlack, any_bot: Bot, room: str, menu: str) -> None:
    any_bot.answer = {"options": OPTIONS}

    ack = await slack.suggest("ana", "service", "che", channel=room, ts=menu)
    await slack.click("ana", "service", value="checkout", channel=room, ts=menu)

    assert ack.body == {"options": OPTIONS}
    assert any_bot.asked()[0]["type"] == "block_suggestion"
    assert (any_bot.asked()[0]["value"], any_bot.asked()[0]["block_id"]) == ("che", "menus")


async def test_too_short_a_query_is_not_asked(slack: LocalSlack, any_bot: Bot, room: str, menu: str) -> None:
    ack = await slack.suggest("ana", "service", "c", channel=room, ts=menu)

    assert ack.body == {"options": []}
    assert any_bot.asked() == []


async def test_bad_options_are_noted(slack: LocalSlack, any_bot: Bot, room: str, menu: str) -> None:
    any_bot.answer = {"options": OPTIONS * 101}

    ack = await slack.suggest("ana", "service", "che", channel=room, ts=menu)

    assert ack.error == "invalid_options"
    assert slack.unknown


async def test_a_shortcut_that_the_manifest_does_not_know_is_not_offered() -> None:
    slack = await LocalSlack.start(manifest=MANIFEST)

    with pytest.raises(Refusal, match="unknown_shortcut"):
        await slack.shortcut("ana", "escalate")
    known = await slack.shortcut("ana", "declare")
    await slack.stop()

    assert known.error == "dispatch_failed"
