"""A courier that makes drafts and takes whatever else is owed, and what is kept of a postmortem."""

from collections.abc import Sequence
from datetime import timedelta

from bot.channels.medium import Media
from bot.channels.outcome import Outcome, Sent
from bot.courier import Courier
from bot.views.postmortem import files
from bot.views.scene import Scene
from bot.views.words import Voice
from commands.carry import Parcel
from commands.postmortem import drafting
from incidents.model import IncidentId, PersonId
from incidents.postmortem.paper import Form, Paper, Postmortem
from storage.store import Store
from tests.commands.ledger import NAMES, incident

LONGER_THAN_A_TRY = timedelta(seconds=30)


class Taker:
    """Takes whatever comes, and keeps the postmortems that came with it."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.papers: list[Paper] = []

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """It is there at once."""
        self.taken.append(parcel.job.message.key)
        if parcel.paper:
            self.papers.append(parcel.paper)
        return Sent()


async def carried(store: Store) -> Taker:
    """Everything that is owed, carried."""
    taker = Taker()
    await Courier(store, Media(taker, {}), worker="test", call_limit=1).settle()
    return taker


async def postmortem(store: Store, number: int = 1) -> Postmortem | None:
    """The postmortem of an incident."""
    return await store.read(lambda tx: tx.postmortems.find(IncidentId(number)))


async def paper(store: Store, number: int = 1) -> Paper:
    """All that it is shown from."""
    about = await incident(store, number)
    found = await store.read(lambda tx: drafting.paper(tx, about))
    assert found is not None
    return found


async def document(store: Store, form: Form = Form.MARKDOWN, number: int = 1) -> str:
    """It as a file."""
    shown = await paper(store, number)
    voice = Voice(names=dict(NAMES))
    scene = Scene(about=shown.incident, policy=store.policy, voice=voice, now=shown.incident.opened_at, paper=shown)
    return files.content(scene, form)


def people_of(names: Sequence[str]) -> list[PersonId]:
    """Ids."""
    return [PersonId(name) for name in names]
