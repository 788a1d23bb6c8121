"""`/incident doctor`: a look through the channel is owed, once for each asking; the record waits for what it finds."""

import pytest

from incidents.model import PersonId
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import admit, everything, lines, pending, says
from tests.desk import ANA, BEA, GUS, STRANGER, AskAt


async def test_a_look_is_owed_to_the_asker(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = len(await lines(store))

    told = await ask(BEA, "doctor INC-1")

    [owed] = await pending(store, "checkup")
    assert (told.kind, told.values["key"]) == (Answer.CHECKING, "INC-1")
    assert owed["body"] == {"person": BEA}
    assert len(await lines(store)) == before


async def test_asked_twice_it_looks_twice_but_not_for_a_second_delivery(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "doctor INC-1", key="one")
    await ask(BEA, "doctor INC-1", key="one")

    await ask(BEA, "doctor INC-1", key="two")

    assert len(await pending(store, "checkup")) == 2


@pytest.mark.parametrize("words", ["resolve rolled back", "close"])
async def test_what_is_over_is_looked_through_too(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve INC-1 rolled back")
    await ask(ANA, f"{words.split()[0]} INC-1")

    assert (await ask(ANA, "doctor INC-1")).kind is Answer.CHECKING


@pytest.mark.parametrize("person", [GUS, STRANGER])
async def test_who_is_no_member_is_refused_and_nothing_changes(ask: AskAt, store: Store, person: PersonId) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(person, "doctor INC-1")
    before = await everything(store)

    told = await ask(person, "doctor INC-1")

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_a_private_incident_is_hidden_from_those_outside(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak --private")
    await ask(BEA, "doctor INC-1")
    before = await everything(store)

    told = await ask(BEA, "doctor INC-1")
    await admit(store, BEA)
    inside = await ask(BEA, "doctor INC-1")

    assert says(told).startswith("There is no incident INC-1.")
    assert len(before["outbox"]) + 1 == len((await everything(store))["outbox"])
    assert inside.kind is Answer.CHECKING


async def test_an_incident_that_is_not_there_is_told(ask: AskAt) -> None:
    assert says(await ask(ANA, "doctor INC-9")).startswith("There is no incident INC-9.")
