"""The control API as HTTP: JSON in, JSON out, a refusal being an answer like any other."""

from typing import Any

from aiohttp import web

from sandbox.control import scene
from sandbox.control.conditions import Conditions
from sandbox.control.verbs import Body, Verb, Verbs
from sandbox.core import Call, Core
from sandbox.model import Person
from sandbox.people.doings import Doings
from sandbox.refusal import Refusal

MASKED = "***"


class Control:
    """Answers `/control/<verb>`."""

    def __init__(self, core: Core, doings: Doings) -> None:
        self._core = core
        self._conditions = Conditions(core)
        self._verbs: dict[str, Verb] = {**Verbs(core, doings).all(), **self._conditions.all()}
        if core.stage is not None:
            self._verbs.update(core.stage.verbs())

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
        asked = request.query.get("last", "")
        last = max(1, int(asked)) if asked.isdecimal() else scene.SHOWN_MESSAGES
        seen = scene.of(self._core.space, self._core.app, viewer, request.query.get("channel"), last)
        if self._core.stage is not None:
            seen["stage"] = self._core.stage.scene()
        return web.json_response(seen)

    async def live(self, request: web.Request) -> web.StreamResponse:
        """A stream of changes to what one person sees."""
        viewer = self._viewer(request)
        if viewer is None:
            return web.json_response({"ok": False, "error": "user_not_found"}, status=404)
        return await self._core.live.stream(request, lambda: self._core.space.seq, viewer.id)

    async def faults(self, request: web.Request) -> web.Response:
        """The misbehaviour still to come."""
        return web.json_response({"ok": True, "faults": self._conditions.pending()})

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
