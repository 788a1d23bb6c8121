"""What outside tests do to the local Slack itself: faults, limits, the clock, the line to the app, settings."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from typing import Any

from sandbox.core import Core
from sandbox.faults import Fault
from sandbox.limits import MODES
from sandbox.refusal import Refusal
from sandbox.workspace import Settings

Body = dict[str, Any]
Verb = Callable[[Body], Awaitable[Body]]
SETTINGS = frozenset(each.name for each in fields(Settings))
FAULT = ("method", "nth", "kind", "when", "retry_after", "times")
FAREWELLS = ("warning", "refresh_requested", "link_disabled")


class Conditions:
    """The conditions the app has to live under, as verbs with a JSON body."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> dict[str, Verb]:
        """Every verb by its name."""
        return {
            "fault": self._fault,
            "limits": self._limits,
            "latency": self._latency,
            "clock": self._clock,
            "line": self._line,
            "disconnect": self._disconnect,
            "settings": self._settings,
            "uninstall": self._uninstall,
            "reset": self._reset,
        }

    def pending(self) -> list[Body]:
        """The faults still to come."""
        return [
            {
                "method": each.method,
                "nth": each.nth - each.seen,
                "kind": each.kind,
                "when": each.when,
                "retry_after": each.retry_after,
                "times": each.times,
            }
            for each in self._core.faults.pending()
        ]

    async def _fault(self, body: Body) -> Body:
        self._core.faults.add(Fault(**{name: value for name, value in body.items() if name in FAULT}))
        return {"faults": self.pending()}

    async def _limits(self, body: Body) -> Body:
        if body["mode"] not in MODES:
            raise Refusal("invalid_mode")
        self._core.limits.mode = body["mode"]
        return {"mode": body["mode"]}

    async def _latency(self, body: Body) -> Body:
        self._core.latency = max(0.0, float(body["seconds"]))
        return {"seconds": self._core.latency}

    async def _clock(self, body: Body) -> Body:
        """Move the clock forward by `forward` seconds, or shorten waits `scale` times."""
        clock = self._core.clock
        if "scale" in body:
            clock.scale = _positive(body["scale"])
        if "forward" in body:
            clock.forward(_positive(body["forward"]))
            self._core.catch_up()
            self._core.settle()
        return {"now": clock.now(), "offset": clock.offset, "scale": clock.scale}

    async def _line(self, body: Body) -> Body:
        """How payloads reach the app: `copies` and `delay` of events, acks to lose, silent or half-open sockets."""
        outgoing = self._core.outgoing
        outgoing.event_copies = int(body.get("copies", outgoing.event_copies))
        outgoing.event_delay = float(body.get("delay", outgoing.event_delay))
        outgoing.lost_acks = int(body.get("lost_acks", outgoing.lost_acks))
        if {"silent", "half_open"} & set(body):
            outgoing.sockets.hush(silent=bool(body.get("silent")), half_open=bool(body.get("half_open")))
        facts = {"copies": outgoing.event_copies, "delay": outgoing.event_delay, "lost_acks": outgoing.lost_acks}
        return {**facts, "connections": len(outgoing.sockets.live)}

    async def _disconnect(self, body: Body) -> Body:
        """Say goodbye on every connection, for one of Slack's reasons."""
        reason = body.get("reason", "refresh_requested")
        if reason not in FAREWELLS:
            raise Refusal("invalid_reason")
        sockets = self._core.outgoing.sockets
        farewells = {"warning": sockets.warn, "refresh_requested": sockets.refresh, "link_disabled": sockets.disable}
        await farewells[reason]()
        return {"connections": len(sockets.live)}

    async def _settings(self, body: Body) -> Body:
        """What administrators decide; see workspace.Settings."""
        unknown = sorted(set(body) - SETTINGS)
        if unknown:
            raise Refusal("unknown_setting", {"settings": unknown})
        for name, value in body.items():
            setattr(self._core.space.settings, name, value)
        return {"settings": asdict(self._core.space.settings)}

    async def _uninstall(self, body: Body) -> Body:
        self._core.uninstall()
        return {}

    async def _reset(self, body: Body) -> Body:
        self._core.reset()
        return {}


def _positive(value: Any) -> float:
    number = float(value)
    if not 0 < number < float("inf"):
        raise ValueError("must be above 0")
    return number
