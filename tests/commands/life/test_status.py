"""`/incident status`: where it stands, and the moves that are allowed."""

import pytest

from incidents.decision import TimerKind
from incidents.life.lifecycle import MOVES
from incidents.model import Status
from incidents.reply import Answer, State
from storage.store import Store
from tests.commands.ledger import (
    ON_A_FILE,
    armed,
    everything,
    incident,
    kinds,
    labels,
    lines,
    offers,
    owed,
    says,
    settle_in,
)
from tests.desk import ANA, BEA, AskAt, Watch


async def test_without_a_word_it_shows_where_it_stands_and_writes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await settle_in(store, "C1")
    await ask(ANA, "ack")
    before = await everything(store)

    told = await ask(ANA, "status")

    assert isinstance(told.data, State)
    assert (told.data.incident.owner, told.data.channel) == (ANA, "C1")
    assert [line.kind for line in told.data.lines] == ["acknowledged", "opened"]
    assert await everything(store) == before


async def test_a_move_is_recorded_with_both_ends(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(BEA, "status identified")

    assert says(told) == "INC-1 is identified now."
    assert (await lines(store))[-1].body == {"from": "investigating", "to": "identified"}
    assert "INC-1/turn/status/1" in await owed(store)


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("status monitoring", "monitoring"),
        ("status MITIGATED", "monitoring"),
        ("status monitorng", "monitoring"),
        ("status canceled", "cancelled"),
        ("status 已定位", "identified"),
        ("state identified", "identified"),
    ],
)
async def test_the_words_people_use_are_understood(ask: AskAt, store: Store, words: str, status: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, words)

    assert (await incident(store)).status == status


async def test_the_first_move_to_monitoring_is_the_mitigation(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=10)
    await ask(ANA, "status monitoring")
    mitigated = watch.now()
    watch.pass_time(minutes=10)
    await ask(ANA, "status investigating")
    watch.pass_time(minutes=10)

    await ask(ANA, "status monitoring")

    assert (await incident(store)).mitigated_at == mitigated


@pytest.mark.parametrize("word", ["closed", "merged"])
async def test_a_move_that_is_not_allowed_names_the_allowed_ones_and_changes_nothing(
    ask: AskAt, store: Store, word: str
) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, f"status {word}")

    assert says(told) == (
        f"INC-1 is investigating and cannot become {word}. It can become: identified, monitoring, resolved, cancelled."
    )
    assert await everything(store) == before


async def test_an_unknown_word_names_the_allowed_ones_on_buttons(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "status purple")

    assert says(told).startswith("I do not know the status “purple”. INC-1 is investigating and can become: ")
    assert offers(told) == ["status identified", "status monitoring", "status resolved", "status cancelled"]
    assert labels(told) == ["Identified", "Monitoring", "Resolved", "Cancelled"]
    assert await everything(store) == before


async def test_where_it_stands_already_is_said_and_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "status investigating")

    assert told.kind is Answer.MOVED_ALREADY
    assert await everything(store) == before


async def test_status_resolved_resolves_with_what_fixed_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(ANA, "status resolved rolled back 4.18")

    done = await incident(store)
    assert told.kind is Answer.RESOLVED
    assert (done.status, done.fix) == (Status.RESOLVED, "rolled back 4.18")
    assert await armed(store) == {TimerKind.CLOSE_DUE: 1440}


async def test_status_investigating_of_what_is_resolved_reopens(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    told = await ask(ANA, "status INC-1 investigating")

    assert told.kind is Answer.REOPENED
    assert await kinds(store) == ["opened", "resolved", "reopened"]


async def test_cancelling_ends_every_wait(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "status cancelled")

    assert await armed(store) == {TimerKind.ARCHIVE: 60}
    assert not (await incident(store)).is_open


@pytest.mark.parametrize("word", ["identified", "monitoring", "cancelled"])
async def test_what_is_resolved_can_be_reopened_or_closed_and_nothing_else(ask: AskAt, store: Store, word: str) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    told = await ask(ANA, f"status INC-1 {word}")

    assert told.values["allowed"] == MOVES[Status.RESOLVED]


async def test_closed_is_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")

    told = await ask(ANA, "status INC-1 closed")

    assert says(told) == "INC-1 is closed now."
    assert (await incident(store)).status is Status.CLOSED
