"""One scenario (scenario.json), four clients that nobody here wrote, two wires: the same workspace in the end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.clients.foreign import PROGRAMS, client_of, need_node

WAIT_SECONDS = 20.0
TYPED_TIMES = 5
PEOPLE = 9
TOLD = [
    "INC-1 (open -> acknowledged)",
    "  The details go here.",
    "  The database fails over",
    "INC-1 is acknowledged.",
    "  It got worse.",
    "invalid_name_specials",
    "too_long",
    "channel_not_found",
    "invalid_blocks",
    "already_reacted",
    "Told to wait, and waited.",
    str(PEOPLE),
]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    running = await LocalSlack.start()
    yield running
    await running.stop()


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> str:
    if request.param.startswith("@"):
        need_node()
    return str(request.param)


@pytest.mark.slow
@pytest.mark.parametrize("wire", ["socket", "http"])
async def test_every_client_leaves_the_workspace_in_the_same_state(slack: LocalSlack, program: str, wire: str) -> None:
    async with client_of(slack, program, wire):
        await declare_and_report(slack)
        await refuse_and_delay(slack)

    assert said_in(slack, "inc-1") == TOLD
    assert facts_of(slack, "inc-1") == {
        "topic": "sev2: checkout is slow",
        "members": ["U0SITREP", "U0ANA"],
        "pinned": ["INC-1 has somebody"],
        "reactions": {"eyes": ["U0SITREP"], "fire": ["U0ANA"]},
        "metadata": {"event_type": "incident", "event_payload": {"key": "INC-1", "number": 1}},
    }
    assert [each["text"] for each in slack.ephemerals("ana")] == [
        "Declaring it.",
        "INC-1 is open.",
        "Trying what is not allowed.",
        "Patience.",
        "Counting.",
    ]
    assert [call.status for call in slack.calls if call.status != 200] == [429]


@pytest.mark.slow
async def test_every_client_comes_back_after_a_disconnect(slack: LocalSlack, program: str) -> None:
    async with client_of(slack, program, "socket"):
        await slack.sockets.refresh()
        await slack.connected()

        answer = await asked_until_answered(slack)

    assert answer == {"text": "Still here."}
    assert [call.method for call in slack.calls].count("apps.connections.open") == 2


async def asked_until_answered(slack: LocalSlack) -> dict[str, Any] | None:
    """Type a command again and again, as people do: slack_sdk's blocking client hears nothing while it reconnects."""
    for _ in range(TYPED_TIMES):
        ack = await slack.command("ana", "payments", "again")
        if ack.error is None:
            return ack.body
    return None


async def declare_and_report(slack: LocalSlack) -> None:
    """An incident is declared, taken and reported on, with a form that is refused once."""
    opened = await slack.command("ana", "payments", "open")
    assert (opened.error, opened.body) == (None, {"text": "Declaring it."})
    await until(lambda: len(slack.ephemerals("ana")) == 2)
    card = card_in(slack, "inc-1")["ts"]
    taken = await slack.click("ana", "ack", channel="inc-1", ts=card)
    assert taken.error is None
    await until(lambda: "eyes" in facts_of(slack, "inc-1")["reactions"])
    pressed = await slack.click("ana", "report", channel="inc-1", ts=card)
    assert pressed.error is None
    await until(lambda: len(slack.views("ana")) == 1)
    form = slack.views("ana")[0]["id"]
    refused = await slack.submit("ana", form, {"what": {"text": "no"}})
    assert refused.body == {"response_action": "errors", "errors": {"what": "Say more than no."}}
    taken = await slack.submit("ana", form, {"what": {"text": "The database fails over"}})
    assert taken.error is None
    await until(lambda: said_in(slack, "inc-1")[-1:] == TOLD[2:3])
    assert slack.views("ana") == []
    await slack.say("ana", "inc-1", "@sitrep status")
    await until(lambda: said_in(slack, "inc-1")[-1:] == TOLD[3:4])
    await slack.react("ana", "inc-1", card, "fire")
    await until(lambda: said_in(slack, "inc-1")[-1:] == TOLD[4:5])


async def refuse_and_delay(slack: LocalSlack) -> None:
    """Calls are refused with their codes, one is told to wait, one list is turned page by page."""
    await slack.command("ana", "payments", "refusals")
    await until(lambda: said_in(slack, "inc-1")[-1:] == TOLD[9:10])
    slack.faults.add(Fault("chat.postMessage", kind="429", retry_after=1))
    await slack.command("ana", "payments", "too fast")
    await until(lambda: said_in(slack, "inc-1")[-1:] == TOLD[10:11])
    await slack.command("ana", "payments", "pages")
    await until(lambda: said_in(slack, "inc-1")[-1:] == TOLD[11:])


def said_in(slack: LocalSlack, channel: str) -> list[str]:
    """What the app said in a channel, in order: the card with its course, replies indented."""
    said = [each for each in slack.messages(channel) if each.get("bot_id")]
    return [_line(each) for each in said]


def _line(said: dict[str, Any]) -> str:
    if said.get("edited"):
        status = said["blocks"][1]["fields"][1]["text"].splitlines()[1]
        return f"INC-1 (open -> {status})"
    reply = said.get("thread_ts", said["ts"]) != said["ts"]
    return f"  {said['text']}" if reply else str(said["text"])


def facts_of(slack: LocalSlack, channel: str) -> dict[str, Any]:
    """What else there is to see in a channel."""
    room = slack.channel(channel)
    messages = {each["ts"]: each for each in slack.messages(channel)}
    card = card_in(slack, channel)
    return {
        "topic": room.topic["value"],
        "members": list(room.members),
        "pinned": [messages[ts]["text"] for ts in room.pins],
        "reactions": {each["name"]: each["users"] for each in card.get("reactions", [])},
        "metadata": card["metadata"],
    }


def card_in(slack: LocalSlack, channel: str) -> dict[str, Any]:
    """The message that carries the incident's metadata."""
    return next(each for each in slack.messages(channel) if each.get("metadata"))


async def until(true: Callable[[], bool]) -> None:
    """Wait for something the client is about to do. Raises TimeoutError."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not true():  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.02)
