"""`/incident undo`: the last change taken back, once."""

from collections.abc import Mapping

import pytest

from incidents.decision import TimerKind
from incidents.reply import Answer
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
    says,
)
from tests.desk import ANA, BEA, CHEN, GUS, AskAt, Watch

ACTS = ("severity sev1", "status monitoring", f"owner <@{BEA}>", "owner me", "resolve rolled back", "cancel a test")


@pytest.mark.parametrize("words", ACTS)
async def test_it_is_as_it_was_and_the_record_keeps_both_ways(
    ask: AskAt, store: Store, watch: Watch, words: str
) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    watch.pass_time(minutes=1)
    before, timers = await incident(store), await armed(store)
    await ask(ANA, words, about=1)
    watch.pass_time(seconds=40)
    told = await ask(BEA, "undo", about=1)

    after = await incident(store)
    assert told.kind is Answer.UNDONE
    assert {name: getattr(after, name) for name in changing(after)} == changing(before)
    assert set(await armed(store)) == set(timers)
    assert (await kinds(store))[-1] == "undone"
    assert len(await kinds(store)) == 3


@pytest.mark.parametrize("words", ACTS)
async def test_the_button_in_the_answer_takes_it_back_once(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    done = await ask(ANA, words, about=1)
    button = next(choice for choice in done.choices if choice.label == "Undo")

    first = await ask(ANA, button.words, about=button.about)
    before = await everything(store)
    second = await ask(ANA, button.words, about=button.about)

    assert first.kind is Answer.UNDONE
    assert says(second).startswith("Nothing is left to undo in INC-1")
    assert await everything(store) == before


async def test_it_says_what_it_took_back(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "severity sev1")

    told = await ask(BEA, "undo")

    assert (told.values["before"], told.values["after"], told.values["key"]) == ("SEV3", "SEV1", "INC-1")
    assert (await lines(store))[-1].body == {"act": "severity", "from": "sev3", "to": "sev1"}
    assert {"INC-1/turn/undone/2", "INC-1/turn/undone/2/abroad", "INC-1/card/2"} <= set(await owed(store))


async def test_only_the_last_change_is_taken_back(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "severity sev1")
    await ask(ANA, "status identified")

    await ask(ANA, "undo")
    again = await ask(ANA, "undo")

    found = await incident(store)
    assert (found.severity, found.status) == ("sev1", "investigating")
    assert again.kind is Answer.REFUSED


async def test_the_button_of_an_earlier_change_does_not_take_back_a_later_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    [undo] = (await ask(ANA, "severity sev1")).choices
    await ask(BEA, "status identified")

    told = await ask(ANA, undo.words, about=undo.about)

    assert told.kind is Answer.REFUSED
    assert (await incident(store)).status == "identified"


async def test_notes_that_came_meanwhile_do_not_hinder_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "severity sev1")
    await ask(BEA, "note failover started", about=1)

    told = await ask(ANA, "undo")

    assert told.kind is Answer.UNDONE
    assert await kinds(store) == ["opened", "severity", "note", "undone"]


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("severity sev1", "severity sev3"),
        ("status identified", "status investigating"),
        (f"owner <@{BEA}>", "owner"),
        ("resolve rolled back", "reopen"),
        ("cancel", "reopen"),
    ],
)
async def test_after_two_minutes_it_names_the_verb_that_leads_back(
    ask: AskAt, store: Store, watch: Watch, words: str, way: str
) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, words, about=1)
    watch.pass_time(seconds=121)
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, "undo", about=1)

    assert "more than 2 minutes ago" in says(told)
    assert offers(told) == [way]
    assert await everything(store) == before


async def test_an_offer_that_the_act_had_ended_stands_again_and_its_packet_says_so(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "ack")
    await ask(ANA, f"handover <@{BEA}>")
    await ask(CHEN, "owner me")

    await ask(ANA, "undo")

    again = await incident(store)
    assert (again.owner, again.handing_to) == (ANA, BEA)
    assert f"INC-1/handover/{BEA}/settled/4" in await owed(store)


async def test_the_owner_before_is_named_on_the_way_back(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, f"open sev3 checkout is slow <@{BEA}>")
    await ask(ANA, "owner me")
    watch.pass_time(minutes=3)
    [back] = (await ask(ANA, "undo")).choices

    await ask(ANA, back.words, about=back.about)

    assert (await incident(store)).owner == BEA


async def test_a_correction_is_undone_by_another_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "severity INC-1 sev1 --correct")

    told = await ask(ANA, "undo INC-1")
    await ask(ANA, offers(told)[0], about=1)

    assert labels(told) == ["Correct to SEV3"]
    assert await kinds(store) == ["opened", "resolved", "corrected", "corrected"]
    assert (await incident(store)).severity == "sev3"


async def test_an_update_that_moved_it_is_the_last_word(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "severity sev1")
    await ask(ANA, "update", about=1, form={"what": "found it", "status": "identified"})

    told = await ask(ANA, "undo")

    assert told.kind is Answer.REFUSED
    assert (await incident(store)).severity == "sev1"


async def test_what_had_rung_once_does_not_ring_again_from_the_beginning(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "open sev1 checkout is down")
    watch.pass_time(minutes=1)
    await ask(ANA, "ack")
    await ask(ANA, f"owner <@{BEA}>")

    await ask(ANA, "undo")

    assert TimerKind.UNACKNOWLEDGED not in await armed(store)
    assert [key for key in await owed(store) if "/duty/" in key] == ["INC-1/duty/UBEA/2"]


async def test_without_any_change_there_is_nothing_to_undo(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    before = await everything(store)

    told = await ask(ANA, "undo")

    assert says(told) == (
        "Nothing is left to undo in INC-1: the last change of severity, status or owner can be taken back once, "
        "within 2 minutes. What an update said, the next one mends."
    )
    assert await everything(store) == before


async def test_a_guest_and_those_outside_a_private_one_undo_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 leak --private")
    await ask(ANA, "severity sev1", about=1)

    guest, outside = await ask(GUS, "undo INC-1"), await ask(BEA, "undo INC-1")

    assert guest.kind is Answer.REFUSED
    assert says(outside) == "There is no incident INC-1. `/incident list` shows what is open."
    assert (await incident(store)).severity == "sev1"


async def test_anybody_who_may_change_it_may_undo(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 leak --private")
    await admit(store, BEA)
    await ask(ANA, "severity sev1", about=1)

    await ask(BEA, "undo INC-1")

    assert (await incident(store)).severity == "sev3"


def changing(one: object) -> Mapping[str, object]:
    """Everything of an incident but its version."""
    names = [name for name in one.__class__.__dataclass_fields__ if name != "version"]  # type: ignore[attr-defined]  # A dataclass.
    return {name: getattr(one, name) for name in names}


async def test_what_was_put_off_after_the_end_is_not_asked_once_it_goes_on(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 drill --test")
    await ask(ANA, "ack", about=1)
    await ask(ANA, "resolve rolled back", about=1)
    await ask(BEA, "remind 10m", about=1)
    before = set(await armed(store))

    await ask(ANA, "undo", about=1)

    assert TimerKind.CLOSE_DUE in before
    assert TimerKind.CLOSE_DUE not in set(await armed(store))
