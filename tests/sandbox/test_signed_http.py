"""Signed HTTP itself: signatures, encodings, the challenge, retries and their headers."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.loopback import on_loopback
from tests.sandbox.small_app import Bot


@dataclass
class Endpoint:
    """A request URL that remembers what was posted to it and answers as it is told."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """Remember one request."""
        self.bodies.append(await request.text())
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        return self.answers.pop(0) if self.answers else web.Response()

    async def has_taken(self, number: int) -> None:
        """Wait for so many requests."""
        while len(self.bodies) < number:  # noqa: ASYNC110  # Each comes over a wire of its own.
            await asyncio.sleep(0.01)


@pytest.fixture
async def endpoint(slack: LocalSlack) -> AsyncIterator[Endpoint]:
    made = Endpoint()
    async with on_loopback(web.post("/", made.take)) as address:
        made.url = f"{address}/"
        slack.deliver_over_http(made.url)
        yield made


async def test_a_command_is_a_signed_form(slack: LocalSlack, endpoint: Endpoint) -> None:
    await slack.command("ana", "payments", "open sev2 “x” & <y>")

    fields = parse_qs(endpoint.bodies[0])
    verifier = SignatureVerifier(slack.signing_secret)
    assert fields["text"] == ["open sev2 “x” & <y>"]
    assert fields["is_enterprise_install"] == ["false"]
    assert verifier.is_valid_request(endpoint.bodies[0], endpoint.headers[0])


async def test_an_interaction_is_json_in_a_form(
    slack: LocalSlack, client: AsyncWebClient, endpoint: Endpoint, button: dict[str, Any]
) -> None:
    posted = await client.chat_postMessage(channel="U0ANA", text="x", blocks=[button])
    await slack.core.outgoing.settled()

    await slack.click("ana", "ack", channel=posted["channel"], ts=posted["ts"])

    payload = json.loads(parse_qs(endpoint.bodies[-1])["payload"][0])
    assert payload["type"] == "block_actions"
    assert payload["is_enterprise_install"] is False


async def test_an_answer_of_plain_text_is_shown(slack: LocalSlack, endpoint: Endpoint) -> None:
    endpoint.answers = [web.Response(text="as you wish")]

    ack = await slack.command("ana", "payments", "x")

    assert ack.body == {"text": "as you wish"}


@pytest.mark.parametrize("status", [302, 401, 500])
async def test_anything_but_2xx_fails_the_command(slack: LocalSlack, endpoint: Endpoint, status: int) -> None:
    endpoint.answers = [web.Response(status=status, headers={"Location": endpoint.url})]

    ack = await slack.command("ana", "payments", "x")

    assert ack.error == "dispatch_failed"


async def test_a_dead_address_fails_the_command(slack: LocalSlack) -> None:
    slack.deliver_over_http("http://127.0.0.1:1/")

    ack = await slack.command("ana", "payments", "x")

    assert ack.error == "dispatch_failed"


async def test_the_address_must_echo_the_challenge(slack: LocalSlack, endpoint: Endpoint, http_bot: Bot) -> None:
    slack.deliver_over_http(endpoint.url)

    silent = await slack.verify_url()
    endpoint.answers = [web.json_response({"challenge": "not it"})]
    wrong = await slack.verify_url()

    assert (silent, wrong) == (False, False)
    assert json.loads(endpoint.bodies[0])["type"] == "url_verification"


async def test_bolt_echoes_the_challenge(slack: LocalSlack, http_bot: Bot) -> None:
    verified = await slack.verify_url()

    assert verified


async def test_an_event_is_tried_again_with_number_and_reason(slack: LocalSlack, endpoint: Endpoint) -> None:
    slack.core.clock.scale = 10_000
    endpoint.answers = [web.Response(status=500), web.Response(status=500)]

    await slack.update_user("bea", title="Lead")
    await slack.core.outgoing.settled()

    retries = [(each.get("x-slack-retry-num"), each.get("x-slack-retry-reason")) for each in endpoint.headers]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]


async def test_retries_come_at_once_then_after_one_and_five_minutes(slack: LocalSlack, endpoint: Endpoint) -> None:
    endpoint.answers = [web.Response(status=500) for _ in range(4)]

    await slack.update_user("bea", title="Lead")
    await endpoint.has_taken(2)
    early = await after(slack, endpoint, 50)
    await slack.pass_time(11)
    await endpoint.has_taken(3)
    later = await after(slack, endpoint, 290)
    await slack.pass_time(11)
    await slack.core.outgoing.settled()

    assert (early, later) == (2, 3)
    assert [each.get("x-slack-retry-num") for each in endpoint.headers] == [None, "1", "2", "3"]


async def test_the_app_may_forbid_retries(slack: LocalSlack, endpoint: Endpoint) -> None:
    slack.core.clock.scale = 10_000
    endpoint.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]

    await slack.update_user("bea", title="Lead")
    await slack.core.outgoing.settled()

    assert len(endpoint.bodies) == 1


async def test_a_retry_is_signed_anew(slack: LocalSlack, endpoint: Endpoint) -> None:
    slack.core.clock.scale = 10_000
    endpoint.answers = [web.Response(status=500)]

    await slack.update_user("bea", title="Lead")
    await slack.core.outgoing.settled()

    assert endpoint.bodies[0] == endpoint.bodies[1]
    assert all(map(_is_signed(slack), endpoint.bodies, endpoint.headers))


async def after(slack: LocalSlack, endpoint: Endpoint, seconds: float) -> int:
    """How many requests there are when so much time has passed, and a moment more."""
    await slack.pass_time(seconds)
    await asyncio.sleep(0.1)
    return len(endpoint.bodies)


def _is_signed(slack: LocalSlack) -> Callable[[str, dict[str, str]], bool]:
    return SignatureVerifier(slack.signing_secret).is_valid_request
