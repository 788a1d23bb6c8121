"""SMS and voice by Twilio's HTTP API. No key of it makes a request count once: what may have rung rings again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, is_taken, put_off
from bot.channels.rings import twiml
from bot.channels.rings.dial import Note
from bot.views.people import rings

API = "https://api.twilio.com"
RINGS_FOR = 30  # Seconds until a call counts as not answered.
LONGEST_ANSWER = 64 * 1024
USUAL_WAIT = 5.0
SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
EVENTS = ("ringing", "answered", "completed")
Form = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account at Twilio. `sender` is a number of ours; for SMS alone a messaging service (MG...), or a name to which
    nobody can reply.
    """

    sid: str
    token: str = field(repr=False)
    sender: str
    api: str = API

    @property
    def hears(self) -> bool:
        """True where a reply comes back to us."""
        return self.sender.startswith("+") or bool(SERVICE.fullmatch(self.sender))


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
        sender = "MessagingServiceSid" if SERVICE.fullmatch(self._account.sender) else "From"
        body = rings.short(note.scene, note.code, answers=self._answers(note) and self._account.hears)
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
    if is_taken(status):
        return Sent()
    code = told.get("code")
    refused = Refusal(f"twilio {code}" if isinstance(code, int) else f"HTTP {status}")
    return put_off(status, headers, usual=USUAL_WAIT) or refused
