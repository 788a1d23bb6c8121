"""`/incident remind`: the reminder of the next update, later or never."""

from datetime import timedelta

import pytest

from incidents.decision import TimerKind
from incidents.reply import Answer
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, armed, everything, incident, says
from tests.desk import ANA, AskAt, Watch


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("remind 20m", 20),
        ("remind", 10),
        ("remind 15", 15),
        ("remind in 2 hours", 120),
        ("remind 1 day", 24 * 60),
        ("snooze 30分钟", 30),
        ("remind INC-1 25m", 25),
    ],
)
async def test_the_reminder_is_put_off(ask: AskAt, store: Store, watch: Watch, words: str, minutes: int) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, words, about=None)

    assert told.values["at"] == watch.now() + timedelta(minutes=minutes)
    assert (await armed(store))[TimerKind.UPDATE_DUE] == minutes


@pytest.mark.parametrize("words", ["remind off", "remind never", "snooze STOP"])
async def test_it_can_be_switched_off_for_this_incident(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, words)

    assert told.kind is Answer.QUIET
    assert (await incident(store)).quiet
    assert TimerKind.UPDATE_DUE not in await armed(store)


async def test_once_off_an_update_does_not_switch_it_on_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "remind off")

    await ask(ANA, "update rollback started")

    assert TimerKind.UPDATE_DUE not in await armed(store)


async def test_asked_for_again_it_comes_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "remind off")

    await ask(ANA, "remind 5m")

    assert not (await incident(store)).quiet
    assert (await armed(store))[TimerKind.UPDATE_DUE] == 5


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("remind soon", "I do not understand “soon”. Try `/incident remind INC-1 10m`, `2h` or `off`."),
        ("remind 0m", "A reminder can wait from 1 minute to 1 day: `/incident remind INC-1 10m`."),
        ("remind 2d", "A reminder can wait from 1 minute to 1 day: `/incident remind INC-1 10m`."),
        ("remind -5m", "I do not understand “-5m”. Try `/incident remind INC-1 10m`, `2h` or `off`."),
    ],
)
async def test_what_is_no_wait_is_refused_with_what_works_and_changes_nothing(
    ask: AskAt, store: Store, words: str, sentence: str
) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told) == sentence
    assert await everything(store) == before


async def test_of_what_is_over_nothing_is_due(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "status cancelled")
    before = await everything(store)

    told = await ask(ANA, "remind 10m", about=1)

    assert says(told) == "INC-1 is cancelled: nothing is due."
    assert await everything(store) == before
