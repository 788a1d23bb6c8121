"""Socket Mode itself: hello, turns, reconnects, the eleventh connection, retries of events."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot

Line = aiohttp.ClientWebSocketResponse
Dial = Callable[[], Awaitable[Line]]


@pytest.fixture
async def dial(slack: LocalSlack, client: AsyncWebClient, browser: aiohttp.ClientSession) -> AsyncIterator[Dial]:
    """Open one more connection by hand."""
    lines: list[Line] = []

    async def connect() -> Line:
        opened = await client.apps_connections_open(app_token=slack.app_token)
        lines.append(await browser.ws_connect(opened["url"]))
        return lines[-1]

    yield connect
    await asyncio.gather(*(line.close() for line in lines))


async def test_a_connection_is_greeted(slack: LocalSlack, dial: Dial) -> None:
    line = await dial()

    hello = await line.receive_json()

    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"] == slack.app_id
    assert slack.connections == 1


async def test_a_ticket_is_good_once(slack: LocalSlack, client: AsyncWebClient, browser: aiohttp.ClientSession) -> None:
    opened = await client.apps_connections_open(app_token=slack.app_token)
    first = await browser.ws_connect(opened["url"])

    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await browser.ws_connect(opened["url"])
    await first.close()

    assert caught.value.status == 401


async def test_envelopes_go_to_the_connections_in_turn(slack: LocalSlack, dial: Dial) -> None:
    first, second = await dial(), await dial()
    await first.receive_json()
    await second.receive_json()

    acks = asyncio.gather(_ack_one(first), _ack_one(second))
    await slack.command("ana", "payments", "1")
    await slack.command("ana", "payments", "2")

    texts = {envelope["payload"]["text"] for envelope in await acks}
    assert texts == {"1", "2"}


async def test_the_eleventh_connection_is_turned_away(slack: LocalSlack, dial: Dial) -> None:
    await asyncio.gather(*(dial() for _ in range(10)))
    eleventh = await dial()

    message = await eleventh.receive_json()

    assert message["reason"] == "too_many_websockets"
    assert slack.connections == 10


async def test_a_refresh_sends_everybody_away(slack: LocalSlack, dial: Dial) -> None:
    line = await dial()
    await line.receive_json()

    await slack.sockets.warn()
    await slack.sockets.refresh()
    warning, farewell = await line.receive_json(), await line.receive_json()

    assert (warning["reason"], farewell["reason"]) == ("warning", "refresh_requested")
    assert slack.connections == 0


async def test_the_sdk_comes_back_after_a_refresh(slack: LocalSlack, bot: Bot) -> None:
    await slack.sockets.refresh()
    await slack.connected()

    ack = await slack.command("ana", "payments", "open")

    assert ack.body == {"text": "recorded"}


async def test_an_old_connection_is_warned_and_then_closed(slack: LocalSlack, dial: Dial) -> None:
    slack.core.clock.scale = 36_000
    line = await dial()
    await line.receive_json()

    warning, farewell = await line.receive_json(), await line.receive_json()

    assert (warning["reason"], farewell["reason"]) == ("warning", "refresh_requested")


async def test_an_event_without_ack_comes_again_three_times(
    slack: LocalSlack, client: AsyncWebClient, dial: Dial
) -> None:
    slack.core.outgoing.patience = 0.02
    slack.core.clock.scale = 10_000
    line = await dial()
    await line.receive_json()

    await slack.update_user("bea", title="Lead")
    envelopes = [await line.receive_json() for _ in range(4)]
    await slack.core.outgoing.settled()

    attempts = [(each["retry_attempt"], each["retry_reason"]) for each in envelopes]
    assert attempts == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({each["payload"]["event_id"] for each in envelopes}) == 1


async def test_an_ack_for_nothing_is_overlooked(slack: LocalSlack, dial: Dial) -> None:
    line = await dial()
    await line.receive_json()
    await line.send_str("nonsense")
    await line.send_json({"envelope_id": "unknown"})

    ack = asyncio.ensure_future(_ack_one(line))
    answer = await slack.command("ana", "payments", "1")
    await ack

    assert answer.error is None


async def test_a_connection_lost_before_the_ack_fails_the_command(slack: LocalSlack, dial: Dial) -> None:
    line = await dial()
    await line.receive_json()

    command = asyncio.ensure_future(slack.command("ana", "payments", "1"))
    await line.receive_json()
    await line.close()
    ack = await command

    assert ack.error == "dispatch_failed"
    assert ack.ms < 3000


async def test_a_silent_connection_swallows_what_is_sent(slack: LocalSlack, dial: Dial) -> None:
    slack.core.outgoing.patience = 0.05
    line = await dial()
    await line.receive_json()
    slack.sockets.live[0].silent = True

    ack = await slack.command("ana", "payments", "1")

    assert ack.error == "operation_timeout"


async def _ack_one(line: Line) -> dict[str, Any]:
    envelope: dict[str, Any] = await line.receive_json()
    await line.send_json({"envelope_id": envelope["envelope_id"]})
    return envelope
