"""Drafts of postmortems, made beside the claim of a message and outside every write: from the record, on a connection
of its own. Whatever fails here is tried again by the courier; the end of an incident never waits for it.
"""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot import proposals
from bot.channels.outcome import Outcome, Sent
from bot.proposals import Proposals, Silent
from bot.views.postmortem import articles
from bot.views.words import Voice
from commands.carry import Parcel
from commands.postmortem import drafting as collecting
from incidents.messages import MessageKind
from incidents.policy import Policy
from incidents.postmortem import drafting, proposing
from incidents.postmortem.model import Draft, Record, Sentence
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()
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

    def __init__(self, store: Store, model: Proposals | None = None) -> None:
        self._store = store
        self._model = model

    async def made(self, parcel: Parcel) -> Outcome:
        """What the message asks for: a draft from the record as it is now, or an article from what was published."""
        if parcel.job.message.kind is MessageKind.POSTMORTEM_ARTICLE:
            shown = await self._store.read(lambda tx: _shown(tx, parcel))
            return _lesson(shown, self._store.policy)
        record, template = await self._store.read(lambda tx: collecting.record(tx, parcel.incident))
        draft = drafting.draft(record, template)
        return Sent(found=await self._proposed(self._model, record, draft) if self._model else draft)

    async def _proposed(self, model: Proposals, record: Record, draft: Draft) -> Draft:
        """The draft with what a language model proposes, or has proposed; nothing where somebody has written."""
        if not proposing.may(record, draft):
            return draft
        known = await self._store.read(lambda tx: collecting.summed_up(tx, record, draft))
        if known.written:
            return draft
        about = proposals.about(record, draft, known.names)
        return proposing.added(draft, known.proposed or await _asked(model, record, about))

    async def added(self, parcel: Parcel) -> Parcel:
        """The parcel with the postmortem that it shows, and the names of those who stand in it."""
        if parcel.job.message.kind not in PAPERS:
            return parcel
        return await self._store.read(lambda tx: _shown(tx, parcel))


async def _asked(model: Proposals, record: Record, about: str) -> Sequence[Sentence]:
    """Whatever goes wrong here, the draft is whole without it."""
    key = record.incident.key
    try:
        found = proposing.read(await model.ask(proposals.task(record.policy), about), record)
    except Silent as why:
        log.warning("proposals.none", incident=key, code=why.code)
    except Exception:  # The rim: an answer that nobody has thought of must not cost the draft.
        log.exception("proposals.failed", incident=key)
    else:
        log.info("proposals.read", incident=key, sentences=len(found))
        return found
    return ()


def _shown(tx: Tx, parcel: Parcel) -> Parcel:
    paper = collecting.paper(tx, parcel.incident)
    return replace(parcel, paper=paper, names={**parcel.names, **collecting.names(tx, paper)}) if paper else parcel


def _lesson(parcel: Parcel, policy: Policy) -> Outcome:
    if parcel.paper is None:
        return Sent()
    return Sent(found=articles.lesson(parcel.paper, Voice(policy.language, parcel.names), policy))
