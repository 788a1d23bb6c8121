"""How a call reaches a method: arguments, tokens, scopes, and what is not known."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

BLOCKS = [{"type": "divider", "block_id": "d"}]


async def test_auth_test_says_whose_token_it_is(slack: LocalSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()

    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == (slack.bot_user, slack.bot_id, slack.team_id)


async def test_an_answer_names_the_scopes_of_its_token(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.core.app.scopes = frozenset({"pins:read", "chat:write"})

    answer = await client.auth_test()
    with pytest.raises(SlackApiError) as refused:
        await AsyncWebClient(token="made-up", base_url=slack.api_url).auth_test()

    assert answer.headers["x-oauth-scopes"] == "chat:write,pins:read"
    assert "x-oauth-scopes" not in refused.value.response.headers


async def test_the_synchronous_client_works_too(slack: LocalSlack) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)

    answer = await asyncio.to_thread(client.auth_test)

    assert answer["ok"]


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"channel": "ROOM", "text": "hi", "blocks": BLOCKS}},
        {"data": {"channel": "ROOM", "text": "hi", "blocks": json.dumps(BLOCKS)}},
        {"params": {"channel": "ROOM", "text": "hi", "blocks": json.dumps(BLOCKS)}},
    ],
    ids=["json", "form", "query"],
)
async def test_arguments_come_by_json_form_or_query(
    slack: LocalSlack, browser: aiohttp.ClientSession, room: str, sent: dict[str, Any]
) -> None:
    placed = json.loads(json.dumps(sent).replace("ROOM", room))

    async with browser.post("/api/chat.postMessage", headers=_bearer(slack), **placed) as answer:
        body = await answer.json()

    assert body["ok"]
    assert slack.messages(room)[-1]["blocks"] == BLOCKS


async def test_arguments_come_by_multipart(slack: LocalSlack, browser: aiohttp.ClientSession, room: str) -> None:
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("channel", room)
    form.add_field("text", "hi")

    async with browser.post("/api/chat.postMessage", headers=_bearer(slack), data=form) as answer:
        body = await answer.json()

    assert body["message"]["text"] == "hi"


async def test_a_get_call_with_the_token_as_argument_is_answered(
    slack: LocalSlack, browser: aiohttp.ClientSession
) -> None:
    async with browser.get("/api/auth.test", params={"token": slack.bot_token}) as answer:
        body = await answer.json()

    assert body["ok"]
    assert "token" not in slack.calls[-1].args


@pytest.mark.parametrize(
    ("body", "code"), [(b"{", "invalid_json"), (b"[1]", "json_not_object")], ids=["broken", "not an object"]
)
async def test_json_that_is_not_an_object_is_refused(
    slack: LocalSlack, browser: aiohttp.ClientSession, body: bytes, code: str
) -> None:
    headers = {**_bearer(slack), "Content-Type": "application/json"}

    async with browser.post("/api/auth.test", headers=headers, data=body) as answer:
        refusal = await answer.json()

    assert refusal == {"ok": False, "error": code}


@pytest.mark.parametrize(
    ("token", "code"),
    [(None, "not_authed"), ("xoxb-other", "invalid_auth"), ("APP", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(slack: LocalSlack, token: str | None, code: str) -> None:
    client = AsyncWebClient(token=slack.app_token if token == "APP" else token, base_url=slack.api_url)

    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()

    assert caught.value.response["error"] == code


async def test_a_connection_needs_the_app_token(slack: LocalSlack, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.apps_connections_open(app_token=slack.bot_token)

    assert caught.value.response["error"] == "not_allowed_token_type"


async def test_an_unknown_method_is_refused_with_200_and_noted(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused
) -> None:
    code = await refused("admin.users.remove")

    assert code == "unknown_method"
    assert slack.unknown == ["method admin.users.remove"]
    assert slack.calls[-1].status == 200


async def test_an_unknown_argument_is_refused_and_noted(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call("chat.postMessage", json={"channel": room, "text": "hi", "colour": "red"})

    assert caught.value.response["error"] == "invalid_arguments"
    assert caught.value.response["response_metadata"]["messages"] == ["[ERROR] unknown argument: colour"]
    assert slack.unknown == ["chat.postMessage unknown argument: colour"]


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call("conversations.info")

    assert caught.value.response["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_a_scope_that_was_not_granted_is_named() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["channels:read", "chat:write"]}}}
    slack = await LocalSlack.start(manifest=manifest)
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)

    with pytest.raises(SlackApiError) as caught:
        await client.conversations_create(name="inc-1")
    await slack.stop()

    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:manage,groups:write")
    assert answer["provided"] == "channels:read,chat:write"


async def test_a_private_channel_needs_a_scope_of_its_own() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["channels:manage"]}}}
    slack = await LocalSlack.start(manifest=manifest)
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)

    with pytest.raises(SlackApiError) as caught:
        await client.conversations_create(name="inc-1", is_private=True)
    public = await client.conversations_create(name="inc-1")
    await slack.stop()

    assert caught.value.response["needed"] == "groups:write"
    assert public["ok"]


async def test_every_call_is_recorded_in_order(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    await client.chat_postMessage(channel=room, text="hi")

    calls = slack.calls

    assert [call.method for call in calls] == ["conversations.create", "conversations.invite", "chat.postMessage"]
    assert [call.number for call in calls] == [1, 2, 3]
    assert calls[-1].args == {"channel": room, "text": "hi"}
    assert calls[-1].ended is not None
    assert calls[-1].ended >= calls[-1].started


async def test_latency_comes_before_the_effect(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.latency = 0.05

    await client.auth_test()

    assert slack.calls[-1].ended is not None
    assert slack.calls[-1].ended - slack.calls[-1].started >= 0.05


def _bearer(slack: LocalSlack) -> dict[str, str]:
    return {"Authorization": f"Bearer {slack.bot_token}"}
