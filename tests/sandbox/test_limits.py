"""Rate limits: tiers per method, one message per second and channel, and how long to wait."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.catalogue import CATALOGUE
from sandbox.limits import Limits
from sandbox.method import Method
from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

CREATE = CATALOGUE["conversations.create"]
POST = CATALOGUE["chat.postMessage"]


def waits(limits: Limits, method: Method, moments: list[float], channel: str = "") -> list[int]:
    return [limits.wait(method, channel, moment) for moment in moments]


def limits(mode: str) -> Limits:
    made = Limits()
    made.mode = mode
    return made


def test_nothing_waits_unless_asked_for() -> None:
    found = waits(limits("off"), POST, [0.0] * 1000, channel="C1")

    assert set(found) == {0}


def test_a_tier_is_used_up_within_a_minute() -> None:
    found = waits(limits("strict"), CREATE, [0.0] * 20 + [30.0, 59.0, 60.0])

    assert found == [0] * 20 + [30, 1, 0]


def test_real_limits_give_calls_back_little_by_little() -> None:
    found = waits(limits("real"), CREATE, [0.0] * 20 + [0.0, 3.0, 3.0])

    assert found == [0] * 20 + [3, 0, 3]


def test_strict_posting_is_one_a_second_in_each_channel() -> None:
    strict = limits("strict")

    first = waits(strict, POST, [0.0, 0.5, 1.0], channel="C1")
    other = waits(strict, POST, [0.6], channel="C2")

    assert first == [0, 1, 0]
    assert other == [0]


def test_real_posting_bears_a_short_burst() -> None:
    found = waits(limits("real"), POST, [0.0] * 5, channel="C1")

    assert found == [0, 0, 0, 0, 1]


def test_some_methods_have_no_limit() -> None:
    found = waits(limits("strict"), CATALOGUE["auth.test"], [0.0] * 500)

    assert set(found) == {0}


async def test_a_call_that_comes_too_soon_has_no_effect(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    slack.limits = "strict"
    await client.chat_postMessage(channel=room, text="1")

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=room, text="2")

    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    assert caught.value.response.headers["Retry-After"] == "1"
    assert slack.messages(room)[-1]["text"] == "1"


async def test_a_channel_by_its_name_is_the_same_channel(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    slack.limits = "strict"
    await client.chat_postMessage(channel=room, text="1")
    direct = await client.chat_postMessage(channel="U0ANA", text="1")

    codes = [
        await refused("chat.postMessage", channel="#inc-1", text="2"),
        await refused("chat.postMessage", channel=direct["channel"], text="2"),
    ]

    assert codes == ["ratelimited", "ratelimited"]


@pytest.mark.parametrize(
    ("method", "calls"),
    [
        *(("conversations.create", 20), ("pins.add", 20), ("users.list", 20), ("bookmarks.add", 20)),
        *(("chat.update", 50), ("conversations.invite", 50), ("reactions.add", 50), ("conversations.history", 50)),
        *(("views.open", 100), ("users.info", 100), ("chat.postEphemeral", 100), ("conversations.members", 100)),
    ],
)
def test_each_method_has_its_tier(method: str, calls: int) -> None:
    found = waits(limits("strict"), CATALOGUE[method], [0.0] * (calls + 1))

    assert found == [0] * calls + [60]


def test_an_unknown_mode_is_refused() -> None:
    slack = LocalSlack.__new__(LocalSlack)

    with pytest.raises(ValueError, match="off, real, strict"):
        slack.limits = "sometimes"
