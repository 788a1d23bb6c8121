"""Misbehaviour on demand: which call fails, how, and whether its effect took place."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

POST = "chat.postMessage"


def said(slack: LocalSlack, room: str) -> list[str]:
    return [message["text"] for message in slack.messages(room) if "subtype" not in message]


async def test_a_429_says_when_to_come_back(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    slack.faults.add(Fault(POST, kind="429", retry_after=7))

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=room, text="x")

    answer = caught.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "7")
    assert said(slack, room) == []


@pytest.mark.parametrize(("when", "effect"), [("before", []), ("after", ["x"])])
async def test_a_500_comes_before_or_after_the_effect(
    slack: LocalSlack, client: AsyncWebClient, room: str, when: str, effect: list[str]
) -> None:
    slack.faults.add(Fault(POST, kind="500", when=when))

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=room, text="x")

    assert caught.value.response.status_code == 500
    assert said(slack, room) == effect


@pytest.mark.parametrize(("when", "effect"), [("before", []), ("after", ["x"])])
async def test_a_connection_is_dropped_before_or_after_the_effect(
    slack: LocalSlack, client: AsyncWebClient, room: str, when: str, effect: list[str]
) -> None:
    slack.faults.add(Fault(POST, kind="drop", when=when))

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.chat_postMessage(channel=room, text="x")

    assert said(slack, room) == effect
    assert slack.calls[-1].answer is None
    assert slack.calls[-1].ended is not None


@pytest.mark.parametrize(("when", "effect"), [("before", []), ("after", ["x"])])
async def test_a_call_hangs_before_or_after_the_effect_and_is_let_go_at_the_end(
    client: AsyncWebClient, slack: LocalSlack, room: str, when: str, effect: list[str]
) -> None:
    slack.faults.add(Fault(POST, kind="hang", when=when))

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await client.chat_postMessage(channel=room, text="x")

    assert said(slack, room) == effect


@pytest.mark.parametrize(("when", "effect"), [("before", []), ("after", ["x"])])
async def test_any_error_code_can_be_had(
    slack: LocalSlack, refused: Refused, room: str, when: str, effect: list[str]
) -> None:
    slack.faults.add(Fault(POST, kind="fatal_error", when=when))

    code = await refused(POST, channel=room, text="x")

    assert code == "fatal_error"
    assert said(slack, room) == effect


async def test_the_nth_call_fails_and_as_often_as_asked(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    slack.faults.add(Fault(POST, nth=2, times=2, kind="internal_error"))

    await client.chat_postMessage(channel=room, text="1")
    failed = [await refused(POST, channel=room, text="2"), await refused(POST, channel=room, text="3")]
    await client.chat_postMessage(channel=room, text="4")

    assert failed == ["internal_error", "internal_error"]
    assert said(slack, room) == ["1", "4"]
    assert slack.faults.pending() == []


async def test_a_hook_is_called_and_the_call_goes_on(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    seen: list[list[str]] = []
    slack.faults.add(Fault(POST, hook=lambda: seen.append(said(slack, room))))
    slack.faults.add(Fault(POST, when="after", hook=lambda: seen.append(said(slack, room))))

    await client.chat_postMessage(channel=room, text="x")

    assert seen == [[], ["x"]]


async def test_a_fault_of_one_method_spares_the_others(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    slack.faults.add(Fault("chat.update", kind="500"))

    posted = await client.chat_postMessage(channel=room, text="x")

    assert posted["ok"]
    assert len(slack.faults.pending()) == 1


async def test_faults_can_be_called_off(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    slack.faults.add(Fault("*", kind="500"))

    slack.faults.clear()

    assert (await client.auth_test())["ok"]


@pytest.mark.parametrize("fault", [{"when": "never"}, {"nth": 0}, {"times": 0}])
def test_a_fault_that_cannot_be_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"when|nth"):
        Fault(POST, **fault)  # type: ignore[arg-type]  # Each row is wrong in its own way.
