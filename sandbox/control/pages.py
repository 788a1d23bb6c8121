"""Serves the page's files out of the package, and turns away requests that were not meant for this machine."""

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

PAGE = Path(__file__).resolve().parent.parent / "page"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@web.middleware
async def only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a Host that is not this machine: a name that somebody else's DNS points here is not ours."""
    host = request.headers.get("Host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name.lower() not in LOOPBACK:
        return web.json_response({"ok": False, "error": "foreign_host"}, status=403)
    return await handler(request)


async def front(request: web.Request) -> web.StreamResponse:
    """The page itself."""
    return _file(PAGE / "index.html")


async def static(request: web.Request) -> web.StreamResponse:
    """One of the page's files."""
    return _file(PAGE / request.match_info["path"])


def _file(path: Path) -> web.StreamResponse:
    found = path.resolve()
    if not found.is_relative_to(PAGE) or not found.is_file():
        raise web.HTTPNotFound(text="no such file", headers=HEADERS)
    return web.FileResponse(found, headers=HEADERS)
