"""`/incident update`: tell everybody where it stands."""

from datetime import timedelta

from incidents.decision import TimerKind
from incidents.model import Status
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import armed, everything, incident, lines, offers, owed, says
from tests.desk import ANA, BEA, AskAt, Watch


async def test_words_alone_are_an_update(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(BEA, "update rollback of 4.18 started")

    line = (await lines(store))[-1]
    assert told.kind is Answer.UPDATED
    assert (line.kind, (line.body or {})["what"]) == ("update", "rollback of 4.18 started")
    assert (await incident(store)).summary == "rollback of 4.18 started"
    assert "INC-1/update/1" in await owed(store)


async def test_the_clock_of_the_next_one_starts_anew(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    watch.pass_time(minutes=40)

    told = await ask(BEA, "update rollback started")

    assert told.values["due"] == watch.now() + timedelta(hours=1)
    assert (await armed(store))[TimerKind.UPDATE_DUE] == 55


async def test_updates_are_counted(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "update one")

    told = await ask(ANA, "update two")

    assert told.values["number"] == 2


async def test_where_nothing_is_due_no_time_is_said(ask: AskAt) -> None:
    await ask(ANA, "open sev5 the logo is blurred")

    told = await ask(ANA, "update asked design")

    assert "due" not in told.values


async def test_without_words_it_shows_the_form_with_what_is_known(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "update", about=1, form={"what": "a", "impact": "12 % of cards"})
    before = await everything(store)

    told = await ask(ANA, "update")

    assert told.form is not None
    assert (told.form.kind, told.form.about) == (FormKind.UPDATE, 1)
    assert told.form.values == {"impact": "12 % of cards", "status": "investigating", "severity": "sev2"}
    assert await everything(store) == before


async def test_the_form_carries_impact_next_step_and_status(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(
        ANA,
        "update",
        about=1,
        form={"what": "rollback", "impact": "12 % of cards", "next": "done in 10 min", "status": "monitoring"},
    )

    told = await incident(store)
    assert (told.summary, told.impact, told.next_step) == ("rollback", "12 % of cards", "done in 10 min")
    assert (told.status, told.mitigated_at) == (Status.MONITORING, told.updated_at)


async def test_a_status_that_an_update_cannot_reach_is_left_out(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    told = await ask(ANA, "update", about=1, form={"what": "rollback", "status": "closed"})

    assert told.kind is Answer.UPDATED
    assert (await incident(store)).status is Status.INVESTIGATING


async def test_an_empty_form_is_refused_and_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    before = await everything(store)

    told = await ask(ANA, "update", about=1, form={"what": "  "})

    assert says(told) == "An update needs words: `/incident update INC-1 rollback of 4.18 started`."
    assert await everything(store) == before


async def test_no_change_is_an_update_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "update rollback started")

    told = await ask(ANA, "update --no-change")

    assert told.kind is Answer.UPDATED
    assert (await lines(store))[-1].body is not None
    assert ((await lines(store))[-1].body or {})["unchanged"] == "yes"
    assert (await incident(store)).summary == "rollback started"


async def test_line_breaks_are_kept_as_typed(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await ask(ANA, "update first line\nsecond  line")

    assert (await incident(store)).summary == "first line\nsecond  line"


async def test_what_is_over_takes_no_update_but_can_be_reopened(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await ask(ANA, "resolve rolled back")
    before = await everything(store)

    told = await ask(ANA, "update", about=1, form={"what": "still failing"})

    assert told.kind is Answer.REFUSED
    assert offers(told) == ["reopen"]
    assert await everything(store) == before


async def test_one_sentence_tells_all_in_one_line_and_one_post(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    await ask(BEA, "update rollback started impact: 12 % of EU next: done in 10 min status:identified sev:sev1")

    found, line = await incident(store), (await lines(store))[-1]
    assert (found.summary, found.impact, found.next_step) == ("rollback started", "12 % of EU", "done in 10 min")
    assert (found.status, found.severity) == (Status.IDENTIFIED, "sev1")
    assert len(await lines(store)) == 2
    assert (line.body or {})["graded_to"] == "sev1"
    assert [row["kind"] for row in (await owed(store)).values() if row["lane"] == "INC-1"].count("update") == 1


async def test_with_another_severity_its_clocks_start_and_it_is_told_where_it_was_announced(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    await ask(ANA, "update all cards fail sev:sev1")

    assert await armed(store) == {
        TimerKind.UNACKNOWLEDGED: 5,
        TimerKind.UPDATE_DUE: 25,
        TimerKind.STILL_THERE: 25,
    }
    assert "INC-1/turn/graded/1/abroad" in await owed(store)
    assert "INC-1/turn/graded/1" not in await owed(store)


async def test_the_form_takes_the_severity_too(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    await ask(ANA, "update", about=1, form={"what": "worse", "severity": "sev2", "status": "investigating"})

    assert (await incident(store)).severity == "sev2"


async def test_the_same_severity_is_no_change(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    await ask(ANA, "update", about=1, form={"what": "no news", "severity": "sev3"})

    assert "graded_to" not in ((await lines(store))[-1].body or {})


async def test_a_severity_that_is_not_known_is_offered_and_the_update_stands(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    told = await ask(ANA, "update worse sev:sev9")

    assert told.kind is Answer.UPDATED
    assert says(told.more[0]) == "It is SEV3: I do not know “sev9”."
    assert "severity sev3" not in offers(told.more[0])
    assert (await incident(store)).summary == "worse"


async def test_an_update_ends_nothing_and_offers_what_does(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev3 checkout is slow")

    told = await ask(ANA, "update rolled back status:resolved")

    assert says(told.more[0]) == "INC-1 stays investigating: an update does not make it resolved."
    assert offers(told.more[0]) == ["status resolved"]
    assert (await incident(store)).is_open


async def test_a_severity_that_a_thread_is_too_small_for_makes_a_channel(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev5 the logo is blurred")

    await ask(ANA, "update nobody can log in sev:sev1")

    assert (await incident(store)).setting == "own"
    assert "INC-1/channel" in await owed(store)
    assert [line.kind for line in await lines(store)] == ["opened", "update", "moved"]
