"""What looks like an incident, looked up when its card or first post is drawn: on a connection of its own, so that no
delivery waits for it. What was found is kept as long as the incident says the same; nothing is lost with it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from commands.carry import Parcel
from commands.core import Nearness
from commands.knowledge import likening
from incidents.knowledge import alike
from incidents.knowledge.alike import Alikes
from incidents.knowledge.meaning import Near
from incidents.knowledge.ranking import Match
from incidents.messages import MessageKind
from incidents.model import Incident
from storage.errors import Unreachable
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()
SHOWN = (MessageKind.INTRO, MessageKind.CARD, MessageKind.FIRST)
PATIENCE = 1.0  # Seconds: a card without it is better than a late one.
KEPT = 500  # Incidents.


class Recent:
    """What was found last, for so many incidents; the one that was found first goes first."""

    def __init__(self) -> None:
        self._found: dict[object, Sequence[Match]] = {}

    def __contains__(self, said: object) -> bool:
        return said in self._found

    def of(self, said: object, find: Callable[[], Sequence[Match]]) -> Sequence[Match]:
        """What was found for these words, or is found now."""
        if said not in self._found:
            self._found[said] = find()
            if len(self._found) > KEPT:
                del self._found[next(iter(self._found))]
        return self._found[said]


class Likening:
    """Finds nothing rather than fail: whatever goes wrong here must not keep a card from being drawn."""

    def __init__(self, store: Store, nearness: Nearness | None = None) -> None:
        self._store = store
        self._nearness = nearness
        self._found = Recent()

    async def added(self, parcel: Parcel) -> Parcel:
        """The parcel with what looks like its incident, where that is shown."""
        if parcel.job.message.kind not in SHOWN or not _has_words(parcel.about):
            return parcel
        try:
            async with asyncio.timeout(PATIENCE):
                near = await self._near(parcel.incident)
                alikes = await self._store.read(lambda tx: self._alikes(tx, parcel.incident, near))
        except (TimeoutError, Unreachable) as late:
            log.warning("likening.late", incident=parcel.incident.key, error=type(late).__name__)
        except Exception:  # The rim: an ill-made word must not stop the card.
            log.exception("likening.failed", incident=parcel.incident.key)
        else:
            return replace(parcel, alikes=alikes)
        return parcel

    async def _near(self, incident: Incident) -> Sequence[Near]:
        if self._nearness is None or _words_of(incident) in self._found:
            return ()
        return await self._nearness.of(alike.question(incident))

    def _alikes(self, tx: Tx, incident: Incident, near: Sequence[Near]) -> Alikes:
        found = self._found.of(_words_of(incident), lambda: likening.matches(tx, incident, near=near))
        return likening.in_channel(tx, incident, found)


def _words_of(incident: Incident) -> object:
    """What it is looked up by: as long as that stays, so does what was found."""
    return (incident.id, incident.title, incident.summary, incident.impact, incident.service)


def _has_words(incident: Incident | None) -> bool:
    """Of a test nobody learns, one that is over asks no more, and one without a word has nothing to ask."""
    return incident is not None and incident.is_open and not incident.test and bool(alike.question(incident))
