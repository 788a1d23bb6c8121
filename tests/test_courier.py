"""The courier: it takes up nothing new while it is held back, and one message that cannot be drawn stops no other."""

import asyncio
from datetime import timedelta

from bot.channels.medium import Media
from bot.channels.outcome import Outcome, Sent
from bot.courier import Courier
from bot.views.words import Voice
from commands import carry
from commands.carry import MOST_ATTEMPTS, Parcel
from incidents.messages import DM, Message, MessageKind
from incidents.oncall import sheets
from incidents.overview.brief import Brief
from storage.delivery.claims import Lease
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, owe, owed
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, BEA, PEOPLE, AskAt, Watch

ILL_MADE = Message(kind=MessageKind.HOME, key="ill-made", lane=f"{DM}{ANA}")  # It does not say whose Home.


class Taker:
    """A medium that takes whatever comes."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.parcels: list[Parcel] = []

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """It is said at once."""
        self.taken.append(parcel.job.message.key)
        self.parcels.append(parcel)
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


async def test_what_cannot_be_drawn_is_put_off_and_everything_else_leaves(ask: AskAt, store: Store) -> None:
    taker = Taker()
    courier = Courier(store, Media(taker, {}), worker="test", call_limit=1)
    await owe(store, ILL_MADE)
    await ask(ANA, "open sev2 checkout is failing")

    await courier.settle()

    kept = (await owed(store))["ill-made"]
    assert "INC-1/intro" in taker.taken
    assert (kept["state"], kept["attempt"], kept["error"], kept["ambiguous"]) == ("pending", 1, "KeyError", False)


@ON_A_FILE
async def test_what_can_never_be_drawn_is_dead_after_as_many_tries_as_anything_else(store: Store, watch: Watch) -> None:
    courier = Courier(store, Media(Taker(), {}), worker="test", call_limit=1)
    await owe(store, ILL_MADE)

    states = [await _tried(courier, store, watch) for _ in range(MOST_ATTEMPTS)]

    assert states == [*["pending"] * (MOST_ATTEMPTS - 1), "dead"]


async def _tried(courier: Courier, store: Store, watch: Watch) -> str:
    """How the ill-made message stands after one more try."""
    watch.at += timedelta(minutes=2)
    await courier.settle()
    return str((await owed(store))["ill-made"]["state"])


async def test_what_takes_long_to_read_is_read_beside_the_claim(store: Store, watch: Watch) -> None:
    taker = Taker()
    courier = Courier(store, Media(taker, {}), worker="test", call_limit=1)
    store.put_in_force(POLICY)
    await store.write(lambda tx: tx.people.describe(list(PEOPLE.values())))
    await owe(store, sheets.calendar(ANA, "payments", watch.now()))

    [claimed] = await store.write(lambda tx: carry.packed(tx, tx.outbox.claim(lease(tx), 1)))
    watch.pass_time(minutes=1)
    await courier.settle()

    [drawn] = taker.parcels
    assert claimed.brief == Brief()
    assert {turn.who for turn in drawn.brief.turns} == {ANA, BEA}
    assert drawn.names[BEA] == "Bea"


def lease(tx: Tx) -> Lease:
    """Half a minute of somebody who stands still."""
    return Lease("gone", tx.now + timedelta(seconds=30), timedelta(seconds=1))
