"""The control API: what the page and outside tests do to the local Slack over HTTP, as JSON."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.calls.limits import MODES
from sandbox.control import scene
from sandbox.core import Call, Core
from sandbox.faults import Fault
from sandbox.model import Person
from sandbox.outgoing import Ack
from sandbox.people.acting import Acting, Place
from sandbox.people.filling import Filling
from sandbox.people.talking import People
from sandbox.refusal import Refusal

Body = dict[str, Any]
Verb = Callable[[Body], Awaitable[Body]]
MASKED = "***"


class Control:
    """Answers `/control/<verb>`."""

    def __init__(self, core: Core, acting: Acting, filling: Filling, people: People) -> None:
        self._core = core
        self._acting = acting
        self._filling = filling
        self._people = people
        self._verbs: dict[str, Verb] = {
            "say": self._say,
            "command": self._command,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "react": self._react,
            "read": self._read,
            "join": self._join,
            "leave": self._leave,
            "open_dm": self._open_direct,
            "home": self._home,
            "fault": self._fault,
            "limits": self._limits,
            "latency": self._latency,
            "reset": self._reset,
        }

    async def act(self, request: web.Request) -> web.Response:
        """One POST. A refusal is an answer like any other, with ok false."""
        verb = self._verbs.get(request.match_info["verb"])
        if verb is None:
            return web.json_response({"ok": False, "error": "unknown_verb"}, status=404)
        # A foreign page can post forms here without asking; JSON it cannot.
        if request.content_type != "application/json":
            return web.json_response({"ok": False, "error": "content_type_must_be_json"}, status=415)
        try:
            body = await request.json()
            if not isinstance(body, dict):
                return web.json_response({"ok": False, "error": "invalid_json"}, status=400)
            return web.json_response({"ok": True, **await verb(body)})
        except Refusal as refusal:
            return web.json_response(refusal.answer())
        except KeyError as missing:
            return web.json_response({"ok": False, "error": f"missing_{missing.args[0]}"}, status=400)
        except (ValueError, TypeError) as problem:
            return web.json_response({"ok": False, "error": "invalid_request", "detail": str(problem)}, status=400)

    async def state(self, request: web.Request) -> web.Response:
        """What one person sees."""
        viewer = self._viewer(request)
        if viewer is None:
            return web.json_response({"ok": False, "error": "user_not_found"}, status=404)
        seen = scene.of(self._core.space, self._core.app, viewer, request.query.get("channel"))
        return web.json_response(seen)

    async def live(self, request: web.Request) -> web.StreamResponse:
        """A stream of changes to what one person sees."""
        viewer = self._viewer(request)
        if viewer is None:
            return web.json_response({"ok": False, "error": "user_not_found"}, status=404)
        return await self._core.live.stream(request, lambda: self._core.space.seq, viewer.id)

    async def faults(self, request: web.Request) -> web.Response:
        """The misbehaviour still to come."""
        return web.json_response({"ok": True, "faults": self._pending()})

    async def log(self, request: web.Request) -> web.Response:
        """The Web API calls after number `since`."""
        try:
            since = int(request.query.get("since", "0"))
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_since"}, status=400)
        calls = [_shown(call) for call in self._core.calls[max(since, 0) :]]
        return web.json_response({"ok": True, "calls": calls, "unknown": self._core.unknown})

    def _viewer(self, request: web.Request) -> Person | None:
        wanted = request.query.get("as")
        people = self._core.space.people
        if wanted is None:
            return next((each for each in people.values() if not each.is_bot), None)
        return people.get(wanted)

    async def _say(self, body: Body) -> Body:
        ts = self._people.say(body["user"], body["channel"], body["text"], body.get("thread_ts"))
        return {"ts": ts}

    async def _command(self, body: Body) -> Body:
        ack = await self._acting.command(body["user"], body["channel"], body.get("text", ""), body["command"])
        return _outcome(ack)

    async def _click(self, body: Body) -> Body:
        place = Place(body.get("channel"), body.get("ts"), body.get("view_id"), body.get("block_id"))
        value = body.get("selected", body.get("value"))
        if body.get("values") and place.view_id:
            self._filling.type(body["user"], place.view_id, body["values"])
        return _outcome(await self._acting.click(body["user"], body["action_id"], place, value))

    async def _submit(self, body: Body) -> Body:
        ack = await self._filling.submit(body["user"], body["view_id"], body.get("values") or {})
        answer = ack.body or {}
        if answer.get("response_action") == "errors" and ack.error is None:
            return {"ok": False, "ms": ack.ms, "errors": answer["errors"]}
        return _outcome(ack)

    async def _close(self, body: Body) -> Body:
        return _outcome(await self._filling.close(body["user"], body["view_id"]))

    async def _react(self, body: Body) -> Body:
        remove = bool(body.get("remove"))
        self._people.react(body["user"], body["channel"], body["ts"], body["name"], remove=remove)
        return {}

    async def _read(self, body: Body) -> Body:
        self._people.read(body["user"], body["channel"])
        return {}

    async def _join(self, body: Body) -> Body:
        self._people.join(body["user"], body["channel"])
        return {}

    async def _leave(self, body: Body) -> Body:
        self._people.leave(body["user"], body["channel"])
        return {}

    async def _open_direct(self, body: Body) -> Body:
        room = self._people.open_direct(body["user"], body["with"])
        return {"channel": {"id": room.id}}

    async def _home(self, body: Body) -> Body:
        self._acting.open_home(body["user"])
        return {}

    async def _fault(self, body: Body) -> Body:
        allowed = ("method", "nth", "kind", "when", "retry_after", "times")
        self._core.faults.add(Fault(**{name: value for name, value in body.items() if name in allowed}))
        return {"faults": self._pending()}

    async def _limits(self, body: Body) -> Body:
        if body["mode"] not in MODES:
            raise Refusal("invalid_mode")
        self._core.limits.mode = body["mode"]
        return {"mode": body["mode"]}

    async def _latency(self, body: Body) -> Body:
        self._core.latency = max(0.0, float(body["seconds"]))
        return {"seconds": self._core.latency}

    async def _reset(self, body: Body) -> Body:
        self._core.reset()
        return {}

    def _pending(self) -> list[Body]:
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


def _outcome(ack: Ack) -> Body:
    outcome: Body = {"ok": ack.error is None, "ms": round(ack.ms, 3)}
    if ack.error is not None:
        outcome["error"] = ack.error
    if ack.body is not None:
        outcome["body"] = ack.body
    return outcome


def _shown(call: Call) -> Body:
    return {
        "number": call.number,
        "method": call.method,
        "args": _without_tokens(call.args),
        "started": call.started,
        "ended": call.ended,
        "status": call.status,
        "answer": call.answer if call.method != "apps.connections.open" else {"ok": (call.answer or {}).get("ok")},
    }


def _without_tokens(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_tokens(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_tokens(each) for each in value]
    return MASKED if isinstance(value, str) and value.startswith(("xoxb-", "xoxp-", "xapp-")) else value
