"""Modals as people use them: filled in, submitted, closed; and what the app's answer does to the view stack."""

from sandbox import blocks, payloads
from sandbox.core import Core
from sandbox.model import Person, View, Wire
from sandbox.outgoing import Ack
from sandbox.people import forms
from sandbox.refusal import Refusal
from sandbox.state import modals


class Filling:
    """People's dealings with modals."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def type(self, user: str, view_id: str, values: Wire) -> None:
        """Fill in fields without submitting."""
        shown = open_view(self._core, self._core.space.person(user), view_id)
        shown.state = forms.filled(shown, values)

    async def submit(self, user: str, view_id: str, values: Wire, copies: int = 1) -> Ack:
        """Fill in a modal and submit it. What Slack checks itself is answered without asking the app."""
        core = self._core
        person = core.space.person(user)
        shown = open_view(core, person, view_id)
        shown.state = forms.filled(shown, values)
        errors = forms.problems(shown)
        if errors:
            return Ack(0.0, {"response_action": "errors", "errors": errors})
        now = core.clock.now()
        payload = payloads.interaction(core.space, core.app, person, "view_submission")
        payload |= {"view": payloads.in_view(core.space, shown)["view"], "response_urls": []}
        payload["trigger_id"] = core.app.issue_trigger(person.id, now, view_id)
        ack = await core.outgoing.interact("interactive", payload, copies)
        if ack.error is None:
            ack = await self._apply(shown, ack)
        core.settle()
        return ack

    async def close(self, user: str, view_id: str) -> Ack:
        """Close a modal without submitting it."""
        core = self._core
        person = core.space.person(user)
        shown = open_view(core, person, view_id)
        modals.close(core.space, shown)
        core.settle()
        return await self._tell_closed(person, shown, cleared=False)

    async def _apply(self, shown: View, ack: Ack) -> Ack:
        core = self._core
        answer = ack.body or {}
        now = core.clock.now()
        action = answer.get("response_action")
        if action == "errors":
            return self._checked_errors(shown, ack)
        if action in ("update", "push"):
            return self._show_next(shown, ack, action, now)
        if action == "clear":
            for each in modals.close_all(core.space, shown.user):
                if each.id != shown.id:
                    await self._tell_closed(core.space.people[each.user], each, cleared=True)
            return ack
        modals.close(core.space, shown)
        return ack

    def _show_next(self, shown: View, ack: Ack, action: str, now: float) -> Ack:
        core = self._core
        body = (ack.body or {}).get("view")
        complaints = blocks.check_view(body, "modal")
        if complaints or body is None:
            for complaint in complaints:
                core.refuse_unknown(f"response_action {action} {complaint}")
            return Ack(ack.ms, ack.body, "invalid_response_action")
        if action == "update":
            modals.update(core.space, shown, body, now)
        else:
            modals.push(core.space, shown.user, body, now)
        return ack

    def _checked_errors(self, shown: View, ack: Ack) -> Ack:
        errors = (ack.body or {}).get("errors")
        inputs = {block["block_id"] for block in shown.body["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            self._core.refuse_unknown(f"response_action errors for {errors}, inputs are {sorted(inputs)}")
            return Ack(ack.ms, ack.body, "invalid_response_action")
        return ack

    async def _tell_closed(self, person: Person, shown: View, *, cleared: bool) -> Ack:
        core = self._core
        if not shown.body.get("notify_on_close"):
            return Ack(0.0)
        payload = payloads.interaction(core.space, core.app, person, "view_closed")
        payload |= {"view": payloads.in_view(core.space, shown)["view"], "is_cleared": cleared}
        return await core.outgoing.interact("interactive", payload)


def open_view(core: Core, person: Person, view_id: str) -> View:
    """The view in front of this person. Refuses with view_not_found."""
    shown = core.space.views.get(view_id)
    if shown is None or shown.user != person.id:
        raise Refusal("view_not_found")
    return shown
