"""Runs as a medium: one request for each, to a webhook, GitHub Actions, Jenkins or AWX. What a peer does not know again
is never asked twice: after a try whose end nobody saw people are told, and decide.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.channels import webhook
from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, Wait, read
from bot.views.words import Voice
from commands.carry import Parcel
from incidents.knowledge import launching
from incidents.knowledge.launching import LONGEST_OUTPUT, UNSURE, Output
from incidents.messages import MessageKind
from incidents.outlets import Doer, Runner, filled
from incidents.policy import Policy

KINDS = frozenset({MessageKind.RUN})
LIMIT = aiohttp.ClientTimeout(total=12.0)  # Seconds, below the courier's own limit for one try.
TOO_MANY, PATIENCE, LONGEST_PATIENCE = 429, 15.0, 300.0


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent: the body and the headers that say what it is and by whose right."""

    body: bytes
    headers: Mapping[str, str]


class Runners:
    """Asks for one run at a time; every answer is an outcome, never an exception."""

    def __init__(
        self, session: aiohttp.ClientSession, policy: Callable[[], Policy], secrets: Mapping[str, str]
    ) -> None:
        self._session = session
        self._policy = policy
        self._secrets = secrets

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Ask once, a second time only a peer that knows the request again, and never when it is late."""
        runner = self._policy().runner(parcel.job.message.values["runner"])
        if runner is None:
            return Refusal("it is not in the settings any more")
        if parcel.job.ambiguous and not runner.repeatable:
            return Refusal(f"{UNSURE}: the answer was lost")
        if launching.is_late(parcel.job.created_at, parcel.now):
            return Refusal(launching.EXPIRED)
        secret = self._secrets.get(runner.secret)
        if not secret:
            return Refusal(f"{runner.secret} is not set")
        request = made(runner, parcel, secret, voice)
        return await self._post(runner, request)

    async def _post(self, runner: Runner, request: Request) -> Outcome:
        try:
            async with self._session.post(
                runner.address, data=request.body, headers=request.headers, allow_redirects=False, timeout=LIMIT
            ) as answer:
                return _judged(runner, answer.status, answer.headers, await _said(answer))
        except aiohttp.ClientConnectorError:  # Nothing has left yet.
            return Wait(PATIENCE)
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            return _lost(runner, type(lost).__name__, answered=False)


async def _said(answer: aiohttp.ClientResponse) -> str:
    """Its words; where they are lost on the way, its status says all the same what came of it."""
    try:
        return (await read(answer)).decode("utf-8", "replace")
    except (aiohttp.ClientError, TimeoutError, OSError):
        return ""


def made(runner: Runner, parcel: Parcel, secret: str, voice: Voice) -> Request:
    """The request in the language of its peer."""
    inputs = {name: filled(text, _values(parcel, voice).__getitem__) for name, text in runner.inputs}
    key = webhook.identity(parcel)
    common = {"User-Agent": "sitrep", "Accept-Encoding": "identity", "Idempotency-Key": key}
    match runner.kind:
        case Doer.WEBHOOK:
            told = {"id": key, "event": "run", "run": runner.name, "inputs": inputs, **_about(parcel, voice)}
            body = json.dumps(told, ensure_ascii=False).encode()
            return Request(body, {**common, **webhook.signed(body, secret=secret, delivery=key, at=parcel.now)})
        case Doer.GITHUB:
            body = json.dumps({"ref": runner.ref, "inputs": inputs}, ensure_ascii=False).encode()
            asked = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
            return Request(body, {**common, **asked, **_json(f"Bearer {secret}")})
        case Doer.AWX:
            body = json.dumps({"extra_vars": inputs}, ensure_ascii=False).encode()
            return Request(body, {**common, **_json(f"Bearer {secret}")})
        case Doer.JENKINS:
            basic = b64encode(secret.encode()).decode()
            form = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Basic {basic}"}
            return Request(urlencode(inputs).encode(), {**common, **form})


def _json(authorization: str) -> dict[str, str]:
    return {"Content-Type": "application/json", "Authorization": authorization}


def _values(parcel: Parcel, voice: Voice) -> dict[str, str]:
    """What places in inputs stand for; of a private incident its key is all that leaves."""
    incident, said = parcel.incident, parcel.job.message.values
    told = {"title": incident.title, "service": incident.service or "", "severity": incident.severity}
    if incident.private:
        told = dict.fromkeys(told, "")
    person = voice.names.get(said["person"], said["person"])  # type: ignore[call-overload]  # Ids are texts here.
    return {**told, "key": incident.key, "step": said["step"], "person": person}


def _about(parcel: Parcel, voice: Voice) -> dict[str, Any]:
    values = _values(parcel, voice)
    incident = {name: values[name] for name in ("key", "title", "service", "severity")}
    return {"incident": incident, "step": values["step"], "by": values["person"]}


def _judged(runner: Runner, status: int, headers: Mapping[str, str], said: str) -> Outcome:
    if 200 <= status < 300:
        return Sent(found=Output(_output(runner, headers, said)))
    if status == TOO_MANY:
        wanted = headers.get("Retry-After", "")
        seconds = float(wanted) if wanted.isascii() and wanted.isdigit() else PATIENCE
        return Wait(min(max(seconds, 1.0), LONGEST_PATIENCE))
    if status >= 500:
        return _lost(runner, f"HTTP {status}", answered=True)
    return Refusal(f"HTTP {status}: {' '.join(said.split())[:150]}")


def _lost(runner: Runner, error: str, *, answered: bool) -> Outcome:
    """Asked again where the peer knows it again; else people are told."""
    return Unsure(error, answered=answered) if runner.repeatable else Refusal(f"{UNSURE}: {error}")


def _output(runner: Runner, headers: Mapping[str, str], said: str) -> str:
    """What is worth keeping of an answer: a webhook's words, where a build waits, which job was started."""
    match runner.kind:
        case Doer.WEBHOOK:
            return said.strip()[:LONGEST_OUTPUT]
        case Doer.JENKINS:
            return headers.get("Location", "")[:300]
        case Doer.GITHUB | Doer.AWX:
            return _job(said)


def _job(said: str) -> str:
    try:
        told = json.loads(said or "{}")
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    parts = (str(told.get(name, "")) for name in ("job", "workflow_run_id", "html_url", "url"))
    return " ".join(dict.fromkeys(part for part in parts if part))[:300]
