"""Whether Slack takes us at all: asked once it refused a message as if it did not know us, and until it does again."""

import structlog

from bot.channels.calls import Calls, Failed
from bot.channels.outcome import Refusal
from bot.courier import Health
from bot.verdicts import Verdict, judge
from commands.upkeep import outage
from storage.errors import Unreachable, Unsure
from storage.store import Store

log = structlog.get_logger()


class Workspace:
    """One message's refusal is a suspicion; `auth.test` decides, for all replicas. After a start it is asked at once,
    later one replica asks every half minute.
    """

    def __init__(self, store: Store, health: Health, calls: Calls) -> None:
        self._store = store
        self._health = health
        self._calls = calls
        self._started = False

    async def look(self) -> None:
        """Ask if there is reason to. Where the database does not answer, the next look does."""
        try:
            await self._look()
        except (Unreachable, Unsure):
            log.warning("workspace.database_silent")

    async def _look(self) -> None:
        down, is_due = await self._store.read(lambda tx: (outage.workspace(tx), outage.is_due(tx)))
        began, self._started = not self._started, True
        if down is None and not self._health.suspicion:
            return
        if not began and not (is_due and await self._store.write(outage.turn)):
            return
        self._health.suspicion = ""
        code = await self._refused()
        if code is None:
            return
        changed = await self._store.write(lambda tx: outage.refused(tx, code) if code else outage.answered(tx))
        if changed and code:
            log.error("workspace.down", code=code)
        elif changed:
            log.warning("workspace.up")

    async def _refused(self) -> str | None:
        """Slack's word where it does not know us, nothing where it does; None where that was not learned: whoever is
        refused next asks again.
        """
        try:
            await self._calls("auth.test")
        except Failed as failed:
            is_down = isinstance(failed.outcome, Refusal) and judge(failed.code) is Verdict.DOWN
            return failed.code if is_down else None
        return ""
