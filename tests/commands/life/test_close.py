"""`/incident close`: nothing is left to do."""

from storage.store import Store
from tests.commands.ledger import everything, incident, kinds, offers, says
from tests.desk import ANA, AskAt, Watch


async def test_what_is_resolved_is_closed_for_good(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    watch.pass_time(hours=2)

    told = await ask(ANA, "close INC-1")

    closed = await incident(store)
    assert says(told) == "INC-1 is closed. If it comes back: `/incident reopen INC-1`."
    assert (closed.status, closed.closed_at) == ("closed", watch.now())


async def test_what_is_open_is_to_be_resolved_first(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "close INC-1")

    assert says(told) == (
        "INC-1 is investigating. Say what fixed it with `resolve` first; closing is for what is resolved."
    )
    assert offers(told) == ["resolve"]
    assert await everything(store) == before


async def test_what_was_cancelled_has_nothing_to_close(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "cancel")
    before = await everything(store)

    told = await ask(ANA, "close INC-1")

    assert says(told) == "INC-1 is cancelled and cannot become closed. It can become: investigating."
    assert await everything(store) == before


async def test_closed_twice_it_says_so(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "close INC-1")

    told = await ask(ANA, "close INC-1")

    assert says(told) == "INC-1 is closed already."
    assert await kinds(store) == ["opened", "resolved", "status"]


async def test_opened_again_it_is_not_closed_any_more(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "close INC-1")

    await ask(ANA, "reopen INC-1")

    assert (await incident(store)).closed_at is None
