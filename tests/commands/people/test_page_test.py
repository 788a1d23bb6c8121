"""`/incident page-test`: every medium of mine, and nobody else's."""

from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import everything, pending, says
from tests.commands.people.test_me import code_of
from tests.desk import ANA, BEA, AskAt, Watch


async def test_every_verified_medium_rings_at_once_and_no_incident_is_made(ask: AskAt, store: Store) -> None:
    await ask(ANA, "me voice +46701234567")
    await ask(ANA, f"me {await code_of(store, ANA)}")
    await ask(ANA, "me mail ana@example.com")
    await ask(BEA, "me mention")

    told = await ask(ANA, "page-test")

    [ring] = await pending(store, "ring")
    [dm] = await pending(store, "trial")
    assert told.kind is Answer.TEST_PAGED
    assert (ring["body"], ring["next_at"]) == ({"person": ANA, "contact": "1"}, ring["created_at"])
    assert (dm["lane"], dm["body"]["trial"]) == (f"dm:{ANA}", "page")
    assert (await everything(store))["incidents"] == []


async def test_twice_within_a_minute_rings_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "me mail ana@example.com")
    await ask(ANA, f"me {await code_of(store, ANA)}")
    await ask(ANA, "page-test")
    watch.pass_time(seconds=59)

    told = await ask(ANA, "page-test")

    assert "less than a minute ago" in says(told)
    assert len(await pending(store, "ring")) == 1


async def test_without_media_the_dm_alone_comes_and_one_more_is_offered(ask: AskAt, store: Store) -> None:
    told = await ask(ANA, "page-test")

    assert told.values["media"] == "slack"
    assert [choice.words for choice in told.choices] == ["me add"]
    assert len(await pending(store, "trial")) == 1
