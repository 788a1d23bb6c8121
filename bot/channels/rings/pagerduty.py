"""A service of PagerDuty as a target: Events API v2. An event with the same dedup_key and action counts once there, so
that it may be sent again.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, is_taken, put_off, read
from bot.views.people import outside
from bot.views.scene import Scene
from bot.views.words import Voice
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.outlets import Pager
from incidents.policy import Policy

KINDS = frozenset({MessageKind.PAGER})
USUAL_WAIT = 30.0
SUMMARY = 1024  # Characters that PagerDuty takes.
# Its four severities, by the rank of ours.
SEVERITIES = ("critical", "error", "warning", "info")


class PagerDuty:
    """Sends events; every answer is an outcome, never an exception."""

    def __init__(
        self, session: aiohttp.ClientSession, policy: Callable[[], Policy], secrets: Mapping[str, str]
    ) -> None:
        self._session = session
        self._policy = policy
        self._secrets = secrets

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Send one event."""
        said = parcel.job.message.values
        pager = self._policy().pager(said["outside"])
        if pager is None:
            return Refusal("not_set_up")
        key = self._secrets.get(pager.key)
        if not key:
            return Refusal(f"{pager.key} is not set")
        scene = Scene(about=parcel.about, policy=self._policy(), voice=voice, now=parcel.now, said=said)
        return await self._post(pager, event(scene, key, parcel.mark))

    async def _post(self, pager: Pager, told: Mapping[str, Any]) -> Outcome:
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "sitrep", "Accept-Encoding": "identity"}
        try:
            async with self._session.post(pager.address, data=body, headers=headers, allow_redirects=False) as answer:
                await read(answer)
                return _judged(answer.status, answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            return Unsure(type(lost).__name__)


def event(scene: Scene, key: str, mark: str) -> dict[str, Any]:
    """One event of Events API v2: trigger, acknowledge or resolve."""
    act = scene.said["act"]
    told = {"routing_key": key, "event_action": act, "dedup_key": mark}
    if act != "trigger":
        return told
    incident = scene.incident
    rank = scene.policy.rank(incident.severity)
    payload = {
        "summary": outside.head(scene)[:SUMMARY],
        "source": "sitrep",
        "severity": SEVERITIES[min(rank, len(SEVERITIES) - 1)],
        "timestamp": incident.opened_at.isoformat(),
        "component": incident.service or "",
        "class": scene.severity.name,
        "custom_details": {"incident": incident.key, "reporter": scene.voice.names.get(incident.reporter, "")},
    }
    return {**told, "client": "sitrep", "payload": {name: value for name, value in payload.items() if value}}


def _judged(status: int, headers: Mapping[str, str]) -> Outcome:
    if is_taken(status):
        return Sent()
    return put_off(status, headers, usual=USUAL_WAIT) or Refusal(f"pagerduty HTTP {status}")
