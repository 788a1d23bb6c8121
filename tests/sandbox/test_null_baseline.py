"""A check that a server without any rules passes says nothing: only those it fails count as proof of a refusal."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.figures import Tell
from tests.loopback import on_loopback
from tests.sandbox.refused_calls import TABLE, BadCall, filled

AT_LEAST = 40


@pytest.fixture
async def yes() -> AsyncIterator[AsyncWebClient]:
    """A client of a server that answers ok to everything."""

    async def agree(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async with on_loopback(web.route("*", "/api/{method}", agree)) as address:
        yield AsyncWebClient(token="xoxb-any", base_url=f"{address}/api/", retry_handlers=[])


async def test_only_checks_that_fail_a_server_without_rules_count_and_the_local_slack_passes_them(
    client: AsyncWebClient, yes: AsyncWebClient, world: dict[str, str], tell: Tell
) -> None:
    ours = [call for call in TABLE if await refusal(client, call, world) == call.code]
    naive = [call for call in TABLE if await refusal(yes, call, world) == call.code]

    counting = [call for call in ours if call not in naive]
    codes = {call.code for call in counting}
    tell(f"{len(ours)} of {len(TABLE)} bad calls are refused by the local Slack with their code, {len(codes)} codes")
    tell(f"{len(naive)} of {len(TABLE)} bad calls are refused by a server that says ok to everything")
    assert naive == []
    assert len(counting) == len(TABLE)
    assert min(len(counting), len(codes)) >= AT_LEAST


async def refusal(client: AsyncWebClient, call: BadCall, world: dict[str, str]) -> str | None:
    """The code with which a call is refused."""
    try:
        await client.api_call(call.method, json=filled(call.args, world))
    except SlackApiError as refused:
        return str(refused.response["error"])
    return None
