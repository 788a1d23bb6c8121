"""The connections to Slack: whatever happens to one, Slack reaches us, and what it sends has one effect."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.calls import Calls
from bot.settings import Settings
from bot.socket.patience import Patience
from bot.socket.wire import SocketWire
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.workspace import Entry

OPEN = "apps.connections.open"
LONG = 60.0  # Seconds: never waited out.


@dataclass
class Ear:
    """An app that hears, and the connections it hears by. `hold` keeps its answers back."""

    slack: LocalSlack
    wire: SocketWire
    heard: list[str] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(LONG):
            while not true():  # noqa: ASYNC110  # Connections make it true.
                await asyncio.sleep(0.005)

    async def asks(self) -> str | None:
        """What goes wrong with a command, if anything does."""
        return (await self.slack.command("ana", "general", "help")).error

    async def is_refreshed(self, times: int) -> None:
        """Slack warns, and the next time takes its leave at once, and waits for the successors."""
        for farewell in (self.slack.sockets.warn, self.slack.sockets.refresh) * times:
            opened = self.slack.sockets.opened
            await farewell()
            await self.until(lambda opened=opened: self.slack.sockets.opened >= opened + 2)  # type: ignore[misc]  # A default binds the loop's value.

    async def sends_events(self, until: Callable[[], bool]) -> int:
        """Let Slack tell of one thing after another until something is so; how many."""
        sent = 0
        while not until():
            await self.slack.update_user("bea", title=f"Lead {sent}")
            sent += 1
            await asyncio.sleep(0.02)
        await self.slack.core.outgoing.settled()
        return sent

    async def asks_for(self, seconds: float) -> set[str | None]:
        """Ask again and again for so long; everything that went wrong."""
        end, wrong = asyncio.get_running_loop().time() + seconds, set()
        while asyncio.get_running_loop().time() < end:
            wrong.add(await self.asks())
            await asyncio.sleep(0.05)
        return wrong

    def mentioned(self, entries: list[Entry]) -> list[str]:
        """What was logged about the connections, each once."""
        return list(dict.fromkeys(one["event"] for one in entries if one["event"].startswith("socket.")))


Listen = Callable[..., Awaitable[Ear]]


@pytest.fixture
async def listen(slack: LocalSlack) -> AsyncIterator[Listen]:
    """Begins to listen, patiently but where a test wants it otherwise, and ends at the end."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    ears: list[Ear] = []

    async def listening(connections: int = 2, **given: float) -> Ear:
        calm = {"quiet": LONG, "beat": LONG, "first_pause": 0.02, "longest_pause": 0.1, "parting": 0.5}
        app, settings = _app(slack, ears), Settings(app_token=slack.app_token, connections=connections)
        ear = Ear(slack, SocketWire(app, Calls(client), settings, Patience(**{**calm, **given})))
        ear.hold.set()
        ears.append(ear)
        await ear.wire.start(await _address(slack, client))
        await ear.until(lambda: ear.wire.connections == connections)
        return ear

    yield listening
    await asyncio.gather(*(ear.wire.stop() for ear in ears))


async def _address(slack: LocalSlack, client: AsyncWebClient) -> str:
    return str((await client.apps_connections_open(app_token=slack.app_token))["url"])


def _app(slack: LocalSlack, ears: list[Ear]) -> AsyncApp:
    async def authorize(context: AsyncBoltContext) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=slack.team_id, bot_token=slack.bot_token)

    app = AsyncApp(client=AsyncWebClient(), authorize=authorize, process_before_response=True)

    async def command(ack: AsyncAck) -> None:
        await ears[-1].hold.wait()
        await ack("heard")

    async def event(body: dict[str, Any]) -> None:
        ears[-1].heard.append(body["event_id"])

    app.command("/incident")(command)
    app.event("user_change")(event)
    return app


async def test_as_many_connections_are_up_as_the_settings_say(listen: Listen, slack: LocalSlack) -> None:
    await listen(connections=1)
    one = slack.connections
    await listen(connections=2)

    assert (one, slack.connections) == (1, 3)


async def test_no_event_is_lost_while_slack_refreshes_again_and_again(
    listen: Listen, slack: LocalSlack, logged: list[Entry]
) -> None:
    slack.core.outgoing.retry_after = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)
    ear = await listen()

    refreshing = asyncio.create_task(ear.is_refreshed(times=3))
    sent = await ear.sends_events(until=refreshing.done)
    await refreshing

    assert len(set(ear.heard)) == sent
    assert ear.wire.breaks == 0
    assert "sandbox.event.lost" not in {entry["event"] for entry in logged}


@pytest.mark.parametrize("farewell", ["warning", "refresh_requested"])
async def test_the_successor_is_up_before_a_connection_is_closed(
    listen: Listen, slack: LocalSlack, farewell: str
) -> None:
    ear = await listen(connections=1)
    ear.hold.clear()
    asking = asyncio.create_task(ear.asks())
    await ear.until(lambda: bool(slack.sockets.live[0].unanswered))

    await {"warning": slack.sockets.warn, "refresh_requested": slack.sockets.refresh}[farewell]()
    await ear.until(lambda: slack.sockets.opened == 2)
    ear.hold.set()

    assert await asking is None
    assert await ear.asks() is None
    assert ear.wire.breaks == 0


