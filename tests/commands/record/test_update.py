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
    assert told.form.values == {"impact": "12 % of cards", "status": "investigating"}
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
