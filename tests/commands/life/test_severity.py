"""`/incident severity`: how bad it is, and the record corrected after the end."""

import pytest

from incidents.decision import TimerKind
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, armed, everything, incident, kinds, labels, lines, offers, owed, says
from tests.desk import ANA, BEA, AskAt, Watch


@ON_A_FILE
@pytest.mark.parametrize("words", ["severity sev1", "severity P0", "sev critical", "severity 严重", "priority 1"])
async def test_it_is_raised_by_any_of_its_names(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    told = await ask(ANA, words, about=1)

    assert says(told) == "INC-1 is SEV1 now."
    assert (await incident(store)).severity == "sev1"
    assert (await lines(store))[-1].body == {"from": "sev3", "to": "sev1"}


async def test_the_waits_begin_anew_with_the_new_severity(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    watch.pass_time(minutes=10)

    await ask(ANA, "severity sev1")

    assert await armed(store) == {TimerKind.UNACKNOWLEDGED: 5, TimerKind.UPDATE_DUE: 25, TimerKind.STILL_THERE: 25}


async def test_a_severity_without_waits_ends_them(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev1 checkout is slow")

    await ask(ANA, "severity sev5")

    assert await armed(store) == {TimerKind.STILL_THERE: 1440, TimerKind.UNLED: 60}
    assert (await incident(store)).update_due_at is None


async def test_raised_and_lowered_are_told_as_turns(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    await ask(ANA, "severity sev1")
    await ask(ANA, "severity sev2")

    assert {"INC-1/turn/raised/1", "INC-1/turn/lowered/2"} <= set(await owed(store))


async def test_what_it_is_already_is_said_and_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    before = await everything(store)

    told = await ask(ANA, "severity sev3")

    assert told.kind is Answer.GRADED_ALREADY
    assert await everything(store) == before


async def test_an_unknown_word_changes_nothing_and_offers_the_right_ones(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    before = await everything(store)

    told = await ask(ANA, "severity awful")

    assert says(told) == "I do not know the severity “awful”. INC-1 stays SEV3."
    assert labels(told) == ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"]
    assert await everything(store) == before


async def test_without_a_word_it_shows_the_form(ask: AskAt) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    told = await ask(ANA, "severity")

    assert told.form is not None
    assert (told.form.kind, told.form.about, told.form.values["severity"]) == (FormKind.SEVERITY, 1, "sev3")


async def test_the_form_changes_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    await ask(ANA, "severity", about=1, form={"severity": "sev1"})

    assert (await incident(store)).severity == "sev1"


async def test_of_what_is_resolved_it_offers_to_correct_the_record(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "resolve rolled back")
    before = await everything(store)

    told = await ask(BEA, "severity INC-1 sev1")
    after = await everything(store)

    assert told.kind is Answer.CORRECT
    assert says(told) == "INC-1 is resolved. This corrects the record to SEV1, pages nobody and keeps both values."
    assert labels(told) == ["Correct to SEV1"]
    assert {**after, "people": before["people"]} == before


async def test_the_correction_keeps_both_values_and_pages_nobody(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "resolve rolled back")
    offered = (await ask(ANA, "severity INC-1 sev1")).choices[0]

    told = await ask(ANA, offered.words, about=offered.about)

    line = (await lines(store))[-1]
    # A draft is counted by lines, not by versions.
    newest = {key for key in await owed(store) if key.endswith("/2") and "/draft/" not in key}
    assert told.kind is Answer.CORRECTED
    assert (line.kind, line.body) == ("corrected", {"field": "severity", "from": "sev3", "to": "sev1"})
    assert (await incident(store)).status == "resolved"
    assert newest == {"INC-1/card/2", "INC-1/topic/2", "INC-1/headline/2"}
    assert await armed(store) == {TimerKind.CLOSE_DUE: 1440}


async def test_the_correction_pressed_twice_is_recorded_once(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "severity INC-1 sev1 --correct")

    await ask(ANA, "severity INC-1 sev1 --correct")

    assert await kinds(store) == ["opened", "resolved", "corrected"]


async def test_what_is_closed_is_not_corrected_but_can_be_reopened(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "status INC-1 closed")
    before = await everything(store)

    told = await ask(ANA, "severity INC-1 sev1")

    assert told.kind is Answer.REFUSED
    assert "INC-1 is closed since" in says(told)
    assert offers(told) == ["reopen"]
    assert await everything(store) == before
