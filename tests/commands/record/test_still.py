"""`/incident still`: I am still on it."""

import pytest

from commands import ring
from commands.people import departed
from incidents.decision import TimerKind
from incidents.messages import MessageKind
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, kinds, owed, pending, says
from tests.desk import ANA, BEA, GUS, AskAt, Watch


async def test_the_owner_is_asked_in_the_quiet_and_says_so(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout")
    await ask(BEA, "ack")
    await ask(BEA, "remind off")
    watch.pass_time(minutes=25)
    await store.write(ring.run)
    questions = await pending(store, MessageKind.QUESTION)

    told = await ask(BEA, "still")

    assert [(row["lane"], row["body"]["question"]) for row in questions] == [(f"dm:{BEA}", "still")]
    assert told.kind is Answer.STILL
    assert (await kinds(store))[-1] == "still"
    assert len([key for key in await owed(store) if "/retract/reminder/" in key]) == 3


async def test_said_in_time_nobody_is_asked_for_as_long_again(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout")
    await ask(BEA, "ack")
    await ask(BEA, "remind off")
    watch.pass_time(minutes=20)
    await ask(BEA, "still")

    watch.pass_time(minutes=5)
    await store.write(ring.run)

    assert await pending(store, MessageKind.QUESTION) == []
    assert (await armed(store))[TimerKind.STILL_THERE] == 20


async def test_said_too_late_it_is_an_answer_all_the_same(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev1 checkout")
    await ask(BEA, "ack")
    watch.pass_time(minutes=25)
    await store.write(ring.run)
    watch.pass_time(minutes=5)
    await store.write(ring.run)
    lapsed = await incident(store)

    told = await ask(BEA, "still")

    assert (lapsed.owner, lapsed.acknowledged_at) == (None, None)
    assert told.kind is Answer.ACKNOWLEDGED
    assert (await incident(store)).owner == BEA


async def test_a_day_after_the_end_its_lead_is_asked_in_their_working_hours(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev3 checkout")
    await ask(BEA, "ack")
    watch.pass_time(hours=8)
    await ask(BEA, "resolve rolled back")
    watch.pass_time(hours=24)
    await store.write(ring.run)
    at_night = await pending(store, MessageKind.QUESTION)
    until_morning = (await armed(store))[TimerKind.CLOSE_DUE]

    watch.pass_time(minutes=until_morning)
    await store.write(ring.run)

    [question] = await pending(store, MessageKind.QUESTION)
    assert at_night == []
    assert until_morning == 13 * 60
    assert (question["lane"], question["body"]["question"]) == (f"dm:{BEA}", "close")


@pytest.mark.parametrize(("words", "minutes"), [("remind 1d", 1440), ("remind 2h", 120)])
async def test_whether_it_can_be_closed_is_asked_later(ask: AskAt, store: Store, words: str, minutes: int) -> None:
    await ask(ANA, "open sev3 checkout")
    await ask(ANA, "resolve done")

    told = await ask(ANA, words.replace("remind", "remind INC-1"))

    assert told.kind is Answer.ASKED_LATER
    assert (await armed(store))[TimerKind.CLOSE_DUE] == minutes


async def test_of_what_is_over_it_says_how_to_reopen(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout")
    await ask(ANA, "resolve done")
    before = await everything(store)

    told = await ask(ANA, "still INC-1")

    assert told.kind is Answer.REFUSED
    assert [choice.words for choice in told.choices] == ["reopen"]
    assert await everything(store) == before


async def test_a_guest_is_told_whom_to_ask(ask: AskAt) -> None:
    await ask(ANA, "open sev3 checkout")

    told = await ask(GUS, "still INC-1")

    assert "Incidents are for members of this workspace." in says(told)


async def test_whose_account_is_gone_holds_nothing_any_more(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")

    await store.write(lambda tx: departed.leave(tx, BEA))
    await store.write(lambda tx: departed.leave(tx, BEA))

    assert (await incident(store)).owner is None
    assert await kinds(store) == ["opened", "acknowledged", "gone"]
