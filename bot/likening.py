"""What looks like an incident, looked up when its card or first post is drawn: on a connection of its own, so that no
delivery waits for it. What was found is kept as long as the incident says the same; nothing is lost with it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from commands.carry import Parcel
from commands.knowledge import likening
from incidents.knowledge import alike
from incidents.knowledge.alike import Alikes
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

    def of(self, said: object, find: Callable[[], Sequence[Match]]) -> Sequence[Match]:
        """What was found for these words, or is found now."""
        if said not in self._found:
            self._found[said] = find()
            if len(self._found) > KEPT:
                del self._found[next(iter(self._found))]
        return self._found[said]


class Likening:
    """Finds nothing rather than fail: whatever goes wrong here must not keep a card from being drawn."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found = Recent()

    async def added(self, parcel: Parcel) -> Parcel:
        """The parcel with what looks like its incident, where that is shown."""
        if parcel.job.message.kind not in SHOWN or not _has_words(parcel.about):
            return parcel
        try:
            async with asyncio.timeout(PATIENCE):
                alikes = await self._store.read(lambda tx: self._alikes(tx, parcel.incident))
        except (TimeoutError, Unreachable) as late:
            log.warning("likening.late", incident=parcel.incident.key, error=type(late).__name__)
        except Exception:  # The rim: an ill-made word must not stop the card.
            log.exception("likening.failed", incident=parcel.incident.key)
        else:
            return replace(parcel, alikes=alikes)
        return parcel

    def _alikes(self, tx: Tx, incident: Incident) -> Alikes:
        said = (incident.id, incident.title, incident.summary, incident.impact, incident.service)
        return likening.in_channel(tx, incident, self._found.of(said, lambda: likening.matches(tx, incident)))


def _has_words(incident: Incident | None) -> bool:
    """Of a test nobody learns, one that is over asks no more, and one without a word has nothing to ask."""
    return incident is not None and incident.is_open and not incident.test and bool(alike.question(incident))
