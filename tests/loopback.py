"""Servers of aiohttp on loopback, each as long as a test needs whoever is behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def on_loopback(*routes: web.RouteDef) -> AsyncIterator[str]:
    """Serves these routes; the address, without a slash at its end."""
    app = web.Application()
    app.add_routes(routes)
    async with serving(app) as address:
        yield address


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """Serves an application."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
        await asyncio.sleep(0)
