"""`/incident merge`: two incidents that are one."""

import asyncio

import pytest

from incidents.decision import Decision, TimerKind
from incidents.model import Todo
from incidents.reply import Answer, State
from storage.store import Store
from tests.commands.ledger import (
    ON_A_FILE,
    admit,
    armed,
    everything,
    incident,
    kinds,
    labels,
    lines,
    offers,
    owed,
    pending,
    says,
    settle_in,
)
from tests.desk import ANA, BEA, CHEN, GUS, NOON, AskAt


async def two(ask: AskAt, store: Store) -> None:
    """Ana's incident in C1 and Bea's in C2."""
    await ask(ANA, "open sev2 checkout is failing")
    await ask(BEA, "open sev3 search is slow")
    await settle_in(store, "C1", 1)
    await settle_in(store, "C2", 2)


@pytest.mark.parametrize(
    ("words", "channel", "about"),
    [
        ("merge INC-1", "C2", None),
        ("merge 1", "C2", None),
        ("merge INC-2 INC-1", None, None),
        ("merge INC-2 into INC-1", "C1", None),
        ("duplicate of #1", "C2", None),
        ("merge INC-1", None, 2),
    ],
)
async def test_it_is_merged_by_any_of_these_sentences(
    ask: AskAt, store: Store, words: str, channel: str | None, about: int | None
) -> None:
    await two(ask, store)

    told = await ask(CHEN, words, channel=channel, about=about)

    merged = await incident(store, 2)
    assert says(told).startswith("INC-2 is merged into INC-1.")
    assert (merged.status, merged.merged_into) == ("merged", 1)
    assert (await incident(store, 1)).is_open


async def test_both_records_point_at_each_other(ask: AskAt, store: Store) -> None:
    await two(ask, store)

    await ask(CHEN, "merge INC-2 INC-1")

    into, out_of = (await lines(store, 2))[-1], (await lines(store, 1))[-1]
    assert (into.kind, into.body) == ("merged", {"into": "INC-1", "title": "checkout is failing", "todos": "0"})
    assert (out_of.kind, out_of.body) == ("absorbed", {"from": "INC-2", "title": "search is slow", "todos": "0"})


async def test_its_clocks_stop_and_those_of_the_other_run_on(ask: AskAt, store: Store) -> None:
    await two(ask, store)
    before = await armed(store, 1)

    await ask(CHEN, "merge INC-2 INC-1")

    assert (await armed(store, 2), await armed(store, 1)) == ({TimerKind.ARCHIVE: 60}, before)


async def test_its_people_are_invited_and_its_channel_gets_a_last_post(ask: AskAt, store: Store) -> None:
    await two(ask, store)
    await ask(CHEN, "ack INC-2")

    await ask(CHEN, "merge INC-2 INC-1")

    messages = await owed(store)
    assert {"INC-1/invite/UBEA/1", "INC-1/invite/UCHEN/1", "INC-1/move/2"} <= set(messages)
    assert {"INC-2/turn/merged/2", "INC-2/turn/merged/2/abroad", "INC-2/topic/2", "INC-2/headline/2"} <= set(messages)
    assert messages["INC-2/turn/merged/2"]["body"]["other"] == "INC-1"


async def test_open_to_dos_come_along(ask: AskAt, store: Store) -> None:
    await two(ask, store)
    found = await incident(store, 2)
    todo = Todo(number=1, text="roll back 4.18", added_by=BEA, added_at=NOON, owner=BEA)
    await store.write(lambda tx: tx.record(Decision(found, todos=(todo,))))

    await ask(CHEN, "merge INC-2 INC-1")

    moved = await store.read(lambda tx: [(one.number, one.text, one.owner) for one in tx.todos.of((found.id) - 1)])  # type: ignore[arg-type]  # Incident 1.
    left = await store.read(lambda tx: [one.state.value for one in tx.todos.of(found.id)])
    assert (moved, left) == ([(1, "roll back 4.18", BEA)], ["dropped"])


async def test_its_followers_follow_the_other_from_now_on(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "open sev2 search is slow")
    await ask(CHEN, "follow INC-2")
    await ask(BEA, "follow INC-2 digest")
    await ask(BEA, "follow INC-1")

    await ask(ANA, "merge INC-2 INC-1")

    chens = await store.read(lambda tx: tx.follows.of(CHEN))
    beas = await store.read(lambda tx: tx.follows.of(BEA))
    assert [(one.subject, one.digest) for one in chens] == [("INC-1", False)]
    assert ("INC-1", False) in {(one.subject, one.digest) for one in beas}


