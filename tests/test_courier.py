"""The courier: it takes up nothing new while it is held back."""

import asyncio

from bot.channels.medium import Media
from bot.channels.outcome import Outcome, Sent
from bot.courier import Courier
from bot.views.words import Voice
from commands.carry import Parcel
from storage.store import Store
from tests.commands.ledger import ON_A_FILE
from tests.desk import ANA, AskAt


class Taker:
    """A medium that takes whatever comes."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """It is said at once."""
        self.taken.append(parcel.job.message.key)
        return Sent()


@ON_A_FILE
async def test_held_back_it_claims_nothing_until_it_may_go_on(ask: AskAt, store: Store) -> None:
    taker = Taker()
    courier = Courier(store, Media(taker, {}), worker="test", call_limit=1)
    await ask(ANA, "open sev2 checkout is failing")
    courier.hold(60)
    carrying = asyncio.create_task(courier.settle())
    await asyncio.sleep(0.05)
    held = list(taker.taken)

    courier.go_on()
    await carrying

    assert held == []
    assert "INC-1/intro" in taker.taken


@ON_A_FILE
async def test_nobody_holds_it_back_for_longer_than_said(ask: AskAt, store: Store) -> None:
    taker = Taker()
    courier = Courier(store, Media(taker, {}), worker="test", call_limit=1)
    await ask(ANA, "open sev2 checkout is failing")
    courier.hold(60)
    courier.hold(0.05)

    await courier.settle()

    assert "INC-1/intro" in taker.taken
