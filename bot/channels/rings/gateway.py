"""Gateways of the settings: our own JSON, signed like every webhook, or whatever request their template says. An answer
may hold a person's number, so nothing of it is kept but a short code.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import aiohttp
from yarl import URL

from bot.channels import webhook
from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, is_taken, put_off, read
from bot.channels.rings.dial import Note
from bot.views.people import rings
from incidents.outlets import LINK, NUMBER, SECRET, TEXT, Gateway, Method, Speech, filled

USUAL_WAIT = 5.0
CODE = re.compile(r"[A-Za-z_]{1,40}|-?\d{1,6}")  # Of an answer: too short to hold a number that somebody is called by.
FORM = "application/x-www-form-urlencoded"
LOUDEST = 5  # ntfy's highest priority.


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a gateway."""

    method: str
    address: str
    headers: Mapping[str, str]
    body: bytes | None = None


class Gateways:
    """Asks them; every answer is an outcome, never an exception."""

    def __init__(self, session: aiohttp.ClientSession, secrets: Mapping[str, str]) -> None:
        self._session = session
        self._secrets = secrets

    async def carry(self, gateway: Gateway, note: Note) -> Outcome:
        """Try once."""
        if missing := [name for name in gateway.variables if not self._secrets.get(name)]:
            return Refusal(f"{missing[0]} is not set")
        asked = request(gateway, note, self._secrets)
        try:
            async with self._session.request(
                asked.method,
                URL(asked.address, encoded=True),
                data=asked.body,
                headers=asked.headers,
                allow_redirects=False,
            ) as answer:
                return _judged(gateway, answer.status, answer.headers, await read(answer))
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            return Unsure(type(lost).__name__)


def request(gateway: Gateway, note: Note, secrets: Mapping[str, str]) -> Request:
    """The request for one page: the same however often it is tried, but for its time."""
    said = {NUMBER: note.to, TEXT: text(gateway.kind, note), LINK: note.link}

    def value(place: str) -> str:
        return secrets.get(place, "") if SECRET.fullmatch(place) else said.get(place, "")

    address = filled(gateway.address, lambda place: quote(value(place), safe=":"))
    headers = {"User-Agent": "sitrep", "Accept-Encoding": "identity"}
    own = {name: filled(of, lambda place: rings.line(value(place))) for name, of in gateway.headers}
    if gateway.secret:
        body = payload(note)
        headers |= webhook.signed(body, secret=secrets[gateway.secret], delivery=quote(note.key), at=note.at)
        return Request(method=gateway.method, address=address, headers={**headers, **own}, body=body)
    fields = urlencode([(name, filled(of, value)) for name, of in gateway.form])
    if gateway.method is Method.GET:
        joined = "&" if urlsplit(address).query else "?"
        return Request(method="GET", address=f"{address}{joined}{fields}" if fields else address, headers=headers | own)
    if gateway.form:
        headers["Content-Type"] = FORM
        return Request(method=gateway.method, address=address, headers=headers | own, body=fields.encode())
    headers["Content-Type"] = "application/json"
    told = json.dumps(_within(json.loads(gateway.body), value), ensure_ascii=False).encode()
    return Request(method=gateway.method, address=address, headers=headers | own, body=told)


def text(kind: Speech, note: Note) -> str:
    """What is said there."""
    match kind:
        case Speech.SMS:
            return rings.short(note.scene, note.code, answers=False)
        case Speech.VOICE:
            return rings.speech(note.scene, note.code)
        case Speech.MESSAGE:
            return rings.letter(note.scene, note.link, note.code).strip()


def payload(note: Note) -> bytes:
    """Our own JSON. Its first fields are those that an ntfy server publishes by."""
    about = note.scene.about
    told = {
        "topic": note.to,
        "title": rings.subject(note.scene, note.code),
        "message": text(Speech.MESSAGE, note),
        "priority": LOUDEST,
        "click": note.link,
        "delivery": quote(note.key),
        "event": "code" if note.code else "page" if about else "test",
        "incident": about.key if about else "",
        "severity": about.severity if about else "",
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False).encode()


def _within(template: Any, value: Callable[[str], str]) -> Any:  # noqa: ANN401  # As JSON has it.
    """A JSON template filled in: only in its texts, so that nothing that is said can break out of one."""
    match template:
        case str():
            return filled(template, value)
        case list():
            return [_within(one, value) for one in template]
        case dict():
            return {name: _within(one, value) for name, one in template.items()}
        case _:
            return template


def _judged(gateway: Gateway, status: int, headers: Mapping[str, str], answer: bytes) -> Outcome:
    if is_taken(status):
        return _accepted(gateway.success, answer.decode(errors="replace"))
    return put_off(status, headers, usual=USUAL_WAIT) or Refusal(f"HTTP {status}")


def _accepted(success: str, answer: str) -> Outcome:
    """Whether a 2xx means that it was taken."""
    key, told, wanted = success.partition("=")
    if not told:
        return Sent() if answer.lstrip().startswith(success.strip()) else Refusal("not_accepted")
    found = _found(answer, key.strip())
    if found == wanted.strip():
        return Sent()
    return Refusal(f"not_accepted {found}" if CODE.fullmatch(found) else "not_accepted")


def _found(answer: str, path: str) -> str:
    """What stands under `a.b` in an answer of JSON, as text; nothing where there is no such thing."""
    try:
        at: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    for name in path.split("."):
        if isinstance(at, list) and name.isdigit() and int(name) < len(at):
            at = at[int(name)]
        elif isinstance(at, dict) and name in at:
            at = at[name]
        else:
            return ""
    return json.dumps(at) if isinstance(at, bool) or at is None else str(at)
