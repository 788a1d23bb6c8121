"""What comes back from Twilio: how far a message or call has come, which key was pressed, what was replied. Each
request is signed with the account's token over our public address; nothing of it is logged.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable

from aiohttp import web
from multidict import MultiMapping

from bot.channels.rings import twiml
from bot.desk import FrontDesk
from bot.views.people import linked as view
from bot.views.scene import Scene
from bot.views.words import Voice
from bot.web.answering import LONGEST_BODY, TROUBLE, voice_of
from commands.people import linked
from commands.people.linked import Act, Seen
from incidents.model import RingState
from storage.errors import Unreachable, Unsure
from storage.store import Store
from storage.tx import Tx

STATES = {
    "sent": RingState.SENT,
    "delivered": RingState.DELIVERED,
    "read": RingState.DELIVERED,
    "ringing": RingState.RANG,
    "in-progress": RingState.ANSWERED,
    **dict.fromkeys(("undelivered", "failed", "busy", "no-answer", "canceled"), RingState.FAILED),
}
YES, NO = "1", "2"
FULL_WIDTH = str.maketrans("１２", "12")  # noqa: RUF001  # As Chinese keyboards type them.


def signature(token: str, address: str, form: MultiMapping[str]) -> str:
    """X-Twilio-Signature: the address, then each field with its value in the order of the names."""
    told = "".join(f"{name}{value}" for name in sorted(set(form)) for value in sorted(set(form.getall(name))))
    mac = hmac.new(token.encode(), f"{address}{told}".encode(), hashlib.sha1).digest()
    return base64.b64encode(mac).decode()


class Telephone:
    """Takes Twilio's requests. `public` is the address that Twilio signs."""

    def __init__(self, store: Store, desk: FrontDesk, *, token: str, public: str) -> None:
        self._store = store
        self._desk = desk
        self._token = token
        self._public = public

    def routes(self) -> list[web.RouteDef]:
        """Where it listens."""
        return [
            web.post("/twilio/status", self.status),
            web.post("/twilio/voice", self.voice),
            web.post("/twilio/sms", self.sms),
        ]

    async def status(self, request: web.Request) -> web.Response:
        """How far a message or a call has come."""
        form = await self._form(request)
        told = form.get("MessageStatus") or form.get("CallStatus") or ""
        if state := STATES.get(told):
            number = form.get("ErrorCode", "")
            code = f"twilio {number}" if number.isascii() and number.isdigit() else told
            text = request.query.get("t", "")
            await self._write(lambda tx: linked.report(tx, text, state, code if state is RingState.FAILED else ""))
        return web.Response(status=204)

    async def voice(self, request: web.Request) -> web.Response:
        """A call was answered, or a key pressed in it."""
        form, text = await self._form(request), request.query.get("t", "")
        await self._write(lambda tx: linked.report(tx, text, RingState.ANSWERED))
        seen = await self._held(text)
        if seen is None:
            return _xml(twiml.NOTHING)
        key = form.get("Digits", "")
        if key not in (YES, NO):
            return _xml(twiml.asked(self._scene(seen), f"{self._public}/twilio/voice?t={text}"))
        said = await self._answered(seen, key, f"call:{form.get('CallSid', '')}:{key}")
        return _xml(twiml.answered(said, self._voice(seen)))

    async def sms(self, request: web.Request) -> web.Response:
        """A reply: 1 or 2 answers the newest page of whoever has that number; anything else says how it stands."""
        form = await self._form(request)
        sender = form.get("From", "")
        seen = await self._read(lambda tx: linked.called_from(tx, sender))
        if seen is None:
            return _xml(twiml.NOTHING)
        key = form.get("Body", "").strip().translate(FULL_WIDTH)[:1]
        said = await self._answered(seen, key, f"sms:{form.get('MessageSid', '')}")
        return _xml(twiml.message(said))

    async def _answered(self, seen: Seen, key: str, once: str) -> str:
        """Take an answer to the desk; how the page stands after it, or why it was not taken."""
        if seen.incident is None or seen.page is None:
            return view.test(self._voice(seen))
        if key in (YES, NO) and seen.is_asked:
            act = seen.yes if key == YES else Act.CANNOT
            told = await self._desk.answer(linked.answer(seen, act, once))
            if told.kind in TROUBLE:
                return self._desk.speak(told)
        after = await self._read(lambda tx: linked.again(tx, seen)) or seen
        return view.standing(after.incident or seen.incident, after.page or seen.page, self._voice(after))

    async def _form(self, request: web.Request) -> MultiMapping[str]:
        """The fields of a request that is signed; 403 for any other, 413 for too much."""
        if (request.content_length or 0) > LONGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(LONGEST_BODY, request.content_length or 0)
        given = request.headers.get("X-Twilio-Signature", "")
        form = await request.post()
        if any(not isinstance(value, str) for value in form.values()):
            raise web.HTTPForbidden
        right = signature(self._token, f"{self._public}{request.path_qs}", form)  # type: ignore[arg-type]  # As just seen.
        if not hmac.compare_digest(given.encode(errors="replace"), right.encode()):
            raise web.HTTPForbidden
        return form  # type: ignore[return-value]  # Likewise.

    async def _held(self, text: str) -> Seen | None:
        def look(tx: Tx) -> Seen | None:
            held = linked.ticket(tx, text)
            return linked.look(tx, held) if held else None

        return await self._read(look)

    async def _read(self, work: Callable[[Tx], Seen | None]) -> Seen | None:
        try:
            return await self._store.read(work)
        except (Unreachable, Unsure):
            raise web.HTTPServiceUnavailable from None

    async def _write(self, work: Callable[[Tx], bool]) -> None:
        try:
            await self._store.write(work)
        except (Unreachable, Unsure):
            raise web.HTTPServiceUnavailable from None

    def _voice(self, seen: Seen) -> Voice:
        return voice_of(seen, self._store.policy.language)

    def _scene(self, seen: Seen) -> Scene:
        return Scene(about=seen.incident, policy=self._store.policy, voice=self._voice(seen), now=seen.at)


def _xml(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/xml")