async def test_a_half_open_connection_is_noticed_by_its_missing_pong(listen: Listen, slack: LocalSlack) -> None:
    ear = await listen(beat=0.2)
    slack.sockets.hush(half_open=True)
    await ear.until(lambda: slack.sockets.opened >= 4 and ear.wire.connections == 2)

    assert [await ear.asks(), await ear.asks()] == [None, None]


async def test_deaf_connections_that_answer_pings_are_replaced_before_anything_breaks(
    listen: Listen, slack: LocalSlack
) -> None:
    slack.core.outgoing.patience, slack.core.outgoing.retry_after = 0.1, (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)
    ear = await listen(beat=2.0, quiet=0.6)
    slack.sockets.hush(silent=True)
    await slack.update_user("bea", title="Lead")

    await ear.until(lambda: slack.sockets.opened >= 4 and not any(one.silent for one in slack.sockets.live))
    await slack.core.outgoing.settled()

    assert len(set(ear.heard)) == 1
    assert await ear.asks() is None
    assert ear.wire.breaks == 0


async def test_the_first_connections_are_refreshed_at_different_times(listen: Listen, slack: LocalSlack) -> None:
    ear = await listen(quiet=2.0)
    first, second = (line.greeted_at for line in ear.wire._up)
    await ear.until(lambda: slack.sockets.opened == 4)

    third, fourth = (line.greeted_at for line in ear.wire._up[-2:])
    assert fourth - third >= 0.5
    assert second - first < fourth - first


async def test_a_connection_is_replaced_before_the_time_that_slack_gave_it(
    listen: Listen, slack: LocalSlack, logged: list[Entry]
) -> None:
    slack.sockets.life = 30.0
    ear = await listen(aged=0.02)

    await ear.until(lambda: slack.sockets.opened >= 4)

    assert {one["why"] for one in logged if one["event"] == "socket.replaced"} == {"aged"}
    assert ear.wire.breaks == 0


async def test_a_connection_that_brings_something_is_left_alone(listen: Listen, slack: LocalSlack) -> None:
    ear = await listen(connections=1, quiet=3.0)

    wrong = await ear.asks_for(4.0)

    assert wrong == {None}
    assert slack.sockets.opened == 1
    assert ear.wire.silent < 3.0


async def test_where_there_are_too_many_the_old_one_makes_room(
    listen: Listen, slack: LocalSlack, logged: list[Entry]
) -> None:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    async with aiohttp.ClientSession() as others:
        kept = [await others.ws_connect(await _address(slack, client)) for _ in range(8)]
        ear = await listen(quiet=1.0)
        await ear.until(lambda: slack.sockets.opened == 11 and ear.wire.connections == 2)

        assert (slack.connections, [one.closed for one in kept]) == (10, [False] * 8)
        assert ear.wire.breaks == 0
        assert "socket.not_opened" in ear.mentioned(logged)


async def test_socket_mode_switched_off_is_said_and_it_comes_back_by_itself(
    listen: Listen, slack: LocalSlack, logged: list[Entry]
) -> None:
    ear = await listen()
    slack.core.clock.scale = 100.0
    await slack.sockets.disable()
    await ear.until(lambda: not ear.wire.connections)
    wrong = ear.wire.wrong

    slack.core.app.socket_mode = True
    await ear.until(lambda: ear.wire.connections == 2)

    assert wrong == "not connected to Slack: forbidden_team"
    assert ear.wire.wrong == ""
    assert {"socket.disabled", "socket.refused", "socket.none_left"} <= set(ear.mentioned(logged))
    assert [one["code"] for one in logged if one["event"] == "socket.refused"] == ["forbidden_team"]
    assert await ear.asks() is None


async def test_slacks_patience_is_kept_to_the_second_and_the_old_one_serves_meanwhile(
    listen: Listen, slack: LocalSlack
) -> None:
    ear = await listen(connections=1)
    slack.faults.add(Fault(OPEN, kind="429", retry_after=1))
    await slack.sockets.warn()
    await ear.until(lambda: slack.faults.pending() == [])
    answered = await ear.asks()
    await ear.until(lambda: slack.sockets.opened == 2)

    refused, given = [call.started for call in slack.calls if call.method == OPEN][-2:]
    assert answered is None
    assert given - refused >= 1.0
    assert ear.wire.breaks == 0


async def test_after_a_loss_of_everything_it_connects_again_by_itself(
    listen: Listen, slack: LocalSlack, logged: list[Entry]
) -> None:
    ear = await listen()
    slack.faults.add(Fault(OPEN, kind="500", times=6))
    await asyncio.gather(*(one.socket.close() for one in slack.sockets.live))
    await ear.until(lambda: slack.faults.pending() == [] and ear.wire.connections == 2)

    assert ear.wire.breaks == 1
    assert await ear.asks() is None
    assert "socket.none_left" in ear.mentioned(logged)


async def test_at_the_end_what_came_in_is_acknowledged_and_nothing_more_is_taken(
    listen: Listen, slack: LocalSlack
) -> None:
    ear = await listen()
    ear.hold.clear()
    asking = asyncio.create_task(ear.asks())
    await ear.until(lambda: any(one.unanswered for one in slack.sockets.live))

    ending = asyncio.create_task(ear.wire.stop())
    await asyncio.sleep(0)
    ear.hold.set()
    await ending

    assert await asking is None
    assert slack.connections == 0
