"""Slack's side of the wire: commands, buttons, forms and events become Asks; the answer goes back in the
acknowledgement.

The acknowledgement leaves after the commit, never before (process_before_response).
"""

import asyncio
import contextlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot import asks
from bot.asks import Body
from bot.channels.calls import Calls, Failed
from bot.desk import FrontDesk
from bot.events.hearing import Hearing, together
from bot.events.home import Home
from bot.manifest import COMMAND, KNOWLEDGE
from bot.shortcuts import BY_CALLBACK
from bot.views import forms
from bot.views.words import cut
from commands.registry import COMMANDS
from incidents.life.source import Source
from incidents.model import PersonId
from incidents.reply import Answer, Reply, reply
from storage.errors import Unreachable, Unsure

log = structlog.get_logger()

VERBS = re.compile(rf"^(?:{'|'.join(command.name for command in COMMANDS)})(?::\d+)?$")
FORMS = re.compile(r"^form:[a-z]+( [a-z]+)?$")
ANYTHING = re.compile(r".*")
LONGEST_ERROR = 300
PATIENCE = 1.0  # Seconds, of the three that Slack waits and that a form's trigger lives.


class SlackListeners:
    """The listeners, shared by Socket Mode and signed HTTP."""

    def __init__(self, desk: FrontDesk, hearings: Sequence[Hearing], home: Home, calls: Calls) -> None:
        self._desk = desk
        self._call = calls
        self._hearings = (*hearings, home)
        self._home = home

    def attach(self, app: AsyncApp) -> None:
        """Register every listener, once."""
        app.command(COMMAND)(self.command)
        app.command(KNOWLEDGE)(self.command)
        app.action(VERBS)(self.pressed)
        app.action(ANYTHING)(self.unknown_button)
        app.view(FORMS)(self.submitted)
        app.shortcut(ANYTHING)(self.used)
        for name, listener in together(self._hearings).items():
            app.event(name)(listener)

    async def command(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        """`/incident ...`, and `/kb ...`, which is `/incident kb ...`."""
        told = await self._desk.answer(asks.of_command(body))
        if told.form:
            await ack()
            self._desk.track(self._show(told, body, respond))
            return
        drawn = self._desk.draw(told)
        await ack(text=drawn.text, blocks=list(drawn.blocks), response_type="ephemeral")

    async def pressed(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        """A button: its words are typed for the one who pressed it."""
        told = await self._desk.answer(asks.of_button(body))
        await ack()
        if told.form:
            self._desk.track(self._show(told, body, respond))
        elif body.get("response_url"):
            self._desk.track(self._respond(told, respond, (body.get("container") or {}).get("thread_ts")))
        elif asks.is_at_home(body):
            self._desk.track(self._show_answer(told, body))
        if asks.is_at_home(body):
            self._desk.track(self._home.redraw(PersonId(body["user"]["id"]), asks.of_button(body).key))

    async def unknown_button(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        """A button of an older version, or one that only opens a link."""
        await ack()
        if body.get("response_url") and not body["actions"][0].get("url"):
            self._desk.track(self._respond(asks.unknown_button(), respond))

    async def used(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        """A shortcut: its words are typed for the one who used it, on a message about that message."""
        shortcut = BY_CALLBACK.get(body["callback_id"])
        if shortcut is None:
            await ack()
            if body.get("response_url"):
                self._desk.track(self._respond(asks.unknown_button(), respond))
            return
        ask = asks.of_shortcut(body, shortcut.words, await self._address(body))
        told = await self._desk.answer(ask)
        await ack()
        if told.form:
            self._desk.track(self._show(told, body, respond, ask.source))
        elif body.get("response_url"):
            self._desk.track(self._respond(told, respond))

    async def _address(self, body: Body) -> str:
        """The permalink of the message that a shortcut was used on; nothing where Slack does not tell in time."""
        if "message" not in body:
            return ""
        with contextlib.suppress(Failed, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                place = {"channel": body["channel"]["id"], "message_ts": body["message"]["ts"]}
                return str((await self._call("chat.getPermalink", **place))["permalink"])
        return ""

    async def submitted(self, ack: AsyncAck, body: Body) -> None:
        """A form: what went wrong is shown in it, so that nothing typed is lost; what went well replaces it."""
        told = await self._desk.answer(asks.of_form(body))
        if told.kind in (Answer.REFUSED, Answer.NOT_RECORDED, Answer.UNSURE, Answer.FAILED):
            first = body["view"]["blocks"][0]["block_id"]
            await ack(response_action="errors", errors={first: cut(self._desk.speak(told), LONGEST_ERROR)})
            return
        if told.form:
            await ack(response_action="update", view=self._desk.form(told.form, told))
            return
        await ack(response_action="update", view=forms.result(self._desk.draw(told), self._desk.voice(told)))

    async def _show(self, told: Reply, body: Body, respond: AsyncRespond, source: Source | None = None) -> None:
        """Show a form. It records nothing, so it may come after the acknowledgement; the trigger lives three
        seconds.
        """
        form = told.form
        if form is None:
            return
        try:
            await self._call("views.open", trigger_id=body["trigger_id"], view=self._desk.form(form, told, source))
        except Failed as failed:
            self._desk.could_not_show(failed)
            if body.get("response_url"):
                await self._respond(reply(Answer.NO_FORM, verb=form.kind.value), respond)

    async def _show_answer(self, told: Reply, body: Body) -> None:
        """The answer to a button in a Home, where no conversation is: in a window of its own."""
        view = forms.shown(self._desk.draw(told), self._desk.voice(told))
        try:
            await self._call("views.open", trigger_id=body["trigger_id"], view=view)
        except Failed as failed:
            self._desk.could_not_show(failed)

    async def _respond(self, told: Reply, respond: AsyncRespond, thread: str | None = None) -> None:
        drawn = self._desk.draw(told)
        try:
            await respond(
                text=drawn.text,
                blocks=list(drawn.blocks),
                response_type="ephemeral",
                replace_original=False,
                thread_ts=thread,
            )
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as failed:
            self._desk.could_not_show(failed)


def bolt(listeners: SlackListeners, *, who: AuthorizeResult, signing_secret: str) -> AsyncApp:
    """The Bolt app with every listener attached. Who we are was asked once at start, not at each request.

    Its own client stays without a token: whatever is sent to Slack goes through Calls.
    """

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult:
        return who

    app = AsyncApp(
        client=AsyncWebClient(),
        authorize=authorize,
        signing_secret=signing_secret or None,
        process_before_response=True,
        request_verification_enabled=bool(signing_secret),
        ignoring_self_events_enabled=False,
    )
    listeners.attach(app)
    app.error(not_taken)
    return app


async def not_taken(error: Exception, body: Mapping[str, Any]) -> None:
    """Whatever a listener raises leaves its envelope unacknowledged: Slack sends it again. A silent database is no
    mistake of the program's, and its own lines tell of it.
    """
    kind = str(body.get("event", {}).get("type") or body.get("type", ""))
    if isinstance(error, (Unreachable, Unsure)):
        log.warning("slack.not_taken", kind=kind, error=type(error).__name__)
    else:
        log.error("slack.listener_failed", kind=kind, exc_info=error)
