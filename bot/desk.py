"""The front desk: every question passes here to the verbs, and whatever goes wrong still becomes one sentence for the
asker.
"""

import asyncio
from collections.abc import Coroutine
from secrets import token_hex
from typing import Any

import structlog

from bot import metrics, sources
from bot.views import answers, forms
from bot.views.blocks import Drawn
from bot.views.postmortem import forms as postmortem
from bot.views.words import Voice, language_of
from commands import registry
from commands.core import Ask, Desk
from incidents.life.source import Source
from incidents.policy import Policy
from incidents.reply import Answer, Form, Reply
from storage.errors import Unreachable, Unsure

log = structlog.get_logger()


class FrontDesk:
    """Answers, draws the answers, and keeps the work that outlives an acknowledgement until it is done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, ask: Ask) -> Reply:
        """Always an answer: what the verb says, or what went wrong and whether anything was recorded."""
        with structlog.contextvars.bound_contextvars(ask=ask.key, person=ask.person):
            try:
                told = await registry.answer(ask, self._desk)
            except Unreachable:
                log.warning("ask.not_recorded")
                return self._silent(Answer.NOT_RECORDED, ask)
            except Unsure:
                log.warning("ask.unsure")
                return self._silent(Answer.UNSURE, ask)
            except Exception:  # The rim: logged once with a reference, and the asker gets a sentence.
                reference = token_hex(4)
                log.exception("ask.failed", reference=reference)
                return Reply(kind=Answer.FAILED, values={"reference": reference, "text": _typed(ask)})
            log.info("ask.answered", answer=told.kind.value)
            metrics.ASKS.labels(told.kind.value).inc()
            return told

    async def heard(self, ask: Ask) -> Reply:
        """The answer to what an event asks. What cannot be recorded raises: then Slack sends the event again."""
        with structlog.contextvars.bound_contextvars(ask=ask.key, person=ask.person):
            return await registry.answer(ask, self._desk)

    @property
    def _policy(self) -> Policy:
        """The settings in force."""
        return self._desk.store.policy

    def _silent(self, kind: Answer, ask: Ask) -> Reply:
        return Reply(kind=kind, values={"text": _typed(ask), "contacts": " · ".join(self._policy.contacts)})

    def voice(self, told: Reply) -> Voice:
        """The asker's own language and zone."""
        return Voice(language_of(told.language, self._policy.language), zone=told.zone)

    def draw(self, told: Reply) -> Drawn:
        """The answer as it is shown to the asker."""
        return answers.draw(told, self.voice(told), self._policy)

    def speak(self, told: Reply) -> str:
        """The answer in plain words, for a place that reads no mark-up."""
        return answers.plain(told, self.voice(told))

    def form(self, form: Form, told: Reply, source: Source | None = None) -> dict[str, Any]:
        """A form as it is shown, with a token of its own and the message it is about."""
        packed = sources.packed(source) if source else None
        filled = postmortem.filled(form, told.data, self._policy)
        return forms.draw(filled, self.voice(told), self._policy, token=token_hex(8), source=packed)

    def could_not_show(self, failed: Exception) -> None:
        """Slack did not take an answer or a form: whatever was recorded stands."""
        log.warning("answer.not_shown", error=type(failed).__name__)

    def track(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work that records nothing after the acknowledgement, and keep hold of it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.error("tracked.failed", exc_info=task.exception())

    async def drain(self) -> None:
        """Let what is under way finish."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=5)


def _typed(ask: Ask) -> str:
    return ask.words if not ask.form else " ".join((ask.words, *ask.form.values()))
