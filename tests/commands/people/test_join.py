"""`/incident join`: bring me into its channel."""

from storage.store import Store
from tests.commands.ledger import kinds, owed, settle_in
from tests.desk import ANA, BEA, AskAt


async def test_the_asker_is_invited(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await settle_in(store, "C1")

    told = await ask(BEA, "join INC-1")

    invitation = (await owed(store))[f"INC-1/invite/{BEA}/1"]
    assert told.values["channel"] == "C1"
    assert invitation["body"] == {"person": BEA}
    assert await kinds(store) == ["opened"]


async def test_before_the_channel_is_there_the_invitation_waits_for_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(BEA, "join INC-1")

    assert told.values["channel"] == ""
    assert (await owed(store))[f"INC-1/invite/{BEA}/1"]["after"] == "INC-1/channel"


async def test_asked_again_later_one_is_invited_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "join INC-1")

    await ask(BEA, "join INC-1")

    assert {f"INC-1/invite/{BEA}/1", f"INC-1/invite/{BEA}/2"} <= set(await owed(store))
