"""`/incident list`: what is open, or all there was."""

import asyncio

from incidents.reply import Listing, Reply
from storage.store import Store
from tests.commands.ledger import admit, everything, settle_in
from tests.desk import ANA, BEA, AskAt, PhoneBook, Watch


async def test_what_is_open_newest_first_with_its_channel(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev3 search")
    await settle_in(store, "C1")
    before = await everything(store)

    told = await ask(ANA, "list")

    assert keys(told) == ["INC-2", "INC-1"]
    assert listing(told).channels == {"INC-1": "C1"}
    assert await everything(store) == before


async def test_what_is_over_is_shown_by_list_all_alone(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev3 search")
    await ask(ANA, "resolve INC-1 rolled back")

    assert keys(await ask(ANA, "list")) == ["INC-2"]
    assert keys(await ask(ANA, "list all")) == ["INC-2", "INC-1"]
    assert keys(await ask(ANA, "ls 全部")) == ["INC-2", "INC-1"]


async def test_nothing_is_a_list_too(ask: AskAt) -> None:
    told = await ask(ANA, "list")

    assert keys(told) == []
    assert listing(told).only_open


async def test_beyond_twenty_it_says_that_there_are_more(ask: AskAt) -> None:
    await asyncio.gather(*(ask(ANA, f"open sev3 failure {n}") for n in range(21)))

    told = await ask(ANA, "list")

    assert (len(keys(told)), listing(told).more) == (20, True)


async def test_a_private_one_is_shown_to_its_members_only_and_not_counted_for_others(ask: AskAt, store: Store) -> None:
    await asyncio.gather(*(ask(ANA, f"open sev3 failure {n}") for n in range(20)))
    await ask(ANA, "open sev1 leak --private")

    outside = await ask(BEA, "list")
    await admit(store, BEA, 21)
    inside = await ask(BEA, "list")

    assert ("INC-21" in keys(outside), listing(outside).more) == (False, False)
    assert ("INC-21" in keys(inside), listing(inside).more) == (True, True)


async def test_of_whom_slack_never_said_who_they_are_sees_nothing_private(
    ask: AskAt, store: Store, phone_book: PhoneBook, watch: Watch
) -> None:
    phone_book.silent = True
    await ask(ANA, "open sev1 leak --private")
    await admit(store, BEA)

    unverified = await ask(BEA, "list all")
    phone_book.silent = False
    watch.pass_time(minutes=2)
    verified = await ask(BEA, "list all")

    assert keys(unverified) == []
    assert keys(verified) == ["INC-1"]


def listing(told: Reply) -> Listing:
    """The list in an answer."""
    assert isinstance(told.data, Listing)
    return told.data


def keys(told: Reply) -> list[str]:
    """The incidents in the list, by key."""
    return [incident.key for incident in listing(told).incidents]
