"""`/incident cancel`: a false alarm, with its reason."""

from datetime import timedelta

import pytest

from commands import ring
from incidents.decision import TimerKind
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, armed, everything, incident, kinds, lines, offers, owed, pending, says
from tests.desk import ANA, BEA, GUS, AskAt, Watch


async def test_a_false_alarm_is_cancelled_with_its_reason(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(BEA, "cancel the probe was wrong")

    assert says(told) == (
        "INC-1 is cancelled: nobody is paged or reminded for it any more. If it was real: `/incident reopen INC-1`."
    )
    assert (await incident(store)).status == "cancelled"
    assert (await lines(store))[-1].body == {"from": "investigating", "to": "cancelled", "why": "the probe was wrong"}
    assert (await owed(store))["INC-1/turn/status/1"]["body"]["why"] == "the probe was wrong"


async def test_its_pages_and_reminders_stop(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 checkout is failing")

    await ask(ANA, "cancel")

    assert await armed(store) == {TimerKind.ARCHIVE: 60}
    assert (await incident(store)).update_due_at is None
    assert "INC-1/retract/reminder/1" in await owed(store)


@ON_A_FILE
@pytest.mark.parametrize("words", ["abort it was a test", "dismiss it was a test", "false alarm: it was a test"])
async def test_it_goes_by_the_names_that_people_know(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, words)

    assert ((await lines(store))[-1].body or {})["why"] == "it was a test"


async def test_without_a_reason_none_is_made_up(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "cancel")

    assert (await lines(store))[-1].body == {"from": "investigating", "to": "cancelled"}


async def test_its_channel_stays_as_long_as_any_other_after_the_end(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev5 a strange log line")
    watch.pass_time(days=20)
    await ask(ANA, "cancel it was a test", about=1)
    watch.pass_time(hours=1)

    await store.write(ring.run)

    assert (await incident(store)).closed_at == watch.now() - timedelta(hours=1)
    assert await pending(store, "archive") == []


async def test_cancelled_again_it_says_so_and_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "cancel it was a test")
    before = await everything(store)

    told = await ask(ANA, "cancel INC-1 it was a test")

    assert says(told) == "INC-1 is cancelled already."
    assert await everything(store) == before


async def test_what_is_resolved_was_no_false_alarm(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    before = await everything(store)

    told = await ask(ANA, "cancel INC-1")

    assert says(told) == ("INC-1 is resolved and cannot become cancelled. It can become: investigating, closed.")
    assert await everything(store) == before


async def test_it_can_be_opened_again(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "cancel the probe was wrong")
    watch.pass_time(minutes=3)

    await ask(ANA, "reopen INC-1 the probe was right")

    assert (await incident(store)).is_open
    assert await kinds(store) == ["opened", "status", "reopened"]


async def test_the_same_key_cancels_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    first = await ask(ANA, "cancel", key="twice")
    second = await ask(ANA, "cancel", key="twice")

    assert (first.kind, second.kind) == (Answer.CANCELLED, Answer.CANCELLED)
    assert await kinds(store) == ["opened", "status"]


async def test_a_private_one_is_hidden_from_those_outside(ask: AskAt) -> None:
    await ask(ANA, "open sev2 leak --private")

    told = await ask(BEA, "cancel INC-1")

    assert says(told) == "There is no incident INC-1. `/incident list` shows what is open."
    assert offers(told) == []


async def test_a_guest_cancels_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(GUS, "cancel INC-1")

    assert told.kind is Answer.REFUSED
    assert (await incident(store)).is_open
