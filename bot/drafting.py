"""Drafts of postmortems, made beside the claim of a message and outside every write: from the record, on a connection
of its own. Whatever fails here is tried again by the courier; the end of an incident never waits for it.
"""

from dataclasses import replace

from bot.channels.outcome import Outcome, Sent
from bot.views.postmortem import articles
from bot.views.words import Voice
from commands.carry import Parcel
from commands.postmortem import drafting as collecting
from incidents.messages import MessageKind
from incidents.policy import Policy
from incidents.postmortem import drafting
from storage.store import Store
from storage.tx import Tx

KINDS = frozenset({MessageKind.DRAFT, MessageKind.POSTMORTEM_ARTICLE})
PAPERS = frozenset(
    {
        MessageKind.POSTMORTEM,
        MessageKind.POSTMORTEM_DRAWN,
        MessageKind.POSTMORTEM_FILE,
        MessageKind.POSTMORTEM_CANVAS,
        MessageKind.POSTMORTEM_TOLD,
    }
)


class Drafting:
    """Reads the record and makes a draft of it; what came of that is kept in the transaction that ends the message."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def made(self, parcel: Parcel) -> Outcome:
        """What the message asks for: a draft from the record as it is now, or an article from what was published."""
        if parcel.job.message.kind is MessageKind.POSTMORTEM_ARTICLE:
            shown = await self._store.read(lambda tx: _shown(tx, parcel))
            return _lesson(shown, self._store.policy)
        record, template = await self._store.read(lambda tx: collecting.record(tx, parcel.incident))
        return Sent(found=drafting.draft(record, template))

    async def added(self, parcel: Parcel) -> Parcel:
        """The parcel with the postmortem that it shows, and the names of those who stand in it."""
        if parcel.job.message.kind not in PAPERS:
            return parcel
        return await self._store.read(lambda tx: _shown(tx, parcel))


def _shown(tx: Tx, parcel: Parcel) -> Parcel:
    paper = collecting.paper(tx, parcel.incident)
    return replace(parcel, paper=paper, names={**parcel.names, **collecting.names(tx, paper)}) if paper else parcel


def _lesson(parcel: Parcel, policy: Policy) -> Outcome:
    if parcel.paper is None:
        return Sent()
    return Sent(found=articles.lesson(parcel.paper, Voice(policy.language, parcel.names), policy))
