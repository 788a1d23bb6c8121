"""`/incident resolve`: it is over."""

from datetime import timedelta

import pytest

from incidents.decision import Decision, TimerKind
from incidents.model import Status, Todo, TodoState
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, lines, offers, owed, says
from tests.desk import ANA, BEA, NOON, AskAt, Watch


async def test_one_line_resolves_and_says_how_long_it_lasted(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=47)

    told = await ask(BEA, "resolve rolled back 4.18")

    done = await incident(store)
    assert told.values["lasted"] == timedelta(minutes=47)
    assert says(told) == "INC-1 is resolved after 47 min. If it comes back: `/incident reopen INC-1`."
    assert (done.status, done.fix, done.resolved_at) == (Status.RESOLVED, "rolled back 4.18", watch.now())
    assert (await lines(store))[-1].body == {"fix": "rolled back 4.18"}


async def test_the_waits_end(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "resolve rolled back")

    assert await armed(store) == {TimerKind.CLOSE_DUE: 1440}
    assert (await incident(store)).update_due_at is None


async def test_channel_announcement_card_and_topic_are_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "resolve rolled back")

    assert {
        "INC-1/turn/resolved/1",
        "INC-1/turn/resolved/1/abroad",
        "INC-1/card/1",
        "INC-1/headline/1",
        "INC-1/topic/1",
    } <= set(await owed(store))


async def test_without_words_it_shows_the_form(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "resolve")

    assert told.form is not None
    assert (told.form.kind, told.form.about) == (FormKind.RESOLVE, 1)
    assert await everything(store) == before


async def test_the_form_may_be_sent_empty(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(ANA, "resolve", about=1, form={"fix": ""})

    assert told.kind is Answer.RESOLVED
    assert (await incident(store)).fix == ""


async def test_a_form_for_what_was_resolved_meanwhile_says_so_and_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "resolve rolled back")
    before = await everything(store)

    told = await ask(BEA, "resolve", about=1, form={"fix": "restarted it"})

    assert told.kind is Answer.REFUSED
    assert "INC-1 is resolved since" in says(told)
    assert offers(told) == ["reopen"]
    assert await everything(store) == before


async def test_a_second_press_does_not_show_the_form_again(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    told = await ask(ANA, "resolve", about=1)

    assert told.kind is Answer.REFUSED
    assert told.form is None


async def test_it_may_have_recovered_by_itself(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "resolve", about=1, form={"fix": "", "how": "itself"})

    assert (await lines(store))[-1].body == {"fix": "", "itself": "yes"}


async def test_a_fix_that_is_said_tells_more_than_that_it_recovered_by_itself(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "resolve", about=1, form={"fix": "rolled back", "how": "itself"})

    assert (await lines(store))[-1].body == {"fix": "rolled back"}


@pytest.mark.parametrize("words", ["resolve rolled back", "status resolved"])
async def test_what_is_left_to_do_is_listed(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    found = await incident(store)
    open_one = Todo(number=1, text="tell support", added_by=ANA, added_at=NOON, owner=ANA)
    done = Todo(number=2, text="roll back", added_by=ANA, added_at=NOON, state=TodoState.DONE)
    await store.write(lambda tx: tx.record(Decision(found, todos=(open_one, done))))

    told = await ask(ANA, words)

    assert [says(one) for one in told.more] == ["Still to be done (1):\n1. tell support (Ana)"]
