"""The demo as the page uses it, without a browser: phones, clock, the bot killed and counted, over the control API."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.terminal import Start

pytestmark = pytest.mark.slow
Wire = dict[str, Any]
PATIENCE = 2400  # Looks, against a hang only.
OPEN = "open sev2 checkout is failing"


@dataclass
class Demo:
    """A running demo by its control API."""

    address: str
    session: aiohttp.ClientSession

    async def do(self, verb: str, **body: object) -> Wire:
        """One thing that the page does."""
        async with self.session.post(f"{self.address}/control/{verb}", json=body) as answer:
            return dict(await answer.json())

    async def stage(self) -> Wire:
        """What the page shows of the stage."""
        async with self.session.get(f"{self.address}/control/state") as answer:
            return dict((await answer.json())["stage"])

    async def types(self, words: str) -> Wire:
        """Ana types a command."""
        return await self.do("command", user="U0ANA", channel="C0GENERAL", command="/incident", text=words)

    async def until(self, right: Callable[[Wire], bool], *, counts: bool = False) -> Wire:
        """Wait until the stage is so; with `counts` until its figures are."""
        shown: Wire = {}
        for _ in range(PATIENCE):
            if right(shown := await (self.do("counts") if counts else self.stage())):
                return shown
            await asyncio.sleep(0.05)
        raise AssertionError(shown)

    async def rings(self, kind: str, who: str) -> Wire:
        """Wait until this person's phone has rung so."""

        def these(stage: Wire) -> list[Wire]:
            return [one for one in stage["rings"] if (one["kind"], one["person"]) == (kind, who)]

        return these(await self.until(lambda stage: bool(these(stage))))[0]


@pytest.fixture
async def demo(start: Start) -> AsyncIterator[Demo]:
    """`sitrep demo`, stopped as people stop it."""
    process = await start("demo", "--port", "0")
    assert process.stdout is not None
    while not (line := (await process.stdout.readline()).decode().strip()).startswith("http://"):
        assert not process.stdout.at_eof()
    async with aiohttp.ClientSession() as session:
        yield Demo(line, session)
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 0


async def test_nobody_answers_and_after_five_minutes_the_backup_is_rung(demo: Demo) -> None:
    await demo.types(OPEN)
    first = await demo.rings("sms", "U0BEA")

    await demo.do("pass", seconds=300)
    backup = await demo.rings("sms", "U0CHEN")

    assert "SEV2 INC-4 checkout is failing" in first["text"]
    assert 295 < backup["at"] - first["at"] < 400


@pytest.mark.parametrize("kind", ["mail", "voice"])
async def test_a_page_is_answered_where_it_came(demo: Demo, kind: str) -> None:
    await demo.types(OPEN)
    await demo.rings("sms", "U0BEA")
    await demo.do("pass", seconds=150)
    ring = await demo.rings(kind, "U0BEA")

    answered = await demo.do("press", ring=ring["number"], key="1")

    assert answered["ok"] is True
    assert "Bea" in answered["reply"] or "You have INC-4" in answered["reply"]
    said = (await demo.types("show INC-4"))["body"]
    assert "*Owner* <@U0BEA>" in str(said) or "Bea" in str(said)


async def test_a_call_that_is_picked_up_is_heard_before_a_key_is_pressed(demo: Demo) -> None:
    await demo.types(OPEN)
    await demo.rings("sms", "U0BEA")
    await demo.do("pass", seconds=150)
    ring = await demo.rings("voice", "U0BEA")

    heard = await demo.do("press", ring=ring["number"])

    assert ring["text"] == ""
    assert "Press 1 to take it" in heard["text"]
    assert (await demo.rings("voice", "U0BEA"))["answer"] == ""


async def test_a_bot_that_is_killed_after_a_post_and_before_its_answer_doubles_nothing(demo: Demo) -> None:
    killing = asyncio.create_task(demo.do("kill"))
    await asyncio.sleep(0.2)
    await demo.types(OPEN)

    killed = await killing
    await demo.until(lambda stage: stage["up"] and stage["deaths"] == 1)
    await demo.rings("sms", "U0BEA")

    counts = await demo.until(lambda counts: counts["sent"] >= 4, counts=True)
    assert killed["midway"] is True
    assert (counts["lost"], counts["doubled"]) == (0, 0)


async def test_what_cannot_be_done_is_refused_with_a_word(demo: Demo) -> None:
    refused = [
        await demo.do("press", ring=99, key="1"),
        await demo.do("pass", seconds=-1),
        await demo.do("pass", seconds=1e9),
    ]

    assert [one["error"] for one in refused] == ["no_such_ring", "invalid_request", "invalid_request"]
