"""Faults on demand and the other conditions, through the control API and seen from the app's side."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard, Refused

Verb = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def control(browser: aiohttp.ClientSession) -> Verb:
    """One verb of the control API."""

    async def call(verb: str, **body: object) -> dict[str, Any]:
        answer = await browser.post(f"/control/{verb}", json=body)
        found: dict[str, Any] = await answer.json()
        return found

    return call


async def test_history_may_lag_behind(slack: LocalSlack, client: AsyncWebClient, control: Verb, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="new")
    await control("settings", history_lag=60)

    early = await client.conversations_history(channel=room)
    await control("clock", forward=61)
    late = await client.conversations_history(channel=room)

    assert posted["ts"] not in [said["ts"] for said in early["messages"]]
    assert late["messages"][0]["ts"] == posted["ts"]


async def test_a_lagging_thread_does_not_exist_yet(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    posted = await client.chat_postMessage(channel=room, text="new")
    slack.settings.history_lag = 60

    code = await refused("conversations.replies", channel=room, ts=posted["ts"])

    assert code == "thread_not_found"


async def test_a_lost_ack_fails_for_the_person_though_the_app_did_it(
    slack: LocalSlack, bot: Bot, control: Verb
) -> None:
    slack.core.outgoing.patience = 0.2
    await control("line", lost_acks=1)

    first = await slack.command("ana", "payments", "open")
    second = await slack.command("ana", "payments", "open")

    assert (first.error, second.error) == ("operation_timeout", None)
    assert len(bot.bodies) == 2


async def test_an_event_whose_ack_was_lost_comes_again(
    slack: LocalSlack, http_bot: Bot, control: Verb, room: str, heard: Heard
) -> None:
    await heard()
    http_bot.bodies.clear()
    slack.core.clock.scale = 1000
    await control("line", lost_acks=1)

    await slack.say("ana", room, "hello")
    await heard()

    assert len(http_bot.bodies) == 2
    assert len({body["event_id"] for body in http_bot.bodies}) == 1


async def test_events_may_be_late(slack: LocalSlack, bot: Bot, control: Verb, room: str, heard: Heard) -> None:
    await heard()
    bot.events.clear()
    await control("line", delay=120)
    await slack.say("ana", room, "hello")
    await asyncio.sleep(0)
    before = list(bot.events)

    await control("clock", forward=121)
    await heard()

    assert before == []
    assert [event["text"] for event in bot.events] == ["hello"]


@pytest.mark.parametrize("state", ["silent", "half_open"])
async def test_a_bad_line_takes_nothing_through(slack: LocalSlack, bot: Bot, control: Verb, state: str) -> None:
    slack.core.outgoing.patience = 0.2
    await control("line", **{state: True})

    ack = await slack.command("ana", "payments", "open")

    assert ack.error == "operation_timeout"
    assert bot.bodies == []


@pytest.mark.parametrize(("state", "answer"), [("silent", [aiohttp.WSMsgType.PONG]), ("half_open", [])])
async def test_a_silent_line_answers_pings_and_a_half_open_one_does_not(
    client: AsyncWebClient, slack: LocalSlack, browser: aiohttp.ClientSession, state: str, answer: list[object]
) -> None:
    opened = await client.apps_connections_open(app_token=slack.app_token)
    line = await browser.ws_connect(opened["url"], autoping=False)
    await line.receive()
    slack.sockets.hush(**{state: True})

    await line.ping(b"there?")
    heard = await asyncio.gather(line.receive(timeout=0.3), return_exceptions=True)
    slack.sockets.hush()
    await line.close()

    assert [frame.type for frame in heard if isinstance(frame, aiohttp.WSMessage)] == answer


async def test_a_disabled_link_gives_no_new_connection(
    slack: LocalSlack, client: AsyncWebClient, browser: aiohttp.ClientSession, control: Verb
) -> None:
    opened = await client.apps_connections_open(app_token=slack.app_token)
    line = await browser.ws_connect(opened["url"])
    await line.receive_json()

    await control("disconnect", reason="link_disabled")
    farewell = await line.receive_json()
    again = await browser.post("/api/apps.connections.open", headers={"Authorization": f"Bearer {slack.app_token}"})
    await line.close()

    assert farewell["reason"] == "link_disabled"
    assert (await again.json())["error"] == "forbidden_team"


async def test_a_connection_for_debugging_lives_six_minutes(
    slack: LocalSlack, client: AsyncWebClient, browser: aiohttp.ClientSession
) -> None:
    opened = await client.apps_connections_open(app_token=slack.app_token)
    line = await browser.ws_connect(opened["url"] + "&debug_reconnects=true")
    hello = await line.receive_json()

    await slack.pass_time(351)
    warning = await line.receive_json()
    await slack.pass_time(10)
    farewell = await line.receive_json()
    await line.close()

    assert hello["debug_info"]["approximate_connection_time"] == 360
    assert (warning["reason"], farewell["reason"]) == ("warning", "refresh_requested")


async def test_an_edit_may_come_too_late(
    slack: LocalSlack, client: AsyncWebClient, control: Verb, refused: Refused, room: str
) -> None:
    posted = await client.chat_postMessage(channel=room, text="x")
    await control("settings", edit_window=300)
    await control("clock", forward=301)

    code = await refused("chat.update", channel=room, ts=posted["ts"], text="y")

    assert code == "edit_window_closed"


async def test_a_removed_apps_token_is_dead(control: Verb, refused: Refused) -> None:
    await control("uninstall")

    code = await refused("auth.test")

    assert code == "account_inactive"


async def test_a_reset_ends_every_misery(slack: LocalSlack, control: Verb, client: AsyncWebClient) -> None:
    await control("line", copies=3, delay=5, lost_acks=2)
    await control("settings", paid=False, history_lag=60)
    await control("uninstall")

    await control("reset")

    assert (await control("line"))["lost_acks"] == 0
    assert slack.settings.paid
    assert (await client.auth_test())["ok"]


BAD = [
    ("settings", {"colour": "red"}, "unknown_setting"),
    ("disconnect", {"reason": "boredom"}, "invalid_reason"),
    ("clock", {"forward": -1}, "invalid_request"),
    ("clock", {"scale": 0}, "invalid_request"),
    ("person", {"user": "ana", "colour": "red"}, "unknown_fact"),
    ("channel", {"user": "ana", "channel": "payments", "change": "paint"}, "invalid_change"),
    ("channel", {"user": "ana", "channel": "general", "change": "archive"}, "cant_archive_general"),
    ("fault", {"method": "*", "when": "never"}, "invalid_request"),
]


@pytest.mark.parametrize(("verb", "body", "code"), BAD)
async def test_a_bad_wish_is_refused(control: Verb, verb: str, body: dict[str, Any], code: str) -> None:
    answer = await control(verb, **body)

    assert (answer["ok"], answer["error"]) == (False, code)


async def test_people_act_over_http(slack: LocalSlack, control: Verb, bot: Bot, room: str) -> None:
    said = await control("say", user="ana", channel=room, text="slw")
    here = {"user": "ana", "channel": room, "ts": said["ts"]}

    await control("edit", **here, text="slow")
    await control("pin", **here)
    await control("person", user="ana", presence="away")
    shared = await control("upload", user="ana", channel=room, name="x.bin", base64="AAE=")
    shortcut = await control("shortcut", **here, callback_id="escalate")
    await control("shortcut", user="ana", callback_id="declare")
    state = await _state(slack, room)

    assert shortcut["ok"]
    assert slack.file(shared["file"]).content == bytes([0, 1])
    assert [body["type"] for body in bot.bodies if "callback_id" in body] == ["message_action", "shortcut"]
    assert [message["text"] for message in state["messages"] if message["ts"] == said["ts"]] == ["slow"]
    assert slack.person("ana").presence == "away"


async def _state(slack: LocalSlack, room: str) -> dict[str, Any]:
    async with aiohttp.ClientSession(base_url=slack.url) as session:
        answer = await session.get("/control/state", params={"as": "U0ANA", "channel": room})
        found: dict[str, Any] = await answer.json()
        return found


async def test_a_channel_is_deleted_over_http(slack: LocalSlack, control: Verb, room: str) -> None:
    await control("channel", user="ana", channel=room, change="delete")

    assert room not in slack.core.space.channels


async def test_the_page_sees_files_canvas_and_groups(
    slack: LocalSlack, client: AsyncWebClient, browser: aiohttp.ClientSession, room: str
) -> None:
    content = {"type": "markdown", "markdown": "# Plan"}
    await client.conversations_canvases_create(channel_id=room, document_content=content)
    await client.usergroups_create(name="On call", handle="oncall")
    sent = await client.files_upload_v2(channel=room, content="abc", filename="x.txt")

    state = await _state(slack, room)
    shown = await browser.get(f"/control/file/{sent['files'][0]['id']}")

    assert state["canvas"]["markdown"] == "# Plan"
    assert state["groups"][0]["handle"] == "oncall"
    assert state["messages"][-1]["files"][0]["name"] == "x.txt"
    assert await shown.text() == "abc"
