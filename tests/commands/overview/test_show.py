"""`/incident show`: where one incident stands, whole."""

import pytest

from bot.views import answers
from bot.views.words import Voice
from incidents.decision import Decision
from incidents.model import Bookmark, IncidentId, Todo, TodoState
from incidents.policy import Policy, Service
from incidents.reply import Answer, Reply, State
from storage.store import Store
from tests.commands.ledger import NAMES, ON_A_FILE, everything, incident, says
from tests.desk import ANA, BEA, GUS, NOON, AskAt

POLICY = Policy(services=(Service(name="payments", team="money", tier=1),))


def page(told: Reply) -> str:
    """The page as plain lines."""
    return answers.draw(told, Voice("en", NAMES), POLICY).text


async def keep(store: Store, *, todos: tuple[Todo, ...] = (), bookmarks: tuple[Bookmark, ...] = ()) -> None:
    """Record to-dos and links of the first incident."""
    found = await incident(store)
    await store.write(lambda tx: tx.record(Decision(found, todos=todos, bookmarks=bookmarks)))


async def test_it_shows_what_is_to_be_done_and_the_links(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:payments")
    mine = Todo(number=1, text="roll back 4.18", added_by=ANA, added_at=NOON, owner=BEA)
    done = Todo(number=2, text="tell support", added_by=ANA, added_at=NOON, state=TodoState.DONE)
    board = Bookmark(number=1, title="Dashboard", address="https://board.example", added_by=ANA, added_at=NOON)
    await keep(store, todos=(mine, done), bookmarks=(board,))
    await ask(BEA, "ack")

    shown = page(await ask(ANA, "show"))

    assert "*INC-1* checkout is failing · SEV2 · investigating · Bea leads" in shown
    assert "*Service* payments · team money · tier 1" in shown
    assert "*To do*\n1. roll back 4.18 (Bea)" in shown
    assert "tell support" not in shown
    assert "*Links* <https://board.example|Dashboard>" in shown
    assert "acknowledged after 0 s" in shown


@ON_A_FILE
@pytest.mark.parametrize("words", ["show INC-1", "info INC-1", "status INC-1", "details #1"])
async def test_what_is_over_is_shown_too(ask: AskAt, words: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back 4.18")

    told = await ask(BEA, words)

    assert isinstance(told.data, State)
    assert "✅ *INC-1* checkout is failing" in page(told)
    assert "fixed by: rolled back 4.18" in page(told)


async def test_it_writes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    await ask(ANA, "show")

    assert await everything(store) == before


async def test_a_private_one_is_hidden_from_those_outside(ask: AskAt) -> None:
    await ask(ANA, "open sev2 leak --private")

    hidden, never = await ask(BEA, "show INC-1"), await ask(BEA, "show INC-9")

    assert says(hidden).replace("INC-1", "INC-9") == says(never)
    assert IncidentId(1) not in hidden.values.values()


async def test_a_guest_sees_nothing(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    assert (await ask(GUS, "show INC-1")).kind is Answer.REFUSED


@ON_A_FILE
async def test_a_word_that_the_settings_do_not_know_is_a_tag(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing svc:odd")

    assert "*Tag* odd" in page(await ask(ANA, "show"))
