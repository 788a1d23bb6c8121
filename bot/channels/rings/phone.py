"""SMS and voice by Twilio's HTTP API. No key of it makes a request count once: what may have rung rings again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, Wait
from bot.channels.rings import twiml
from bot.channels.rings.dial import Note
from bot.views.people import rings

API = "https://api.twilio.com"
RINGS_FOR = 30  # Seconds until a call counts as not answered.
LONGEST_ANSWER = 64 * 1024
LONGEST_WAIT = 300.0
TOO_MANY = 429
EVENTS = ("ringing", "answered", "completed")
Form = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account at Twilio. `sender` is a number of ours, or a messaging service (MG...) for SMS."""

    sid: str
    token: str = field(repr=False)
    sender: str
    api: str = API


class Phone:
    """What SMS and voice share: one request, its answer as an outcome."""

    def __init__(self, account: Account, session: aiohttp.ClientSession, public: str) -> None:
        self._account = account
        self._session = session
        self._public = public

    async def _ask(self, what: str, form: Form) -> Outcome:
        account = self._account
        address = f"{account.api}/2010-04-01/Accounts/{account.sid}/{what}.json"
        headers = {"Authorization": aiohttp.encode_basic_auth(account.sid, account.token)}
        try:
            async with self._session.post(
                address, data=aiohttp.FormData(form), headers=headers, allow_redirects=False
            ) as answer:
                return _outcome(answer.status, answer.headers, await _told(answer))
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            return Unsure(type(lost).__name__)

    def _back(self, note: Note) -> list[tuple[str, str]]:
        """Where Twilio reports how far it has come."""
        return [("StatusCallback", f"{self._public}/twilio/status?t={note.ticket}")] if self._answers(note) else []

    def _answers(self, note: Note) -> bool:
        return bool(self._public and note.ticket)


class Texts(Phone):
    """SMS."""

    async def carry(self, note: Note) -> Outcome:
        """One SMS of one part."""
        sender = "MessagingServiceSid" if self._account.sender.startswith("MG") else "From"
        body = rings.short(note.scene, note.code, answers=self._answers(note))
        form = [("To", note.to), (sender, self._account.sender), ("Body", body), *self._back(note)]
        return await self._ask("Messages", form)


class Voices(Phone):
    """Calls."""

    async def carry(self, note: Note) -> Outcome:
        """One call. What it says is fetched from us when it is answered, so that it is true then; where we cannot be
        reached from outside, and of a code, it is said right away.
        """
        said = [("Twiml", twiml.told(note.scene, note.code))]
        if self._answers(note):
            said = [("Url", f"{self._public}/twilio/voice?t={note.ticket}"), *self._back(note)]
            said += [("StatusCallbackEvent", event) for event in EVENTS]
        form = [("To", note.to), ("From", self._account.sender), ("Timeout", str(RINGS_FOR)), *said]
        return await self._ask("Calls", form)


async def _told(answer: aiohttp.ClientResponse) -> Mapping[str, object]:
    """What Twilio says of a refusal: only its number is kept."""
    if answer.status < 400:
        await answer.content.read(LONGEST_ANSWER)
        return {}
    try:
        told = await answer.json(content_type=None)
    except (ValueError, aiohttp.ClientError):
        return {}
    return told if isinstance(told, dict) else {}


def _outcome(status: int, headers: Mapping[str, str], told: Mapping[str, object]) -> Outcome:
    if 200 <= status < 300:
        return Sent()
    if status == TOO_MANY:
        wanted = headers.get("Retry-After", "")
        return Wait(min(float(wanted), LONGEST_WAIT) if wanted.isascii() and wanted.isdigit() else 5.0)
    if status >= 500:
        return Unsure(f"HTTP {status}", answered=True)
    code = told.get("code")
    return Refusal(f"twilio {code}" if isinstance(code, int) else f"HTTP {status}")
