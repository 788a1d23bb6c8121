"""`/incident runbook`: offered, started, its steps settled, told when one takes too long, mended afterwards."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from commands import ring
from commands.knowledge import guiding, shelving
from incidents import messages
from incidents.checklist import Checklist, Guide, StepState
from incidents.decision import TimerKind
from incidents.knowledge import pages
from incidents.knowledge.shelf import Read
from incidents.knowledge.shown import Progress
from incidents.messages import MessageKind
from incidents.model import IncidentId
from incidents.reply import Answer
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import ON_A_FILE, admit, armed, everything, incident, lines, offers, owed, pending, says
from tests.desk import ANA, BEA, CHEN, AskAt, Watch

RUNBOOK = """---
title: Payments 5xx
kind: runbook
services: [payments]
owner: UBEA
reviewed: 2026-02-18
---
- [ ] Look at the board {within: 5m; role: owner}
- [ ] Is it above 5 %? {answers: yes > back, no > end}
- [ ] Call the bank
- [ ] Roll back {id: back; within: 10m}
"""


@pytest.fixture
async def shelf(ask: AskAt, store: Store) -> None:
    """The runbook is there, everybody is known, and INC-1 is open."""
    for person in (ANA, BEA, CHEN):
        await ask(person, "help")
    files = {"pay.md": Read("1", page=pages.parse(RUNBOOK, "pay.md"))}
    await store.write(lambda tx: shelving.take(tx, files))
    await ask(ANA, "open sev2 checkout svc:payments")


async def started(store: Store, number: int = 1) -> Checklist:
    """The newest checklist of an incident."""
    known: Sequence[Checklist] = await store.read(lambda tx: tx.checklists.of(IncidentId(number)))
    return known[-1]


async def states(store: Store) -> list[StepState]:
    """How the steps of the newest checklist stand."""
    return [item.state for item in (await started(store)).items]


async def asked(store: Store) -> list[Mapping[str, Any]]:
    """What owners of articles are told."""
    return [row["body"] for row in await pending(store, MessageKind.KNOWLEDGE)]


@pytest.mark.usefixtures("shelf")
async def test_the_card_offers_the_runbook_that_fits_until_it_is_under_way(ask: AskAt, store: Store) -> None:
    card = (await pending(store, MessageKind.INTRO))[0]

    before = await store.read(lambda tx: guide(tx, card["key"]))
    await ask(ANA, "runbook KB-1")
    after = await store.read(lambda tx: guide(tx, card["key"]))

    assert before.offer is not None
    assert (before.offer.key, before.offer.title, before.offer.steps) == ("KB-1", "Payments 5xx", 4)
    assert after.offer is None
    assert [one.key for one in after.running] == ["KB-1"]


def guide(tx: Tx, key: str) -> Guide:
    """What the card of INC-1 is drawn from."""
    shown = tx.incidents.shown([1])[1]
    (card,) = [message for message in messages.opening(shown) if message.key == key]
    return guiding.of(tx, card, shown, tx.articles.runbooks)


@pytest.mark.usefixtures("shelf")
async def test_started_it_is_a_checklist_with_a_clock_on_its_first_step(ask: AskAt, store: Store) -> None:
    said = await ask(ANA, "runbook KB-1")

    told = await owed(store)
    assert says(said) == "KB-1 is started in INC-1: 4 steps stand in the channel."
    assert told["INC-1/checklist/1"]["lane"] == "INC-1"
    assert (await armed(store))[TimerKind.STEP_DUE] == 5
    assert (await lines(store))[-1].body == {"act": "started", "article": "KB-1", "title": "Payments 5xx"}


@pytest.mark.usefixtures("shelf")
async def test_who_ticked_what_when_is_in_the_timeline_and_the_checklist_is_redrawn(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")

    await ask(CHEN, "runbook done 1.1")

    line = (await lines(store))[-1]
    item = (await started(store)).items[0]
    assert (line.actor, line.body) == (
        CHEN,
        {"act": "done", "article": "KB-1", "step": "1", "text": "Look at the board"},
    )
    assert (item.state, item.by, item.at) == (StepState.DONE, CHEN, line.occurred_at)
    assert len(await pending(store, MessageKind.CHECKLIST_DRAWN)) == 1
    assert TimerKind.STEP_DUE not in await armed(store)


@pytest.mark.usefixtures("shelf")
async def test_an_answer_leads_on_and_what_it_passes_by_is_not_needed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "runbook done 1")

    question = await ask(ANA, "runbook done 2")
    await ask(ANA, "runbook answer 2 YES")

    assert offers(question) == ["runbook answer 1.2 yes", "runbook answer 1.2 no"]
    assert await states(store) == [StepState.DONE, StepState.DONE, StepState.UNNEEDED, StepState.OPEN]
    assert (await armed(store))[TimerKind.STEP_DUE] == 10


@pytest.mark.usefixtures("shelf")
async def test_the_answer_that_ends_it_ends_the_checklist(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "runbook done 1")

    said = await ask(ANA, "runbook answer 2 no")

    assert [one.kind for one in said.more] == [Answer.CHECKLIST_ENDED]
    assert (await started(store)).ended_at is not None
    assert (await lines(store))[-1].body["act"] == "ended"  # type: ignore[index]  # Not redacted.


@pytest.mark.usefixtures("shelf")
async def test_a_step_is_settled_once_and_can_be_opened_again(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "runbook done 1")
    before = await everything(store)

    twice = await ask(CHEN, "runbook skip 1")
    unchanged = await everything(store) == before
    await ask(CHEN, "runbook open 1")

    assert says(twice).startswith("Step 1 of KB-1 is settled already: Ana")
    assert unchanged
    assert await states(store) == [StepState.OPEN] * 4


@pytest.mark.usefixtures("shelf")
async def test_a_step_that_takes_too_long_is_told_exactly_once(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "owner me")
    await ask(ANA, "runbook KB-1")

    watch.pass_time(minutes=5)
    await store.write(ring.run)
    watch.pass_time(minutes=50)
    await store.write(ring.run)

    (late,) = await pending(store, MessageKind.STEP_LATE)
    assert (late["body"]["step"], late["body"]["owner"], late["lane"]) == ("1", ANA, "INC-1")
    assert (await lines(store))[-1].body["act"] == "late"  # type: ignore[index]  # Not redacted.


@pytest.mark.usefixtures("shelf")
async def test_after_the_end_nothing_is_told_of_a_step(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "resolve rolled back")

    watch.pass_time(minutes=6)
    await store.write(ring.run)

    assert await pending(store, MessageKind.STEP_LATE) == []


@pytest.mark.usefixtures("shelf")
async def test_an_incident_that_is_open_again_has_the_clock_of_its_step_again(
    ask: AskAt, store: Store, watch: Watch
) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "resolve rolled back")
    watch.pass_time(minutes=6)
    await store.write(ring.run)
    over = await armed(store)

    await ask(ANA, "reopen it is back")

    assert TimerKind.STEP_DUE not in over
    assert (await armed(store))[TimerKind.STEP_DUE] == 5


@pytest.mark.usefixtures("shelf")
async def test_an_end_that_is_undone_has_the_clock_of_its_step_again(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "resolve rolled back")

    watch.pass_time(minutes=1)
    await ask(ANA, "undo INC-1")

    assert (await armed(store))[TimerKind.STEP_DUE] == 5


@pytest.mark.usefixtures("shelf")
async def test_an_answer_that_is_offered_after_a_refusal_is_about_the_same_incident(ask: AskAt) -> None:
    await ask(ANA, "runbook KB-1")

    question = await ask(ANA, "runbook INC-1 done 2")

    assert [choice.about for choice in question.choices] == [1, 1]


@pytest.mark.usefixtures("shelf")
async def test_what_is_left_out_after_the_end_is_asked_about_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "resolve rolled back")

    await ask(ANA, "runbook INC-1 skip 1 the board is gone")

    (mend,) = await asked(store)
    assert mend["why0"] == "the board is gone"


@pytest.mark.usefixtures("shelf")
async def test_the_owner_is_asked_once_after_the_incident_to_mend_what_did_not_fit(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")
    await ask(ANA, "runbook skip 1 the board is gone")
    await ask(ANA, "runbook wrong 3 they moved")
    during = await asked(store)

    await ask(ANA, "resolve rolled back")
    await ask(ANA, "reopen")
    await ask(ANA, "resolve again")

    (mend,) = await asked(store)
    assert during == []
    assert (mend["person"], mend["article"], mend["incident"]) == (BEA, "KB-1", "INC-1")
    assert [mend[name] for name in ("step0", "state0", "why0")] == ["1", "skipped", "the board is gone"]
    assert [mend[name] for name in ("step1", "state1", "why1")] == ["3", "wrong", "they moved"]


@pytest.mark.usefixtures("shelf")
async def test_of_a_private_incident_the_owner_learns_the_steps_alone(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 breach --private svc:payments")
    await admit(store, ANA, 2)
    await ask(ANA, "runbook INC-2 KB-1")
    await ask(ANA, "runbook INC-2 skip 1 the secret is out")

    await ask(ANA, "resolve INC-2 done")

    (mend,) = await asked(store)
    assert "secret" not in str(mend)
    assert "INC-2" not in str(mend)


@pytest.mark.usefixtures("shelf")
async def test_its_last_use_and_its_last_drill_are_kept_apart(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 drill --test svc:payments")
    await ask(ANA, "runbook INC-2 KB-1")
    watch.pass_time(days=1)
    await ask(ANA, "runbook INC-1 KB-1")

    uses = await store.read(lambda tx: tx.checklists.uses(1))

    assert (uses.used_at, uses.drilled_at) == (watch.at, watch.at - timedelta(days=1))


@pytest.mark.usefixtures("shelf")
async def test_alone_it_says_which_fit_and_which_are_under_way(ask: AskAt, store: Store) -> None:
    before = await ask(ANA, "runbook INC-1")
    await ask(ANA, "runbook KB-1")
    after = await ask(ANA, "runbook INC-1")

    assert isinstance(before.data, Progress)
    assert isinstance(after.data, Progress)
    assert [one.key for one in before.data.offers] == ["KB-1"]
    assert ([one.key for one in after.data.offers], [one.key for one in after.data.running]) == ([], ["KB-1"])


@ON_A_FILE
@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("runbook KB-9", "There is no runbook KB-9."),
        ("runbook KB-2", "KB-2 is no runbook, or was withdrawn."),
        ("runbook done 1", "No runbook is under way in INC-1."),
        ("runbook done", "Which step?"),
    ],
)
async def test_what_cannot_be_is_refused(ask: AskAt, store: Store, words: str, said: str) -> None:
    await ask(ANA, "kb add Disk full: delete old logs")
    before = await everything(store)

    refused = await ask(ANA, words)

    assert said in says(refused)
    assert await everything(store) == before


@pytest.mark.usefixtures("shelf")
async def test_one_under_way_is_not_started_twice(ask: AskAt, store: Store) -> None:
    await ask(ANA, "runbook KB-1")

    said = await ask(CHEN, "runbook KB-1")

    assert says(said) == "KB-1 is under way in INC-1 already: 0 of 4 steps are settled."
    assert len(await store.read(lambda tx: tx.checklists.of(IncidentId(1)))) == 1


async def test_a_text_with_a_task_list_is_a_runbook_when_it_is_written(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "kb add Payments 5xx: - [ ] Look\n- [ ] Roll back")

    said = await ask(ANA, "runbook KB-1")

    assert said.kind is Answer.RUNBOOK_STARTED
    assert (await incident(store)).version > 1
