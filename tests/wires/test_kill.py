"""kill -9 before and after every Slack call of `open`: after a restart everything is there, and there once."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.wires.opening import (
    CALLS,
    CALLS_IN_A_THREAD,
    CALLS_WITHOUT_CHANNELS,
    OPEN,
    POSTS_IN_A_THREAD,
    POSTS_WITHOUT_CHANNELS,
    SMALL,
    assert_everything_is_there_once,
    incident_channels,
    keys,
)
from tests.wires.process import BotProcess

pytestmark = pytest.mark.slow


@pytest.fixture
async def process(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot as a process, killed at the end whatever happens."""
    slack.core.outgoing.retry_after = (0.2, 0.5, 2.0, 5.0)
    made = BotProcess(slack, tmp_path)
    await made.start()
    yield made
    made.kill()
    await made.died()
    log = made.log.read_text(encoding="utf-8")
    assert [word for word in ("slack.unknown_error", "Traceback") if word in log] == []


async def test_these_are_the_calls_of_an_opening(slack: LocalSlack, process: BotProcess) -> None:
    before = len(slack.calls)

    await slack.command("ana", "general", OPEN)
    await process.delivered()

    made = [call.method for call in slack.calls[before:]]
    assert sorted(made) == sorted(method for method, _ in CALLS)
    assert_everything_is_there_once(slack)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("method", "nth"), CALLS)
async def test_killed_at_any_call_it_finishes_after_a_restart(
    slack: LocalSlack, process: BotProcess, method: str, nth: int, when: str
) -> None:
    process.dies_at(method, nth, when)

    answer = await slack.command("ana", "general", OPEN)
    await process.died()
    await process.start()
    await process.delivered()

    assert answer.body is not None
    assert_everything_is_there_once(slack)
    assert process.rows("select key, error from outbox where state = 'dead'") == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("method", "nth"), CALLS_IN_A_THREAD)
async def test_killed_at_any_call_an_incident_in_a_thread_is_there_once(
    slack: LocalSlack, process: BotProcess, method: str, nth: int, when: str
) -> None:
    process.dies_at(method, nth, when)

    await slack.command("ana", "general", SMALL)
    await process.died()
    await process.start()
    await process.delivered()

    assert incident_channels(slack) == []
    assert keys(slack) == POSTS_IN_A_THREAD
    assert process.rows("select key, error from outbox where state = 'dead'") == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("method", "nth"), CALLS_WITHOUT_CHANNELS)
async def test_killed_at_any_call_an_incident_that_gets_no_channel_is_in_the_thread_once(
    slack: LocalSlack, process: BotProcess, method: str, nth: int, when: str
) -> None:
    process.dies_at(method, nth, when)
    slack.faults.add(Fault("conversations.create", kind="restricted_action", times=10_000))

    await slack.command("ana", "general", OPEN)
    await process.died()
    await process.start()
    await process.delivered()

    assert incident_channels(slack) == []
    assert keys(slack) == POSTS_WITHOUT_CHANNELS
    assert process.rows("select setting from incidents") == [("thread",)]
    assert process.rows("select key, error from outbox where state = 'dead'") == []


async def test_killed_as_slack_refuses_a_channel_it_is_in_the_thread_once(
    slack: LocalSlack, process: BotProcess
) -> None:
    slack.faults.add(Fault("conversations.create", 1, "restricted_action", hook=process.kill))
    slack.faults.add(Fault("conversations.create", 2, "restricted_action", times=10_000))

    await slack.command("ana", "general", OPEN)
    await process.died()
    await process.start()
    await process.delivered()

    assert incident_channels(slack) == []
    assert keys(slack) == POSTS_WITHOUT_CHANNELS


@pytest.mark.parametrize("nth", [1, 2, 3])
async def test_killed_while_it_leaves_its_thread_everything_is_in_its_channel_once(
    slack: LocalSlack, process: BotProcess, nth: int
) -> None:
    await slack.command("ana", "general", SMALL)
    await process.delivered()
    process.dies_at("chat.postMessage", nth, "after")

    await slack.command("ana", "general", "severity INC-1 sev2")
    await process.died()
    await process.start()
    await process.delivered()

    assert incident_channels(slack) == ["inc-1-logo-is-blurred"]
    assert {key for key, times in keys(slack).items() if times > 1} == set()
    assert len(slack.channel("inc-1-logo-is-blurred").pins) == 1


async def test_killed_between_its_commit_and_its_answer_the_incident_is_there_all_the_same(
    slack: LocalSlack, process: BotProcess
) -> None:
    asking = asyncio.create_task(slack.command("ana", "general", OPEN))
    await process.killed_once("select count(*) from incidents")
    await asking
    await process.died()

    await process.start()
    await process.delivered()

    assert_everything_is_there_once(slack)


async def test_killed_while_it_catches_up_it_still_finishes(slack: LocalSlack, process: BotProcess) -> None:
    process.dies_at("chat.postMessage", 1, "after")
    await slack.command("ana", "general", OPEN)
    await process.died()
    process.dies_at("conversations.history", 1, "before")

    await process.start()
    await process.died()
    await process.start()
    await process.delivered()

    assert_everything_is_there_once(slack)


async def test_killed_at_random_in_a_burst_of_twenty_nothing_that_was_answered_is_lost_or_doubled(
    slack: LocalSlack, process: BotProcess
) -> None:
    chance = random.Random(20)  # noqa: S311  # A repeatable story, no secret.
    strikes = [chance.randint(5, 45) for _ in range(4)]
    numbers = range(20)

    asked = [asyncio.create_task(slack.command("ana", "general", f"open sev3 burst {n}")) for n in numbers]
    await process.survive(strikes)
    acks = await asyncio.gather(*asked)
    await process.delivered()

    recorded = {f"INC-{row[0]}" for row in process.rows("select id from incidents")}
    answered = {word for ack in acks if ack.body for word in ack.body["text"].split() if word.startswith("INC-")}
    wanted = {f"{key}/{what}" for key in recorded for what in ("intro", "first", "announcement")}
    assert answered <= recorded
    assert len(incident_channels(slack)) == len(recorded)
    assert keys(slack) == dict.fromkeys(wanted, 1)
    rooms = [slack.channel(name) for name in incident_channels(slack)]
    assert [room.name for room in rooms if "U0ANA" not in room.members] == []
    assert [room.name for room in rooms if len(room.pins) != 1] == []
