"""The audit against a Slack: a copy that came late is taken away, and a sign of life leaves only where all is well."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.loopback import on_loopback
from tests.office import Office, StandingClock
from tests.wires.opening import OPEN, ROOM
from tests.workspace import LONG, StartBot, begin, settings_for

HAS_IT = "Bea has it."


@pytest.fixture
async def office(slack: LocalSlack, start_bot: StartBot) -> Office:
    """A workspace whose time passes only where a test says so."""
    clock = StandingClock()
    return Office(slack, await start_bot("socket", clock=clock), clock, "socket")


async def audit(office: Office) -> None:
    """A minute later the audit looks, and what it found is put right."""
    office.clock.offset += timedelta(minutes=1)
    await office.bot.audit.look()
    await office.rest()


def standing(office: Office) -> list[dict[str, Any]]:
    """The posts in the incident's channel that say who has it."""
    return [one for one in office.slack.messages(ROOM) if HAS_IT in str(one.get("text"))]


async def come_late(office: Office, post: dict[str, Any]) -> None:
    """Another process that stood still wakes up and sends the same post."""
    client = AsyncWebClient(token=office.slack.bot_token, base_url=office.slack.api_url)
    channel = office.slack.channel(ROOM).id
    await client.chat_postMessage(channel=channel, text=post["text"], metadata=post["metadata"])


async def test_a_copy_that_came_late_is_taken_away_and_the_first_one_stays(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postMessage", kind="drop", when="after"))
    await office.says("bea", ROOM, "ack")
    await office.pass_time(minutes=1)
    first = standing(office)[0]
    await come_late(office, first)
    before = len(standing(office))

    await audit(office)

    assert before == 2
    assert [one["ts"] for one in standing(office)] == [first["ts"]]


async def test_what_was_never_in_doubt_is_not_looked_through(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("bea", ROOM, "ack")
    await come_late(office, standing(office)[0])
    before = len(office.slack.calls)

    await audit(office)

    assert {call.method for call in office.slack.calls[before:]} <= {"auth.test"}


class Switch:
    """Whoever waits for signs of life: counts them."""

    def __init__(self) -> None:
        self.beats = 0
        self.address = ""

    async def handle(self, request: web.Request) -> web.Response:
        """One more."""
        self.beats += 1
        return web.Response(status=200)


@asynccontextmanager
async def waiting_for_life() -> AsyncIterator[Switch]:
    """A dead man's switch on loopback."""
    switch = Switch()
    async with on_loopback(web.get("/alive", switch.handle)) as address:
        switch.address = f"{address}/alive"
        yield switch


async def test_a_sign_of_life_leaves_after_each_clean_audit_and_none_while_something_is_wrong(
    slack: LocalSlack, tmp_path: Path
) -> None:
    async with waiting_for_life() as switch:
        clock = StandingClock()
        settings = replace(settings_for(slack, "socket", str(tmp_path / "bot.db")), heartbeat=switch.address)
        bot = await begin(slack, settings, clock=clock, patience=LONG)
        office = Office(slack, bot, clock, "socket")
        await office.says("ana", "general", OPEN)
        clean = switch.beats
        await audit(office)
        cleaner = switch.beats

        slack.faults.add(Fault("pins.add", kind="not_pinnable"))
        await office.says("ana", "general", "open sev3 the card cannot be pinned")
        await audit(office)
        await bot.stop()

    assert cleaner == clean + 1
    assert switch.beats == cleaner
