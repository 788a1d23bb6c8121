"""`/incident reopen`: it is back."""

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.model import Status
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, lines, owed, says
from tests.desk import ANA, BEA, AskAt, Watch


@pytest.mark.parametrize(
    "ending", [("resolve rolled back",), ("resolve x", "status INC-1 closed"), ("status cancelled",)]
)
async def test_whatever_is_over_is_open_again_with_its_owner(ask: AskAt, store: Store, ending: tuple[str, ...]) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")
    await ask(BEA, ending[0])
    await ask(BEA, ending[-1])

    told = await ask(ANA, "reopen INC-1 it is back in EU")

    again = await incident(store)
    assert says(told) == "INC-1 is open again."
    assert (again.status, again.owner, again.resolved_at) == (Status.INVESTIGATING, BEA, None)


async def test_what_had_fixed_it_stays_in_the_record(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    await ask(ANA, "reopen INC-1 it is back")

    assert (await lines(store))[-1].body == {"why": "it is back", "fix": "rolled back"}
    assert (await incident(store)).fix == ""


async def test_an_update_is_due_again_and_who_answered_is_not_asked_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "ack")
    await ask(BEA, "resolve rolled back")

    await ask(ANA, "reopen INC-1")

    assert await armed(store) == {TimerKind.UPDATE_DUE: 55, TimerKind.STILL_THERE: 25}


async def test_nobody_having_answered_it_waits_for_an_answer_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    await ask(ANA, "reopen INC-1")

    assert await armed(store) == {TimerKind.UNACKNOWLEDGED: 5, TimerKind.UPDATE_DUE: 55, TimerKind.STILL_THERE: 25}


async def test_the_question_whether_it_can_be_closed_is_taken_away(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    watch.pass_time(days=1)
    await store.write(ring.run)

    await ask(ANA, "reopen INC-1")

    last = list((await owed(store)).values())[-1]
    assert (last["kind"], last["body"]) == ("retract", {"role": "reminder"})


async def test_it_is_told_as_a_turn(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    await ask(ANA, "reopen INC-1")

    assert {"INC-1/turn/reopened/2", "INC-1/turn/reopened/2/abroad"} <= set(await owed(store))


async def test_the_only_past_one_needs_no_name(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    told = await ask(ANA, "reopen")

    assert told.kind is Answer.REOPENED


async def test_what_is_open_is_not_opened_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "reopen INC-1")

    assert says(told) == "INC-1 is open already: investigating."
    assert await everything(store) == before


async def test_a_test_incident_that_is_reopened_closes_itself_again(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 drill --test")
    watch.pass_time(days=1)
    await store.write(ring.run)

    await ask(ANA, "reopen INC-1")

    assert await armed(store) == {TimerKind.EXPIRE: 24 * 60}
