"""A check that a server without any rules passes says nothing: only those it fails count as proof of a refusal."""

import sys
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.refused_calls import TABLE, BadCall

AT_LEAST = 40


@pytest.fixture
async def yes() -> AsyncIterator[AsyncWebClient]:
    """A client of a server that answers ok to everything."""

    async def agree(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    application = web.Application()
    application.router.add_route("*", "/api/{method}", agree)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    yield AsyncWebClient(token="xoxb-any", base_url=f"http://127.0.0.1:{port}/api/", retry_handlers=[])
    await runner.cleanup()


async def test_the_checks_of_refusals_fail_a_server_that_refuses_nothing(
    yes: AsyncWebClient, capsys: pytest.CaptureFixture[str]
) -> None:
    passed = [call for call in TABLE if await refusal(yes, call) == call.code]

    counting = len(TABLE) - len(passed)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(TABLE)} checks of refusals; {counting} count: yes to everything fails them\n")
    assert passed == []
    assert counting >= AT_LEAST


async def refusal(client: AsyncWebClient, call: BadCall) -> str | None:
    """The code with which a call is refused."""
    try:
        await client.api_call(call.method, json=call.args)
    except SlackApiError as refused:
        return str(refused.response["error"])
    return None