async def test_what_is_merged_says_where_to_go_on(ask: AskAt, store: Store) -> None:
    await two(ask, store)
    await ask(CHEN, "merge INC-2 INC-1")

    told, shown = await ask(BEA, "ack", channel="C2"), await ask(BEA, "show", channel="C2")
    again = await ask(BEA, "merge", channel="C2")

    assert says(told) == says(again) == "INC-2 was merged into INC-1; go on there."
    assert [(choice.words, choice.about) for choice in told.choices] == [("join", 1)]
    assert isinstance(shown.data, State)
    assert shown.data.merged_into == await incident(store, 1)


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("merge INC-1 INC-1", "INC-1 cannot be merged into itself. Name the other one: `/incident merge INC-1 INC-7`."),
        ("merge INC-1 INC-9", "There is no incident INC-9. `/incident list` shows what is open."),
        ("merge INC-1 INC-3", "One of INC-1 and INC-3 is a test and the other is not: they cannot be one incident."),
        ("merge INC-1 INC-4", "INC-4 is cancelled; nothing goes on there. Reopen it first, then merge."),
        ("merge INC-1 INC-5", "INC-5 was merged into INC-2; nothing goes on there."),
        ("merge INC-5 INC-1", "INC-5 was merged into INC-2; go on there."),
        ("merge INC-4 INC-1", "INC-4 is cancelled since 12:00 UTC. If it is back, reopen it."),
        ("merge", "Name both: `/incident merge INC-42 INC-41` merges INC-42 into INC-41."),
        ("merge payments", "Name both: `/incident merge INC-42 INC-41` merges INC-42 into INC-41."),
    ],
)
async def test_what_cannot_be_merged_changes_nothing(ask: AskAt, store: Store, words: str, why: str) -> None:
    await two(ask, store)
    await ask(ANA, "open sev5 drill --test")
    await ask(ANA, "open sev5 a false alarm")
    await ask(ANA, "cancel INC-4")
    await ask(ANA, "open sev5 something else")
    await ask(ANA, "merge INC-5 INC-2")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told) == why
    assert await everything(store) == before


async def test_in_its_channel_without_a_name_the_others_are_offered(ask: AskAt, store: Store) -> None:
    await two(ask, store)

    told = await ask(ANA, "merge", channel="C2")
    await ask(ANA, offers(told)[0], about=told.choices[0].about)

    assert labels(told) == ["Merge into INC-1"]
    assert (await incident(store, 2)).merged_into == 1


async def test_elsewhere_with_one_name_it_offers_which_to_merge_into_it(ask: AskAt, store: Store) -> None:
    await two(ask, store)

    told = await ask(ANA, "merge INC-1")
    await ask(ANA, offers(told)[0], about=told.choices[0].about)

    assert labels(told) == ["Merge INC-2"]
    assert (await incident(store, 2)).merged_into == 1


async def test_alone_there_is_nothing_to_merge_it_with(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await settle_in(store, "C1")

    told = await ask(ANA, "merge", channel="C1")

    assert says(told) == "No other incident is open that INC-1 could be merged with."


async def test_pressed_twice_it_is_merged_once(ask: AskAt, store: Store) -> None:
    await two(ask, store)

    await asyncio.gather(*(ask(ANA, "merge INC-1", about=2) for _ in range(2)))

    assert (await kinds(store, 2)).count("merged") == 1
    assert (await kinds(store, 1)).count("absorbed") == 1


async def test_two_merged_into_each_other_at_once_end_in_one(ask: AskAt, store: Store) -> None:
    await two(ask, store)

    told = await asyncio.gather(ask(ANA, "merge INC-1 INC-2"), ask(BEA, "merge INC-2 INC-1"))

    ends = sorted([(await incident(store, 1)).status.value, (await incident(store, 2)).status.value])
    assert ends == ["investigating", "merged"]
    assert sorted(one.kind.value for one in told) == ["merged", "refused"]


async def test_a_private_one_never_goes_into_a_public_one_nor_the_other_way(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak --private")
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    out, back = await ask(ANA, "merge INC-1 INC-2"), await ask(ANA, "merge INC-2 INC-1")

    assert says(out).startswith("INC-1 is private and INC-2 is not")
    assert says(back).startswith("INC-1 is private: the people of INC-2 do not see it.")
    assert await everything(store) == before


async def test_to_those_outside_a_private_one_does_not_exist(ask: AskAt) -> None:
    await ask(ANA, "open sev2 leak --private")
    await ask(BEA, "open sev2 checkout is failing")

    into, out_of = await ask(BEA, "merge INC-2 INC-1"), await ask(BEA, "merge INC-1 INC-2")
    offered = await ask(BEA, "merge", about=2)

    assert {says(into), says(out_of)} == {"There is no incident INC-1. `/incident list` shows what is open."}
    assert offered.choices == ()


async def test_private_ones_are_merged_once_everybody_is_in_both(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak --private")
    await ask(ANA, "open sev2 another leak --private")
    await admit(store, BEA, 2)

    early = await ask(ANA, "merge INC-2 INC-1")
    await admit(store, BEA, 1)
    late = await ask(ANA, "merge INC-2 INC-1")

    assert says(early).startswith("Of the people of INC-2, 1 are not in the channel of INC-1")
    assert late.kind is Answer.MERGED
    assert [row["key"] for row in await pending(store, "abroad")] == []
    assert await pending(store, "move") == []


async def test_a_guest_merges_nothing(ask: AskAt, store: Store) -> None:
    await two(ask, store)

    told = await ask(GUS, "merge INC-2 INC-1")

    assert told.kind is Answer.REFUSED
    assert (await incident(store, 2)).is_open
