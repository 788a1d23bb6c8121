"""Shortcuts of the app, global ones and those on a message, and menus whose options the app is asked for."""

from typing import Any

from sandbox import elements, payloads
from sandbox.core import Core
from sandbox.kit.checks import Complaints, many
from sandbox.kit.objects import MENU_OPTION, OPTION_GROUP
from sandbox.model import Person, Wire
from sandbox.outgoing import Ack
from sandbox.people.filling import open_view
from sandbox.people.place import Place, seen
from sandbox.refusal import Refusal
from sandbox.state.installation import ResponseUrl

OPTIONS = many(MENU_OPTION, 100, least=0)
GROUPS = many(OPTION_GROUP, 100, least=0)
EXTERNAL = ("external_select", "multi_external_select")
SHORTEST_QUERY = 3


class Shortcuts:
    """People's use of shortcuts and of menus with suggestions."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def anywhere(self, user: str, callback_id: str, copies: int = 1) -> Ack:
        """Use a global shortcut. Slack shows nobody whether the app took it."""
        person = self._actor(user, callback_id, "global")
        core = self._core
        now = core.clock.now()
        payload = payloads.shortcut(core.space, core.app, person, "shortcut")
        del payload["user"]["name"]
        payload |= {"callback_id": callback_id, "action_ts": f"{now:.6f}"}
        payload["trigger_id"] = core.app.issue_trigger(person.id, now)
        return await core.outgoing.interact("interactive", payload, copies)

    async def on_message(self, user: str, channel: str, ts: str, callback_id: str, copies: int = 1) -> Ack:
        """Use a shortcut on a message."""
        person = self._actor(user, callback_id, "message")
        core = self._core
        room, said = seen(core.space, person, Place(channel, ts))
        if said.ephemeral_for is not None:
            raise Refusal("message_not_found")
        now = core.clock.now()
        url = ResponseUrl(person.id, room.id, now)
        payload = payloads.shortcut(core.space, core.app, person, "message_action")
        payload |= payloads.on_message(core.space, room, said)
        payload |= {"callback_id": callback_id, "action_ts": f"{now:.6f}"}
        payload["trigger_id"] = core.app.issue_trigger(person.id, now)
        payload["response_url"] = core.response_url(url, "app")
        return await core.outgoing.interact("interactive", payload, copies)

    async def suggest(self, user: str, action_id: str, value: str, place: Place) -> Ack:
        """Type into a menu with external options; the Ack's body has what the app offers, options or option_groups."""
        core = self._core
        person = core.space.person(user)
        payload = payloads.interaction(core.space, core.app, person, "block_suggestion")
        if place.view_id is not None:
            shown = open_view(core, person, place.view_id)
            found = elements.find(shown.body["blocks"], action_id, place.block_id)
            payload |= payloads.in_view(core.space, shown)
        else:
            room, said = seen(core.space, person, place)
            found = elements.find(said.blocks, action_id, place.block_id)
            payload |= payloads.in_message(core.space, room, said)
        block, element = _menu(found)
        if len(value) < element.get("min_query_length", SHORTEST_QUERY):
            return Ack(0.0, {"options": []})
        payload |= {"action_id": action_id, "block_id": block["block_id"], "value": value}
        return self._offered(await core.outgoing.interact("interactive", payload))

    def _actor(self, user: str, callback_id: str, kind: str) -> Person:
        core = self._core
        if not core.app.interactive:
            raise Refusal("interactivity_disabled")
        declared = core.app.shortcuts
        if declared is not None and (callback_id not in declared or declared[callback_id].kind != kind):
            raise Refusal("unknown_shortcut")
        person = core.space.person(user)
        if person.deleted:
            raise Refusal("account_inactive")
        if core.space.foreign(person):  # As commands, for the team alone that installed the app.
            raise Refusal("unknown_shortcut")
        return person

    def _offered(self, ack: Ack) -> Ack:
        if ack.error is not None:
            return ack
        body = ack.body or {}
        found: Complaints = []
        OPTIONS(body.get("options") or [], "/options", found)
        GROUPS(body.get("option_groups") or [], "/option_groups", found)
        if not {"options", "option_groups"} & set(body):
            found.append("[ERROR] must define either options or option_groups")
        for complaint in found:
            self._core.refuse_unknown(f"block_suggestion ack {complaint}")
        return Ack(ack.ms, ack.body, "invalid_options") if found else ack


def _menu(found: tuple[Wire, Wire] | None) -> tuple[Wire, dict[str, Any]]:
    if found is None:
        raise Refusal("action_not_found")
    if found[1]["type"] not in EXTERNAL:
        raise Refusal("element_not_supported", {"type": found[1]["type"]})
    return found
