"""Socket Mode: the connection that Slack speaks to us over. What is being answered is tracked and drained."""

import asyncio

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

PING = 5.0


class SocketWire(AsyncSocketModeHandler):
    """Must be made inside the running loop."""

    def __init__(self, app: AsyncApp, app_token: str, client: AsyncWebClient) -> None:
        super().__init__(app, app_token, web_client=client, ping_interval=PING)
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # Not async there.
        """Answer one envelope. While stopping none is taken: Slack keeps events for later and tells the person
        otherwise.
        """
        task = asyncio.current_task()
        if self._stopping or task is None:
            return
        self._running.add(task)
        try:
            await super().handle(client, req)
        finally:
            self._running.discard(task)

    async def connect(self, address: str) -> None:
        """Connect to the address that Slack gave; the client reconnects by itself from then on, with a new one each
        time.
        """
        self.client.wss_uri = address
        await self.connect_async()  # type: ignore[no-untyped-call]  # The library has no types here.

    async def stop(self) -> None:
        """Take nothing new, let what is being answered be acknowledged, disconnect."""
        self._stopping = True
        self.client.auto_reconnect_enabled = False
        if self._running:
            await asyncio.wait(set(self._running), timeout=5)
        await self.close_async()  # type: ignore[no-untyped-call]  # Likewise.
