"""The HTTP side: /healthz, /readyz, /metrics, /slack/events where Slack's requests come signed, and what is answered
outside Slack.
"""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

LONGEST_BODY = 1024 * 1024
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)  # What Bolt makes of a body that is not Slack's.
Ready = Callable[[], Awaitable[str]]
Measure = Callable[[], Awaitable[None]]


class WebServer:
    """Listens on one address until stopped. `ready` returns what is wrong, or nothing; `measure` brings the
    gauges up to date.
    """

    def __init__(
        self, ready: Ready, measure: Measure, app: AsyncApp | None, routes: Sequence[web.RouteDef] = ()
    ) -> None:
        self._ready = ready
        self._measure = measure
        self._app = app
        self._routes = routes
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Begin to listen; port 0 takes a free one."""
        application = web.Application(client_max_size=LONGEST_BODY)
        application.add_routes(
            [web.get("/healthz", self.health), web.get("/readyz", self.readiness), web.get("/metrics", self.metrics)]
        )
        application.add_routes(self._routes)
        if self._app:
            application.router.add_post("/slack/events", self.slack)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Take no more requests and finish those under way."""
        if self._runner:
            await self._runner.cleanup()

    async def health(self, request: web.Request) -> web.Response:
        """The process lives."""
        return web.json_response({"ok": True})

    async def readiness(self, request: web.Request) -> web.Response:
        """The process can do its work, or what keeps it from it."""
        wrong = await self._ready()
        return web.json_response({"ok": not wrong, "wrong": wrong}, status=503 if wrong else 200)

    async def metrics(self, request: web.Request) -> web.Response:
        """Figures for Prometheus."""
        await self._measure()
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def slack(self, request: web.Request) -> web.Response:
        """A signed request. A timestamp, signature or body that is none is a wrong one: 401, and nothing of it is
        logged. Bolt reads the body before it looks at the signature, so anybody's body comes this far.
        """
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if self._app is None or not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12 and signature.isascii()):
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            asked = await to_bolt_request(request)
        except UNREADABLE:
            return web.json_response({"error": "invalid request"}, status=401)
        return await to_aiohttp_response(await self._app.async_dispatch(asked))
