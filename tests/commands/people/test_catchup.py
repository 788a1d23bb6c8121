"""`/incident catchup`: what somebody who comes late must know; and the offer to read in."""

import pytest

from commands.people import arrive
from incidents.model import ChannelId, PersonId
from incidents.reply import Answer, Briefing
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import everything, owed, pending, settle_in
from tests.desk import ANA, BEA, CHEN, GUS, AskAt

OPEN = "open sev2 checkout is failing"


async def test_it_tells_the_most_telling_lines_in_order(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(BEA, "ack")
    await ask(BEA, "update rollback started")
    await ask(BEA, "severity sev1")
    await ask(CHEN, "list")
    before = await everything(store)

    told = await ask(CHEN, "catchup")

    assert isinstance(told.data, Briefing)
    assert (told.kind, told.data.incident.owner) == (Answer.CATCHUP, BEA)
    assert [line.kind for line in told.data.lines] == ["opened", "acknowledged", "update", "severity"]
    assert await everything(store) == before


async def test_it_tells_of_what_is_over_too(ask: AskAt) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, "resolve rolled back")

    assert (await ask(CHEN, "catchup INC-1")).kind is Answer.CATCHUP


async def arrive_at(store: Store, *people: PersonId) -> None:
    """These people come into the channel, one after the other."""

    def work(tx: Tx) -> None:
        for person in people:
            arrive.run(tx, person, ChannelId("C1"))

    await store.write(work)


async def test_who_comes_late_is_offered_to_read_in_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await settle_in(store, "C1")

    await arrive_at(store, CHEN, CHEN)

    assert [row["key"] for row in await pending(store, "offer")] == [f"INC-1/offer/{CHEN}"]


async def test_who_was_there_from_the_start_is_offered_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"{OPEN} <@{BEA}>")
    await settle_in(store, "C1")

    await arrive_at(store, ANA, BEA)

    assert await pending(store, "offer") == []


async def test_who_was_called_later_is_offered_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await settle_in(store, "C1")
    await ask(ANA, f"page <@{BEA}>")

    await arrive_at(store, BEA)

    assert f"INC-1/offer/{BEA}" in await owed(store)


async def test_a_guest_is_offered_nothing_that_they_may_not_read(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(GUS, "list")
    await settle_in(store, "C1")

    await arrive_at(store, GUS)

    assert await pending(store, "offer") == []


@pytest.mark.parametrize(("opening", "ending"), [(OPEN, "resolve done"), ("open sev2 drill --test", "list")])
async def test_what_is_over_and_a_test_offer_nothing(ask: AskAt, store: Store, opening: str, ending: str) -> None:
    await ask(ANA, opening)
    await settle_in(store, "C1")
    await ask(ANA, ending)

    await arrive_at(store, CHEN)

    assert await pending(store, "offer") == []


async def test_another_channel_is_not_ours(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    await arrive_at(store, CHEN)

    assert await pending(store, "offer") == []
