"""After the start, in the background: learn who is in the workspace and where to announce, so that an emergency need
not wait.
"""

from collections.abc import Sequence
from functools import partial
from itertools import islice

import structlog

from bot.channels.calls import Failed
from bot.channels.slack import SlackChannel
from bot.people import SlackDirectory
from incidents.model import Person
from storage.delivery.places import WORKSPACE, Role
from storage.errors import Unreachable, Unsure
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()
BATCH = 500


class Warmup:
    """Nothing depends on it: whoever or whatever it has not learned is looked up when needed."""

    def __init__(self, store: Store, directory: SlackDirectory, channel: SlackChannel) -> None:
        self._store = store
        self._directory = directory
        self._channel = channel

    async def run(self) -> None:
        """Learn both; what Slack refuses now is tried again when needed."""
        try:
            await self._people()
            await self._announcements()
        except (Failed, Unreachable, Unsure) as failed:
            log.warning("warmup.unfinished", error=str(failed) or type(failed).__name__)

    async def _people(self) -> None:
        people = iter(await self._directory.all())
        while batch := list(islice(people, BATCH)):
            await self._store.write(partial(_describe, batch))

    async def _announcements(self) -> None:
        known = await self._store.read(lambda tx: tx.places.of(WORKSPACE))
        place = known.get(Role.ANNOUNCEMENTS)
        if place is None or place.label != self._store.policy.announcements.lstrip("#"):
            place = await self._channel.announcements()
            await self._store.write(lambda tx: tx.places.learn(place))


def _describe(people: Sequence[Person], tx: Tx) -> None:
    tx.people.describe(people)
