"""The upload URL and the private address of a file: bytes in, bytes out."""

from typing import Any

from aiohttp import web

from sandbox.core import Core


class Uploads:
    """Takes the bytes of announced files, and gives those of completed ones to whoever has a token or the page."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def take(self, request: web.Request) -> web.Response:
        """The bytes of one file, raw or as a form's only file. An upload of another size than announced is refused."""
        file_id = self._core.app.uploads.get(request.match_info["ticket"])
        found = self._core.space.files.get(file_id or "")
        if found is None or found.complete:
            return web.Response(status=404, text="not found")
        content = await _content(request)
        if len(content) != found.size:
            return web.Response(status=400, text=f"size mismatch: {found.size} announced, {len(content)} received")
        found.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def give(self, request: web.Request) -> web.Response:
        """A file at its private address, for the app with its token."""
        if request.headers.get("Authorization", "") != f"Bearer {self._core.app.bot_token}":
            return web.Response(status=403, text="not authorized")
        return self._given(request)

    async def show(self, request: web.Request) -> web.Response:
        """A file for the page."""
        return self._given(request)

    def _given(self, request: web.Request) -> web.Response:
        found = self._core.space.files.get(request.match_info["file"])
        if found is None or found.content is None:
            return web.Response(status=404, text="not found")
        # Whatever was uploaded is not to run in the page's name.
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=found.content, content_type="application/octet-stream", headers=headers)


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    sent: Any = next((each for each in form.values() if isinstance(each, web.FileField)), None)
    return bytes(sent.file.read()) if sent is not None else b""
