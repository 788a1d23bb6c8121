"""The telephone company: takes messages and calls as Twilio's HTTP API does, and brings answers back, signed."""

import base64
import hashlib
import hmac
import html
import re
import secrets
from collections.abc import Mapping
from xml.etree import ElementTree

import aiohttp
from aiohttp import web

from sandbox.clock import Clock
from sandbox.refusal import Refusal
from sandbox.stage.phone import Phones, Ring

ONCE_BYTES = 8
KINDS = {"Messages": "sms", "Calls": "voice"}
YES = "1"
ACTS = re.compile(r'name="act" value="([a-z_-]+)"')
PARAGRAPH = re.compile(r"<p>(.*?)</p>")


class Exchange:
    """Whose number is whose is in `numbers`: person by number. `secret` is the account's token."""

    def __init__(self, phones: Phones, clock: Clock, numbers: Mapping[str, str], secret: str) -> None:
        self.public = ""
        self._phones = phones
        self._clock = clock
        self._numbers = numbers
        self._secret = secret
        self._session: aiohttp.ClientSession | None = None

    def routes(self) -> list[web.RouteDef]:
        """Where it takes messages and calls."""
        return [web.post("/2010-04-01/Accounts/{sid}/{what:Messages|Calls}.json", self.take)]

    async def stop(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    async def take(self, request: web.Request) -> web.Response:
        """One message or call."""
        given = "Basic " + base64.b64encode(f"{request.match_info['sid']}:{self._secret}".encode()).decode()
        if not hmac.compare_digest(request.headers.get("Authorization", ""), given):
            return web.json_response({"code": 20003, "message": "Authenticate"}, status=401)
        form = {name: str(value) for name, value in (await request.post()).items()}
        if form.get("To", "") not in self._numbers:
            return web.json_response({"code": 21211, "message": "No such number here"}, status=400)
        ring = self._ring(KINDS[request.match_info["what"]], form)
        return web.json_response({"sid": _sid(ring), "status": "queued"}, status=201)

    def _ring(self, kind: str, form: Mapping[str, str]) -> Ring:
        spoken = _spoken(form.get("Twiml", ""))
        back = form.get("Url", "") if kind == "voice" else form["To"] if form.get("StatusCallback") else ""
        person = self._numbers[form["To"]]
        return self._phones.ring(
            Ring(0, kind, person, form["From"], form.get("Body", spoken), self._clock.now(), back, heard=kind == "sms")
        )

    async def press(self, ring: Ring, key: str) -> None:
        """Press a key: in a call (none is picking it up), as a reply to a message, or a button behind a letter's link.
        Refuses where the bot does not answer; it can be pressed again then.
        """
        try:
            await self._press(ring, key)
        except (aiohttp.ClientError, TimeoutError) as silent:
            raise Refusal("bot_is_away") from silent
        ring.heard = True
        ring.answer = ring.answer or key
        self._phones.changed()

    async def _press(self, ring: Ring, key: str) -> None:
        if ring.kind == "mail":
            await self._follow(ring, key)
        elif ring.kind == "sms":
            fields = {"From": ring.back, "Body": key, "MessageSid": f"SM{secrets.token_hex(16)}"}
            ring.reply = _spoken(await self._post(f"{self.public}/twilio/sms", fields))
        else:
            fields = {"CallSid": _sid(ring), "CallStatus": "in-progress", **({"Digits": key} if key else {})}
            heard = _spoken(await self._post(ring.back, fields))
            ring.text, ring.reply = (ring.text, heard) if key else (heard, ring.reply)

    async def _follow(self, ring: Ring, key: str) -> None:
        """Open the link of a letter and press the first of its buttons, or the second."""
        async with self._client().get(ring.back) as shown:
            acts = ACTS.findall(await shown.text())
        if acts:
            chosen = acts[0] if key == YES else acts[-1]
            form = {"act": chosen, "once": secrets.token_hex(ONCE_BYTES)}
            async with self._client().post(ring.back, data=form) as answer:
                ring.reply = _read(await answer.text())

    async def _post(self, address: str, fields: Mapping[str, str]) -> str:
        told = address + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        signed = base64.b64encode(hmac.new(self._secret.encode(), told.encode(), hashlib.sha1).digest()).decode()
        async with self._client().post(address, data=fields, headers={"X-Twilio-Signature": signed}) as answer:
            return await answer.text()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10))
        return self._session


def _sid(ring: Ring) -> str:
    return f"{'CA' if ring.kind == 'voice' else 'SM'}{ring.number:032x}"


def _spoken(markup: str) -> str:
    """The words of TwiML. It is the bot's own, and comes from this machine."""
    if not markup.startswith("<?xml"):
        return ""
    return " ".join(part.strip() for part in ElementTree.fromstring(markup).itertext() if part.strip())  # noqa: S314  # The bot wrote it.


def _read(page: str) -> str:
    """The words of the page behind a letter's link."""
    return " ".join(html.unescape(found) for found in PARAGRAPH.findall(page))
