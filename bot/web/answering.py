"""Pages answered outside Slack: a link that shows on GET and acts on POST, for what scans mail opens every link."""

import re
from secrets import token_hex

from aiohttp import web

from bot.desk import FrontDesk
from bot.views.people import linked as view
from bot.views.words import Voice, language_of
from bot.web import sheet
from commands.people import linked
from commands.people.linked import Act, Seen
from incidents.reply import Answer
from storage.errors import Unreachable, Unsure
from storage.store import Store
from storage.tx import Tx

LONGEST_BODY = 256 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "X-Frame-Options": "DENY",
}
ONCE = re.compile(r"[0-9a-f]{16}")
TROUBLE = (Answer.REFUSED, Answer.NOT_RECORDED, Answer.UNSURE, Answer.FAILED)


class Answering:
    """Shows a page to who holds its ticket, and takes their answer to the desk."""

    def __init__(self, store: Store, desk: FrontDesk) -> None:
        self._store = store
        self._desk = desk

    def routes(self) -> list[web.RouteDef]:
        """Where it listens."""
        return [web.get("/page/{ticket}", self.show), web.post("/page/{ticket}", self.act)]

    async def show(self, request: web.Request) -> web.Response:
        """What it was for and how that stands now. Changes nothing, however often it is opened."""
        try:
            return self._drawn(await self._seen(request))
        except (Unreachable, Unsure):
            return web.Response(status=503)

    async def act(self, request: web.Request) -> web.Response:
        """Answer; the same showing sent twice counts once."""
        if (request.content_length or 0) > LONGEST_BODY:
            return web.Response(status=413)
        form = await request.post()
        act, once = str(form.get("act", "")), str(form.get("once", ""))
        try:
            seen = await self._seen(request)
            if seen is None or seen.incident is None or seen.page is None or act not in [one.value for one in Act]:
                return self._drawn(seen)
            if not ONCE.fullmatch(once):
                return web.Response(status=400)
            key = f"web:{seen.incident.key}:{seen.page.number}:{once}"
            told = await self._desk.answer(linked.answer(seen, Act(act), key))
            said = self._desk.speak(told) if told.kind in TROUBLE else ""
            return self._drawn(await self._seen(request), said)
        except (Unreachable, Unsure):
            return web.Response(status=503)

    async def _seen(self, request: web.Request) -> Seen | None:
        text = request.match_info["ticket"]

        def look(tx: Tx) -> Seen | None:
            held = linked.ticket(tx, text)
            return linked.look(tx, held) if held else None

        return await self._store.read(look)

    def _drawn(self, seen: Seen | None, said: str = "") -> web.Response:
        voice = voice_of(seen, self._store.policy.language)
        if seen is None:
            return _page(sheet.drawn("sitrep", [view.gone(voice)], voice.language, {}, ""), status=404)
        if seen.incident is None or seen.page is None:
            return _page(sheet.drawn("sitrep", [view.test(voice)], voice.language, {}, ""))
        acts = (seen.yes.value, Act.CANNOT.value) if seen.is_asked else ()
        head = view.head(seen.incident, voice, self._store.policy)
        told = [*((said,) if said else ()), *view.told(seen.incident, seen.page, voice)]
        buttons = {act: voice.word(view.LABELS[act]) for act in acts}
        return _page(sheet.drawn(head, told, voice.language, buttons, token_hex(8)))


def voice_of(seen: Seen | None, default: str) -> Voice:
    """The reader's own language and zone."""
    if seen is None:
        return Voice(default)
    return Voice(language_of(seen.language, default), seen.names, seen.zone)


def _page(text: str, *, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status, headers=HEADERS)
