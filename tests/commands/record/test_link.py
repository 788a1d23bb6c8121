"""`/incident link`: dashboards, calls, tickets."""

import asyncio

import pytest

from incidents.messages import MessageKind
from incidents.model import Bookmark, IncidentId
from incidents.policy import Policy, Service
from incidents.reply import Answer, Links
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, kinds, owed, pending, says
from tests.desk import ANA, BEA, AskAt

DASH = "https://dash.example/checkout"


@pytest.fixture
def policy() -> Policy:
    """Settings that know one service and a bridge."""
    payments = Service(name="payments", team="pay", links=(("Dashboard", DASH),))
    return Policy(services=(payments,), bridge="https://call.example/{number}")


async def links(store: Store, number: int = 1) -> list[Bookmark]:
    """The links that an incident has."""
    return list(await store.read(lambda tx: tx.bookmarks.of(IncidentId(number))))


async def test_an_opening_brings_what_the_settings_give(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout svc:payments")

    assert [(one.number, one.title) for one in await links(store)] == [(1, "Dashboard"), (2, "Bridge")]
    assert (await owed(store))["INC-1/bookmarks/0"]["after"] == "INC-1/channel"
    assert await kinds(store) == ["opened"]


async def test_a_word_that_is_no_service_brings_the_bridge_alone(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout svc:shop")

    assert [one.title for one in await links(store)] == ["Bridge"]


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "address", "title"),
    [
        ("link https://logs.example/x all logs", "https://logs.example/x", "all logs"),
        ("link <https://logs.example/x?a=1&amp;b=2> logs", "https://logs.example/x?a=1&b=2", "logs"),
        ("url <https://logs.example|logs.example>", "https://logs.example", "logs.example"),
        ("bookmark INC-1 https://logs.example “the logs”", "https://logs.example", "the logs"),
        ("link add https://logs.example", "https://logs.example", "logs.example"),
    ],
)
async def test_a_link_is_added(ask: AskAt, store: Store, words: str, address: str, title: str) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(BEA, words)

    assert told.kind is Answer.LINK_ADDED
    assert [(one.address, one.title, one.added_by) for one in await links(store)][1:] == [(address, title, BEA)]
    assert (await kinds(store))[-1] == "link"


@ON_A_FILE
@pytest.mark.parametrize("words", ["link dashboard", "link ftp://a.example", "link javascript:alert(1)", "link add"])
async def test_what_is_no_address_is_refused_with_an_example(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, words)

    assert "`/incident link INC-1 https://dash.example/checkout Dashboard`" in says(told)
    assert await everything(store) == before


async def test_a_duplicate_is_said_and_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout svc:payments")
    before = await everything(store)

    told = await ask(ANA, f"link {DASH} again")

    assert says(told) == "INC-1 has this address already: link 1, “Dashboard”."
    assert await everything(store) == before


async def test_one_is_removed_by_its_number_and_stays_removed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout svc:payments")

    told = await ask(BEA, "link remove 1")
    await ask(BEA, "link https://logs.example")

    assert says(told) == "Link 1 of INC-1 is removed."
    assert [(one.number, one.title) for one in await links(store)] == [(2, "Bridge"), (3, "logs.example")]
    assert [row["key"] for row in await pending(store, MessageKind.BOOKMARKS)] == ["INC-1/bookmarks/2"]


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("link remove 9", "INC-1 has no link 9."),
        (
            "link remove",
            "Say which link by its number: `/incident link INC-1 remove 2`. `/incident link INC-1` lists them.",
        ),
        ("link rm 1", "Link 1 of INC-1 is removed already."),
    ],
)
async def test_what_cannot_be_removed_is_said(ask: AskAt, store: Store, words: str, sentence: str) -> None:
    await ask(ANA, "open sev2 checkout svc:payments")
    await ask(ANA, "link remove 1")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told) == sentence
    assert await everything(store) == before


async def test_without_words_they_are_listed_and_nothing_is_written(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout svc:payments")
    before = await everything(store)

    told = [await ask(ANA, words) for words in ("link", "links INC-1", "link list")]

    assert [[link.title for link in one.data.links] for one in told if isinstance(one.data, Links)] == [
        ["Dashboard", "Bridge"]
    ] * 3
    assert await everything(store) == before


async def test_many_at_once_get_a_number_each(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    await asyncio.gather(*(ask(ANA, f"link https://{n}.example") for n in range(8)))

    assert [one.number for one in await links(store)] == list(range(1, 10))


async def test_the_same_key_twice_adds_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = [await ask(ANA, "link https://logs.example", key="cmd:T1:7") for _ in range(3)]

    assert told == [told[0]] * 3
    assert len(await links(store)) == 2
