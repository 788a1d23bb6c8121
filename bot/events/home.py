"""Somebody opens their Home in the app: it is drawn anew."""

from collections.abc import Mapping

import structlog

from bot.events.hearing import Body, Listener
from commands.core import Directory
from incidents.model import Person, PersonId, Standing
from incidents.overview import routine
from storage.errors import Unreachable, Unsure
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()


class Home:
    """Keeps people's Homes true when they look at them."""

    def __init__(self, store: Store, directory: Directory) -> None:
        self._store = store
        self._directory = directory

    def listeners(self) -> Mapping[str, Listener]:
        """The listener of each subscribed event."""
        return {"app_home_opened": self.opened}

    async def opened(self, body: Body) -> None:
        """Somebody looks at the app; it has a tab for messages too."""
        if body["event"].get("tab") != "home":
            return
        person = PersonId(body["event"]["user"])
        if not await self._store.read(lambda tx: tx.people.known([person])):
            await self._look_up(person)
        await self._store.write(lambda tx: _owe(tx, person, body["event_id"]))

    async def redraw(self, person: PersonId, occasion: str) -> None:
        """Something was pressed there. If it cannot be recorded now, opening it again draws it."""
        try:
            await self._store.write(lambda tx: _owe(tx, person, occasion))
        except (Unreachable, Unsure):
            log.warning("home.not_redrawn")

    async def _look_up(self, person: PersonId) -> None:
        found = await self._directory.find(person) or Person(person, person, Standing.UNVERIFIED)
        await self._store.write(lambda tx: tx.people.describe([found]))


def _owe(tx: Tx, person: PersonId, occasion: str) -> None:
    tx.outbox.owe(None, [routine.home(person, occasion)])
    tx.stirred = True
