"""What the page and outside tests let people do over HTTP, by the last part of the address."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox import membership
from sandbox.core import Core
from sandbox.model import Person
from sandbox.outgoing import Ack
from sandbox.people.doings import Doings
from sandbox.people.place import Place
from sandbox.refusal import Refusal

Body = dict[str, Any]
Verb = Callable[[Body], Awaitable[Body]]
PERSONAL = frozenset(
    {
        *("real_name", "title", "email", "tz", "locale", "deleted", "is_restricted", "presence"),
        "is_ultra_restricted",
        *("status_text", "status_emoji", "dnd_start", "dnd_end"),
    }
)


class Verbs:
    """People's doings as verbs with a JSON body."""

    def __init__(self, core: Core, doings: Doings) -> None:
        self._core = core
        self._acting = doings.acting
        self._filling = doings.filling
        self._people = doings.people
        self._shortcuts = doings.shortcuts

    def all(self) -> dict[str, Verb]:
        """Every verb by its name."""
        return {
            "say": self._say,
            "upload": self._upload,
            "edit": self._edit,
            "delete": self._delete,
            "pin": self._pin,
            "react": self._react,
            "read": self._read,
            "command": self._command,
            "shortcut": self._shortcut,
            "click": self._click,
            "suggest": self._suggest,
            "submit": self._submit,
            "close": self._close,
            "home": self._home,
            "join": self._join,
            "leave": self._leave,
            "meet": self._meet,
            "open_dm": self._open_direct,
            "channel": self._channel,
            "person": self._person,
        }

    async def _say(self, body: Body) -> Body:
        ts = self._people.say(body["user"], body["channel"], body["text"], body.get("thread_ts"))
        return {"ts": ts}

    async def _command(self, body: Body) -> Body:
        ack = await self._acting.command(body["user"], body["channel"], body.get("text", ""), body["command"])
        return _outcome(ack)

    async def _click(self, body: Body) -> Body:
        place = _place(body)
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

    async def _meet(self, body: Body) -> Body:
        """Somebody of another team, `team_id`, in a channel that is shared with it, or a stranger without one."""
        met = Person(body["id"], body["name"], body["real_name"], team_id=body["team_id"])
        self._people.meet(met, body.get("channel"))
        return {}

    async def _open_direct(self, body: Body) -> Body:
        room = self._people.open_direct(body["user"], body["with"])
        return {"channel": {"id": room.id}}

    async def _home(self, body: Body) -> Body:
        self._acting.open_home(body["user"])
        return {}

    async def _upload(self, body: Body) -> Body:
        """`content` is text, `base64` anything."""
        content = base64.b64decode(body["base64"]) if "base64" in body else str(body["content"]).encode()
        comment = body.get("comment", "")
        return {"file": self._people.upload(body["user"], body["channel"], body["name"], content, comment)}

    async def _edit(self, body: Body) -> Body:
        self._people.edit(body["user"], body["channel"], body["ts"], body["text"])
        return {}

    async def _delete(self, body: Body) -> Body:
        self._people.delete(body["user"], body["channel"], body["ts"])
        return {}

    async def _pin(self, body: Body) -> Body:
        self._people.pin(body["user"], body["channel"], body["ts"], remove=bool(body.get("remove")))
        return {}

    async def _shortcut(self, body: Body) -> Body:
        user, callback_id = body["user"], body["callback_id"]
        if "ts" not in body:
            return _outcome(await self._shortcuts.anywhere(user, callback_id))
        return _outcome(await self._shortcuts.on_message(user, body["channel"], body["ts"], callback_id))

    async def _suggest(self, body: Body) -> Body:
        ack = await self._shortcuts.suggest(body["user"], body["action_id"], body.get("value", ""), _place(body))
        return _outcome(ack)

    async def _channel(self, body: Body) -> Body:
        changes = {
            "archive": membership.archive,
            "unarchive": membership.unarchive,
            "delete": membership.remove,
        }
        if body["change"] not in changes:
            raise Refusal("invalid_change")
        space = self._core.space
        person, room = space.person(body["user"]), space.channel(body["channel"])
        if room.is_direct or room.is_general:
            raise Refusal("cant_archive_general" if room.is_general else "method_not_supported_for_channel_type")
        changes[body["change"]](space, room, person.id, self._core.clock.now())
        self._core.settle()
        return {}

    async def _person(self, body: Body) -> Body:
        facts = {name: value for name, value in body.items() if name != "user"}
        unknown = sorted(set(facts) - PERSONAL)
        if unknown:
            raise Refusal("unknown_fact", {"facts": unknown})
        space = self._core.space
        membership.update_person(space, space.person(body["user"]), facts, self._core.clock.now())
        self._core.settle()
        return {}


def _place(body: Body) -> Place:
    return Place(body.get("channel"), body.get("ts"), body.get("view_id"), body.get("block_id"))


def _outcome(ack: Ack) -> Body:
    outcome: Body = {"ok": ack.error is None, "ms": round(ack.ms, 3)}
    if ack.error is not None:
        outcome["error"] = ack.error
    if ack.body is not None:
        outcome["body"] = ack.body
    return outcome
