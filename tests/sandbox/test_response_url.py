"""response_url: five answers within half an hour, new or in place of the original."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot


@pytest.fixture
async def url(slack: LocalSlack, bot: Bot) -> str:
    """The response_url of a command that Ana typed in payments."""
    await slack.command("ana", "payments", "x")
    return str(bot.bodies[-1]["response_url"])


@pytest.fixture
async def clicked(slack: LocalSlack, client: AsyncWebClient, bot: Bot, room: str, button: dict[str, Any]) -> str:
    """The response_url of a click on a message with a button."""
    posted = await client.chat_postMessage(channel=room, text="card", blocks=[button])
    await slack.click("ana", "ack", channel=room, ts=posted["ts"])
    return str(bot.bodies[-1]["response_url"])


async def test_an_answer_is_for_the_person_unless_said_otherwise(slack: LocalSlack, url: str) -> None:
    await AsyncWebhookClient(url).send(text="for you")
    await AsyncWebhookClient(url).send(text="for all", response_type="in_channel")

    assert slack.ephemerals("ana")[-1]["text"] == "for you"
    assert slack.messages("payments")[-1]["text"] == "for all"


async def test_five_answers_and_no_more(slack: LocalSlack, url: str) -> None:
    answers = [await AsyncWebhookClient(url).send(text=str(number)) for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body


async def test_half_an_hour_and_no_longer(slack: LocalSlack, url: str) -> None:
    slack.core.clock.offset += 30 * 60 + 1

    answer = await AsyncWebhookClient(url).send(text="late")

    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


async def test_the_original_is_replaced_or_deleted(slack: LocalSlack, clicked: str, room: str) -> None:
    await AsyncWebhookClient(clicked).send(text="done", replace_original=True)
    replaced = slack.messages(room)[-1]["text"]
    await AsyncWebhookClient(clicked).send(delete_original=True)

    assert replaced == "done"
    assert [said for said in slack.messages(room) if said["text"] == "done"] == []


async def test_a_private_word_is_replaced(
    slack: LocalSlack, client: AsyncWebClient, bot: Bot, room: str, button: dict[str, Any]
) -> None:
    whispered = await client.chat_postEphemeral(channel=room, user="U0ANA", text="x", blocks=[button])
    await slack.click("ana", "ack", channel=room, ts=whispered["message_ts"])

    await AsyncWebhookClient(bot.bodies[-1]["response_url"]).send(text="done", replace_original=True)

    assert [said["text"] for said in slack.ephemerals("ana")] == ["done"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x", "colour": "red"}, "invalid_arguments"),
        ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ([], "invalid_payload"),
    ],
)
async def test_a_bad_answer_is_refused(url: str, body: object, code: str) -> None:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        refusal = await answer.json()

    assert (answer.status, refusal["error"]) == (400, code)


async def test_there_is_no_original_of_a_command(url: str) -> None:
    answer = await AsyncWebhookClient(url).send(text="x", replace_original=True)

    assert "message_not_found" in answer.body
