"""One call to Slack's Web API: answered, or an outcome that says what went wrong. Nothing here tries again."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.outcome import Outcome, Refusal, Unsure, Wait
from bot.verdicts import Verdict, judge

Answer = Mapping[str, Any]
RATE_LIMITED = 429
SERVER_ERROR = 500


class Failed(Exception):
    """A call that did not answer ok; `outcome` says what that means, `code` is Slack's word where there is one, and
    `channel` the channel it was about.
    """

    def __init__(self, outcome: Outcome, code: str = "", channel: str = "") -> None:
        super().__init__(code)
        self.outcome = outcome
        self.code = code
        self.channel = channel


class Calls:
    """Slack's Web API with a time limit on each call, over one kept session."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def __call__(self, method: str, **arguments: object) -> Answer:
        """Call a method; Failed where the answer is not ok."""
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            answer = await getattr(self._client, method.replace(".", "_"))(**given)
        except SlackApiError as refused:
            raise _failed(refused, str(given.get("channel", ""))) from refused
        except (aiohttp.ClientError, SlackRequestError, TimeoutError, OSError) as lost:
            raise Failed(Unsure(f"{method}: {type(lost).__name__}")) from lost
        return answer.data if isinstance(answer.data, dict) else {}

    async def upload(self, address: str, content: bytes) -> None:
        """Send bytes to an address that Slack gave for them; Failed where they were not taken."""
        session = self._client.session
        if session is None:
            raise Failed(Unsure("upload: no session"))
        try:
            async with session.post(address, data=content) as answer:
                if answer.status != HTTPStatus.OK:
                    raise Failed(Unsure(f"upload: HTTP {answer.status}", answered=True))
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            raise Failed(Unsure(f"upload: {type(lost).__name__}")) from lost

    async def pages(self, method: str, field: str, *, most: int = 20, **arguments: object) -> list[Any]:
        """All of a list that Slack gives in pages, `most` of them at the utmost."""
        found: list[Any] = []
        cursor: str | None = None
        for _ in range(most):
            answer = await self(method, cursor=cursor, **arguments)
            found += answer.get(field, [])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return found


def _failed(refused: SlackApiError, channel: str) -> Failed:
    response = refused.response
    if response.status_code == RATE_LIMITED:
        return Failed(Wait(float(response.headers.get("Retry-After", "1"))), "ratelimited")
    if response.status_code >= SERVER_ERROR:
        return Failed(Unsure(f"HTTP {response.status_code}", answered=True))
    code = str(response.get("error", "unknown"))
    if code in ("ratelimited", "rate_limited"):
        return Failed(Wait(1.0), code)
    if judge(code) is Verdict.UNSURE:
        return Failed(Unsure(code, answered=True), code)
    return Failed(Refusal(code), code, channel)
