"""`/incident ack`: the first to answer owns it, and the paging stops."""

import asyncio

from commands import ring
from incidents.decision import TimerKind
from incidents.messages import MessageKind
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, kinds, offers, owed, pending, says
from tests.desk import ANA, BEA, CHEN, NOON, AskAt, Watch


async def test_the_first_to_acknowledge_owns(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=1)

    told = await ask(BEA, "ack")

    taken = await incident(store)
    assert says(told) == "INC-1 is yours. Nobody else will be paged."
    assert (taken.owner, taken.acknowledged_by, taken.reporter) == (BEA, BEA, ANA)
    assert taken.acknowledged_at == watch.now()
    assert await kinds(store) == ["opened", "acknowledged"]


async def test_an_answer_stops_the_wait_for_one_and_leaves_the_update_due(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(BEA, "ack")

    assert set(await armed(store)) == {TimerKind.UPDATE_DUE, TimerKind.STILL_THERE}


async def test_the_question_who_leads_is_taken_away(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev4 logo is blurred")
    watch.pass_time(hours=1)
    await store.write(ring.run)

    await ask(BEA, "ack")

    taken_away = [row["key"] for row in await pending(store, "retract") if row["body"]["role"] == "question"]
    assert taken_away == ["INC-1/retract/question/1", "INC-1/retract/question/2"]


async def test_it_is_told_in_the_channel_and_under_the_announcement(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(BEA, "ack")

    messages = await owed(store)
    assert {"INC-1/turn/acknowledged/1", "INC-1/turn/acknowledged/1/abroad", "INC-1/card/1"} <= set(messages)
    assert messages["INC-1/topic/0"]["state"] == "superseded"


async def test_somebody_who_took_it_stays_the_owner(ask: AskAt, store: Store) -> None:
    await ask(ANA, f"open sev2 checkout is failing <@{CHEN}>")

    told = await ask(BEA, "ack")

    answered = await incident(store)
    assert told.kind is Answer.ACKNOWLEDGED_FOR
    assert (answered.owner, answered.acknowledged_by) == (CHEN, BEA)


async def test_a_second_ack_by_the_same_person_changes_nothing(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")
    before = await everything(store)
    watch.pass_time(minutes=2)

    told = await ask(BEA, "ack")

    assert told.kind is Answer.YOURS_ALREADY
    assert told.values["since"] == NOON
    assert await everything(store) == before


async def test_a_late_ack_is_told_who_has_it_and_how_to_take_it_over(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, "ack")

    assert told.kind is Answer.TAKEN
    assert says(told).startswith("Bea has INC-1 since ")
    assert "`/incident owner me`" in says(told)
    assert await everything(store) == before


async def test_two_people_at_once_and_one_of_them_has_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await asyncio.gather(ask(BEA, "ack"), ask(CHEN, "ack"))

    assert sorted(one.kind for one in told) == [Answer.ACKNOWLEDGED, Answer.TAKEN]
    assert await kinds(store) == ["opened", "acknowledged"]
    assert len(await pending(store, MessageKind.TURN)) == 1


async def test_what_is_resolved_is_not_acknowledged_but_can_be_reopened(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    before = await everything(store)

    told = await ask(ANA, "ack INC-1")

    assert told.kind is Answer.REFUSED
    assert "INC-1 is resolved since" in says(told)
    assert offers(told) == ["reopen"]
    assert await everything(store) == before


async def test_after_a_reopening_the_first_answer_still_stands(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")
    await ask(BEA, "resolve rolled back")
    await ask(BEA, "reopen INC-1")

    told = await ask(BEA, "ack")

    assert told.kind is Answer.YOURS_ALREADY
    assert (await incident(store)).owner == BEA
