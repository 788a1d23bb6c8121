"""The database goes away and comes back: people are told the truth at once, nothing is lost, no hand is needed."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from app import SystemClock
from sandbox.server import LocalSlack
from tests.office import Office, shown
from tests.wires.opening import OPEN, ROOM, assert_everything_is_there_once
from tests.wires.process import BotProcess
from tests.wires.proxy import Proxy, proxy_to
from tests.workspace import CONTACT, Entry, StartBot

pytestmark = pytest.mark.slow

IN_TIME = 3000.0  # Milliseconds: then Slack gives the person an error of its own.
RETRIES = (0.3, 1.0, 2.0, 3.0, 5.0)


@pytest.fixture
def patience() -> float:
    """This file is about patience: in earnest."""
    return 0.0


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else writes to the SQLite file and does not stop."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def said_of_events(logged: list[Entry]) -> set[str]:
    """Why events were not taken, as the log has it: one line each, without a traceback."""
    return {entry["error"] for entry in logged if entry["event"] == "slack.not_taken"}


@pytest.fixture
async def way(postgres_url: str) -> AsyncIterator[Proxy]:
    """The way to the PostgreSQL server of the tests."""
    address = make_url(postgres_url)
    async with proxy_to(address.host or "127.0.0.1", address.port or 5432) as proxy:
        yield proxy


@pytest.fixture
async def far(slack: LocalSlack, start_bot: StartBot, postgres_url: str, way: Proxy) -> Office:
    """An office whose bot keeps its memory on a server far away."""
    address = make_url(postgres_url).set(host="127.0.0.1", port=way.port, drivername="postgresql")
    clock = SystemClock()
    bot = await start_bot("socket", clock=clock, database=address.render_as_string(hide_password=False))
    return Office(slack, bot, clock, "socket")


def is_honest(answer: str) -> bool:
    """Whether it says that nothing was recorded and nobody paged, whom to call, and what was typed."""
    wanted = ("NOT recorded", "NOBODY paged", CONTACT, "checkout is failing")
    return all(word in answer for word in wanted)


# SQLite.


async def test_with_a_locked_database_a_command_is_answered_in_time_and_in_truth(
    office: Office, wire: str, tmp_path: Path
) -> None:
    with locked(tmp_path / "bot.db"):
        ack = await office.slack.command("ana", "general", OPEN)

    await asyncio.sleep(0.5)
    listed = await office.says("ana", "general", "list")
    opened = await office.says("ana", "general", OPEN)

    assert ack.error is None
    assert ack.ms < IN_TIME
    assert is_honest(shown(ack.body or {}))
    assert "Nothing is open." in listed
    assert "INC-1 (SEV2) is recorded" in opened
    assert_everything_is_there_once(office.slack)


async def test_with_a_locked_database_buttons_and_forms_are_answered_in_truth(
    office: Office, wire: str, tmp_path: Path
) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "note")
    view = office.form("ana")
    button = office.button("ana", "Acknowledge", ROOM)
    assert view is not None

    with locked(tmp_path / "bot.db"):
        click = office.slack.click("ana", button.action_id, channel=button.channel, ts=button.ts)
        sent = office.slack.submit("ana", view["id"], {"text": "failover started"})
        pressed, submitted = await asyncio.gather(click, sent)
    await office.rest()

    said = office.slack.ephemerals("ana")[-1]["text"]
    errors = str((submitted.body or {}).get("errors"))
    assert (pressed.error, submitted.error) == (None, None)
    assert max(pressed.ms, submitted.ms) < IN_TIME
    assert "NOT recorded, NOBODY paged" in said
    assert "NOT recorded, NOBODY paged" in errors
    assert "failover started" in errors
    assert office.slack.views("ana")[-1]["callback_id"] == "form:note"
    assert "Written into the timeline" in await office.fills("ana", text="failover started")


async def test_with_a_locked_database_events_are_not_acknowledged_and_come_again(
    office: Office, wire: str, tmp_path: Path, logged: list[Entry]
) -> None:
    office.slack.core.outgoing.retry_after = RETRIES
    await office.says("ana", "general", f"{OPEN} --private")

    with locked(tmp_path / "bot.db"):
        await office.slack.join("mia", ROOM)
        await asyncio.sleep(3.2)
    await office.rest()

    assert said_of_events(logged) == {"Unreachable"}
    assert "checkout is failing" in await office.says("mia", "general", "status INC-1")


async def test_what_was_on_its_way_when_the_database_locked_arrives_once_by_itself(
    office: Office, tmp_path: Path
) -> None:
    office.slack.latency = 0.2
    asking = asyncio.create_task(office.slack.command("ana", "general", OPEN))
    await asking
    with locked(tmp_path / "bot.db"):
        await asyncio.sleep(3)
    office.slack.latency = 0.0

    office.clock.offset += timedelta(minutes=1)
    await office.rest()
    office.clock.offset += timedelta(minutes=1)
    await office.rest()

    assert_everything_is_there_once(office.slack)


async def test_a_timer_that_was_due_while_the_database_was_locked_rings_by_itself(
    office: Office, tmp_path: Path
) -> None:
    await office.says("ana", "general", OPEN)
    with locked(tmp_path / "bot.db"):
        office.clock.offset += timedelta(minutes=6)
        await office.bot.alarm.tick()

    async with asyncio.timeout(10):
        while "NOBODY HAS IT" not in office.posts(ROOM)[-1]:  # noqa: ASYNC110  # The bot's own clock makes it true.
            await asyncio.sleep(0.1)

    assert len([post for post in office.posts(ROOM) if "NOBODY HAS IT" in post]) == 1


# PostgreSQL.


async def test_with_the_server_gone_a_command_is_answered_in_time_and_in_truth(far: Office, way: Proxy) -> None:
    await way.cut()
    gone = await far.slack.command("ana", "general", OPEN)
    listed = await far.slack.command("ana", "general", "list checkout is failing")
    await way.open()
    opened = await far.says("ana", "general", OPEN)
    await far.pass_time(seconds=45)

    assert max(gone.ms, listed.ms) < IN_TIME
    assert is_honest(shown(gone.body or {}))
    assert "NOT recorded" in shown(listed.body or {})
    assert "INC-1 (SEV2) is recorded" in opened
    assert_everything_is_there_once(far.slack)


async def test_with_the_server_silent_a_command_is_answered_in_time(far: Office, way: Proxy) -> None:
    way.stall()
    ack = await far.slack.command("ana", "general", OPEN)
    way.flow()

    await asyncio.sleep(0.5)
    listed = await far.says("ana", "general", "list")

    assert ack.error is None
    assert ack.ms < IN_TIME
    assert is_honest(shown(ack.body or {}))
    assert "Nothing is open." in listed


async def test_with_the_server_gone_events_are_not_acknowledged_and_come_again(
    far: Office, way: Proxy, logged: list[Entry]
) -> None:
    far.slack.core.outgoing.retry_after = RETRIES
    await far.says("ana", "general", f"{OPEN} --private")

    await way.cut()
    await far.slack.join("mia", ROOM)
    await asyncio.sleep(1)
    await way.open()
    await far.rest()

    assert said_of_events(logged) == {"Unreachable"}
    assert "checkout is failing" in await far.says("mia", "general", "status INC-1")


async def test_ended_sessions_are_not_noticed_by_anybody(far: Office, postgres_url: str) -> None:
    await far.says("ana", "general", OPEN)
    admin = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
    await admin.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    await admin.close()

    answer = await far.says("bea", "general", "ack INC-1")
    await far.pass_time(seconds=45)

    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert far.posts(ROOM).count("Bea has it.") == 1


async def test_a_server_that_goes_in_the_middle_of_an_opening_leaves_nothing_out(far: Office, way: Proxy) -> None:
    far.slack.core.outgoing.retry_after = RETRIES
    far.slack.latency = 0.1
    await far.slack.command("ana", "general", OPEN)
    await asyncio.sleep(0.15)
    await way.cut()
    await asyncio.sleep(1.5)
    await way.open()
    far.slack.latency = 0.0

    far.clock.offset += timedelta(seconds=45)
    await far.rest()
    far.clock.offset += timedelta(seconds=45)
    await far.rest()

    assert_everything_is_there_once(far.slack)


# The end.


async def test_a_tick_under_way_at_the_end_comes_to_its_own_end(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path, logged: list[Entry]
) -> None:
    bot = await start_bot("socket")
    with locked(tmp_path / "bot.db"):
        await asyncio.sleep(1.2)
        ending = asyncio.create_task(bot.stop())
        await asyncio.sleep(0.2)
    await ending

    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == []


async def test_sigterm_lets_a_question_under_way_be_answered(slack: LocalSlack, tmp_path: Path) -> None:
    slack.core.outgoing.retry_after = RETRIES
    process = BotProcess(slack, tmp_path)
    await process.start()
    with locked(tmp_path / "bot.db"):
        asking = asyncio.create_task(slack.command("ana", "general", OPEN))
        await asyncio.sleep(0.3)
        ending = asyncio.create_task(process.terminate())
        await asyncio.sleep(0.3)
    ack, code = await asyncio.gather(asking, ending)

    await process.start()
    await process.delivered()
    again = await process.terminate()

    assert ack.error is None
    assert "INC-1 (SEV2) is recorded" in shown(ack.body or {})
    assert (code, again) == (0, 0)
    assert_everything_is_there_once(slack)


@pytest.mark.parametrize("wire", ["socket", "http"])
async def test_sigterm_in_the_middle_of_an_opening_leaves_the_rest_for_the_next_start(
    slack: LocalSlack, tmp_path: Path, wire: str
) -> None:
    slack.core.outgoing.retry_after = RETRIES
    process = BotProcess(slack, tmp_path, wire)
    await process.start()
    slack.latency = 0.1
    ack = await slack.command("ana", "general", OPEN)
    code = await process.terminate()
    slack.latency = 0.0

    await process.start()
    await process.delivered()
    again = await process.terminate()

    assert "INC-1 (SEV2) is recorded" in shown(ack.body or {})
    assert (code, again) == (0, 0)
    assert_everything_is_there_once(slack)
