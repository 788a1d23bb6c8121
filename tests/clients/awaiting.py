"""The scenario by slack_sdk's asyncio clients. `python -m tests.clients.awaiting '{"wire": "socket", ...}'`"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.clients.scenario import Body, Script, Step, understood

Ack = Callable[[Body], Awaitable[None]]


class Performer:
    """Performs the scenario with an AsyncWebClient that tries again when told to wait."""

    def __init__(self, slack: Body) -> None:
        self.web = AsyncWebClient(token=slack["bot_token"], base_url=slack["api_url"])
        self.web.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        self.script = Script()

    async def perform(self, body: Body, ack: Ack) -> None:
        """Do what the scenario says about this payload."""
        for step in self.script.steps(body):
            if "ack" in step:
                await ack(step["ack"])
            elif "respond" in step:
                await AsyncWebhookClient(body["response_url"]).send(**step["respond"])
            elif "pages" in step:
                pages = await self._method(step["pages"])(**step["with"])
                self.script.keep(step, [each async for page in pages for each in page[step["each"]]])
            else:
                await self._call(step)

    def _method(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(self.web, name.replace(".", "_"))
        return found

    async def _call(self, step: Step) -> None:
        try:
            answer = await self._method(step["call"])(**self.script.filled(step["with"]))
        except SlackApiError as refusal:
            self.script.known[step["refused"]] = refusal.response["error"]
        else:
            assert "refused" not in step, f"{step['call']} was not refused"
            self.script.keep(step, answer)


async def over_socket(slack: Body) -> int:
    """Connect by Socket Mode."""
    performer = Performer(slack)
    client = SocketModeClient(app_token=slack["app_token"], web_client=performer.web)

    async def listen(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        async def ack(answer: Body) -> None:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))

        if request.type == "events_api":
            await ack({})
        await performer.perform(request.payload, ack)

    client.socket_mode_request_listeners.append(listen)
    await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk left it untyped.
    return 0


async def over_http(slack: Body) -> int:
    """Serve signed HTTP; gives the port."""
    performer = Performer(slack)
    verifier = SignatureVerifier(slack["signing_secret"])
    after: set[asyncio.Task[None]] = set()

    async def door(request: web.Request) -> web.Response:
        raw = await request.text()
        if not verifier.is_valid_request(raw, dict(request.headers)):
            return web.Response(status=401)
        body = understood(raw, request.content_type)
        answered: asyncio.Future[Body] = asyncio.get_running_loop().create_future()

        async def ack(answer: Body) -> None:
            answered.set_result(answer)

        if "event" in body:
            await ack({})
        task = asyncio.create_task(performer.perform(body, ack))
        after.add(task)
        answer = await answered
        return web.json_response(answer) if answer else web.Response()

    application = web.Application()
    application.router.add_post("/slack/events", door)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return int(runner.addresses[0][1])


async def serve(slack: Body) -> None:
    """Live as long as whoever started it."""
    port = await (over_socket(slack) if slack["wire"] == "socket" else over_http(slack))
    sys.stdout.write(f"ready {port}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(json.loads(sys.argv[1])))
