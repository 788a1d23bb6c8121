"""What people ask of the app: commands, buttons, Home (modals: filling.py), and how its answers are shown."""

from typing import Any

from sandbox import blocks, elements, membership, payloads
from sandbox.core import Core
from sandbox.model import Channel, Person, Wire
from sandbox.outgoing import Ack
from sandbox.people import forms
from sandbox.people.filling import open_view
from sandbox.people.place import Place, seen
from sandbox.people.typed import escaped
from sandbox.refusal import Refusal
from sandbox.state import modals, posting
from sandbox.state.installation import ResponseUrl, SlashCommand


class Acting:
    """People's actions. Names and ids are both understood; who may not do something is refused."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def command(self, user: str, channel: str, text: str, command: str, copies: int = 1) -> Ack:
        """Type a slash command into a channel; what the app acks with is shown there."""
        core = self._core
        person, room = self._member(user, channel)
        spoken = (core.app.commands or {}).get(command)
        # An app's commands are for the team that installed it, in a channel shared with others too.
        if spoken is None or core.space.foreign(person):
            self._slackbot(person, room, f"{command} is not a valid command.")
            return Ack(0.0, error="unknown_command")
        text = escaped(core.space, text) if spoken.should_escape else text
        now = core.clock.now()
        payload = payloads.slash(core.space, core.app, person, room, spoken, text)
        payload["response_url"] = core.response_url(ResponseUrl(person.id, room.id, now), "commands")
        payload["trigger_id"] = core.app.issue_trigger(person.id, now)
        ack = await core.outgoing.interact("slash_commands", payload, copies)
        self._show_reply(person, room, spoken, ack)
        return ack

    async def click(self, user: str, action_id: str, place: Place, value: Any = None, copies: int = 1) -> Ack:
        """Press a button or choose in a menu. With a value the element need not be shown any more: a stale click."""
        core = self._core
        if not core.app.interactive:
            return Ack(0.0, error="interactivity_disabled")
        person = core.space.person(user)
        now = core.clock.now()
        payload = payloads.interaction(core.space, core.app, person, "block_actions")
        if place.view_id is not None:
            payload |= self._in_view(person, place, action_id, value)
        else:
            payload |= self._in_message(person, place, action_id, value)
        payload["trigger_id"] = core.app.issue_trigger(person.id, now, place.view_id)
        return await core.outgoing.interact("interactive", payload, copies)

    def open_home(self, user: str) -> None:
        """Open the app's Home tab."""
        core = self._core
        person = core.space.person(user)
        room = self._direct(person)
        event: Wire = {"type": "app_home_opened", "user": person.id, "channel": room.id, "tab": "home"}
        event["event_ts"] = f"{core.clock.now():.6f}"
        if person.id in core.space.homes:
            event["view"] = payloads.in_view(core.space, core.space.homes[person.id])["view"]
        core.space.tell("app_home_opened", event)
        core.settle()

    def _in_message(self, person: Person, place: Place, action_id: str, value: Any) -> Wire:
        core = self._core
        room, said = seen(core.space, person, place)
        block, element = _element(said.blocks, action_id, place.block_id, value)
        picked = elements.chosen(element, value)
        now = core.clock.now()
        url = ResponseUrl(person.id, room.id, now, said.ts, ephemeral=said.ephemeral_for is not None)
        return {
            **payloads.in_message(core.space, room, said),
            "response_url": core.response_url(url, "actions"),
            "actions": [payloads.action(element, block["block_id"], picked, now)],
        }

    def _in_view(self, person: Person, place: Place, action_id: str, value: Any) -> Wire:
        core = self._core
        shown = open_view(core, person, place.view_id or "")
        block, element = _element(shown.body["blocks"], action_id, place.block_id, value)
        picked = elements.chosen(element, value)
        shown.state = forms.filled(shown, {})
        if element["type"] != "button":
            shown.state.setdefault(block["block_id"], {})[action_id] = {"type": element["type"], **picked}
        action = payloads.action(element, block["block_id"], picked, core.clock.now())
        return {**payloads.in_view(core.space, shown), "actions": [action]}

    def _show_reply(self, person: Person, room: Channel, spoken: SlashCommand, ack: Ack) -> None:
        core = self._core
        if ack.error is not None:
            self._slackbot(person, room, f'{spoken.command} failed with the error "{ack.error}"')
            return
        body = ack.body or {}
        if not body.get("text") and not body.get("blocks"):
            return
        sent = body.get("blocks") or []
        complaints = blocks.check_message(sent)
        if complaints:
            for complaint in complaints:
                core.refuse_unknown(f"{spoken.command} ack {complaint}")
            self._slackbot(person, room, f'{spoken.command} failed with the error "invalid_blocks"')
            return
        facts = {"blocks": modals.identified(sent), "attachments": body.get("attachments") or []}
        now = core.clock.now()
        if body.get("response_type") == "in_channel":
            app = {"subtype": "bot_message"}
            posting.say(core.space, room, core.space.bot_user, body.get("text", ""), now, **facts, **app)
        else:
            app = {"user": core.space.bot_user}
            posting.whisper(core.space, room, person.id, body.get("text", ""), now, **facts, **app)
        core.settle()

    def _slackbot(self, person: Person, room: Channel, text: str) -> None:
        posting.whisper(self._core.space, room, person.id, text, self._core.clock.now())
        self._core.settle()

    def _member(self, user: str, channel: str) -> tuple[Person, Channel]:
        person = self._core.space.person(user)
        room = self._core.space.channel(channel)
        if person.id not in room.members:
            raise Refusal("not_in_channel" if self._core.space.may_see(person.id, room) else "channel_not_found")
        if person.deleted:
            raise Refusal("account_inactive")
        if room.archived:
            raise Refusal("is_archived")
        return person, room

    def _direct(self, person: Person) -> Channel:
        space = self._core.space
        return membership.direct(space, [space.bot_user, person.id], self._core.clock.now())


def _element(rendered: list[Wire], action_id: str, block_id: str | None, value: Any) -> tuple[Wire, Wire]:
    found = elements.find(rendered, action_id, block_id)
    if found is not None:
        return found
    if value is None:
        raise Refusal("action_not_found")
    # Somebody presses a button that was redrawn away while they looked at it.
    text = {"type": "plain_text", "text": "", "emoji": True}
    return {"block_id": block_id or "gone"}, {"type": "button", "action_id": action_id, "text": text}
