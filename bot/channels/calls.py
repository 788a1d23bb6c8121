"""One call to Slack's Web API: answered, or an outcome that says what went wrong. Nothing here tries again."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.outcome import BROKEN, Outcome, Refusal, Unsure, Wait, put_off
from bot.verdicts import Verdict, judge

Answer = Mapping[str, Any]
GIVEN = 200
USUAL_WAIT, LONGEST_WAIT = 1.0, 3600.0  # Seconds; what Slack asks for is waited for exactly.
PIECE = 64 * 1024  # Bytes.


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

    @property
    def proxy(self) -> str | None:
        """Where calls go through, if they do."""
        return self._client.proxy

    async def __call__(self, method: str, **arguments: object) -> Answer:
        """Call a method; Failed where the answer is not ok."""
        return (await self.heard(method, **arguments))[0]

    async def heard(self, method: str, **arguments: object) -> tuple[Answer, Mapping[str, str]]:
        """The same with the headers of the answer, their names in small letters."""
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            answer = await getattr(self._client, method.replace(".", "_"))(**given)
        except SlackApiError as refused:
            raise _failed(refused, str(given.get("channel", ""))) from refused
        except (aiohttp.ClientError, SlackRequestError, TimeoutError, OSError) as lost:
            raise Failed(Unsure(f"{method}: {type(lost).__name__}")) from lost
        headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
        return (answer.data if isinstance(answer.data, dict) else {}), headers

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

    async def download(self, address: str, *, most: int) -> bytes:
        """A file at its private address, `most` bytes of it and one more at the utmost. Failed where it is not given.

        The token goes to Slack alone, and no redirect is followed: an app that may not read files is sent to a page to
        sign in.
        """
        if not self._is_slack(address) or self._client.session is None:
            raise Failed(Refusal("not_slack"), "not_slack")
        headers = {"Authorization": f"Bearer {self._client.token}"}
        try:
            async with self._client.session.get(address, headers=headers, allow_redirects=False) as answer:
                _demand_given(answer)
                found = bytearray()
                async for piece in answer.content.iter_chunked(PIECE):
                    found += piece
                    if len(found) > most:
                        break
                return bytes(found[: most + 1])
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            raise Failed(Unsure(f"download: {type(lost).__name__}")) from lost

    def _is_slack(self, address: str) -> bool:
        there, here = urlsplit(address), urlsplit(self._client.base_url)
        if (there.scheme, there.netloc) == (here.scheme, here.netloc):
            return True
        return there.scheme == "https" and (there.hostname or "").endswith(".slack.com") and there.port in (None, 443)

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


def _demand_given(answer: aiohttp.ClientResponse) -> None:
    if later := _later(answer.status, answer.headers):
        raise later
    if answer.status != GIVEN:
        raise Failed(Refusal("file_not_given"), "file_not_given")


def _later(status: int, headers: Mapping[str, str]) -> Failed | None:
    """Slack asks for patience, or has trouble of its own: then it may have happened, whatever else it says."""
    if status >= BROKEN:
        return Failed(Unsure(f"HTTP {status}", answered=True))
    outcome = put_off(status, headers, usual=USUAL_WAIT, longest=LONGEST_WAIT)
    return Failed(outcome, "ratelimited" if isinstance(outcome, Wait) else "") if outcome else None


def _failed(refused: SlackApiError, channel: str) -> Failed:
    response = refused.response
    if later := _later(response.status_code, response.headers):
        return later
    code = str(response.get("error", "unknown"))
    if code in ("ratelimited", "rate_limited"):
        return Failed(Wait(USUAL_WAIT), code)
    if judge(code) is Verdict.UNSURE:
        return Failed(Unsure(code, answered=True), code)
    return Failed(Refusal(code), code, channel)
