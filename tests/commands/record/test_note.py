"""`/incident note`: a line for the record."""

from datetime import timedelta

from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import everything, kinds, lines, owed, says
from tests.desk import ANA, BEA, CHEN, NOON, AskAt, Watch


async def test_a_line_is_written_and_nobody_is_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = set(await owed(store))

    told = await ask(BEA, "note failover to the replica\nstarted by <@UANA|ana>")

    line = (await lines(store))[-1]
    assert says(told) == "Written into the timeline of INC-1."
    assert (line.kind, line.actor) == ("note", BEA)
    assert line.body == {"text": "failover to the replica\nstarted by @ana"}
    assert set(await owed(store)) == before


async def test_without_words_it_shows_the_form(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, "note")

    assert told.form is not None
    assert (told.form.kind, told.form.about) == (FormKind.NOTE, 1)


async def test_the_form_writes_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    await ask(ANA, "note", about=1, form={"text": "failover"})

    assert (await lines(store))[-1].body == {"text": "failover"}


async def test_an_empty_form_is_refused_and_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, "note", about=1, form={"text": ""})

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_a_note_can_be_added_after_the_end(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")
    await ask(ANA, "status INC-1 closed")

    await ask(ANA, "note INC-1 the vendor confirmed it")

    assert await kinds(store) == ["opened", "resolved", "status", "note"]


async def test_a_time_is_one_of_the_writers_own_clock_and_is_shown_back(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    watch.pass_time(hours=1)

    told = await ask(CHEN, "note 20:05 failover started")

    line = (await lines(store))[-1]
    assert told.kind is Answer.NOTED_AT
    assert told.values["at"] == line.occurred_at == NOON + timedelta(minutes=5)
    assert line.recorded_at == NOON + timedelta(hours=1)
    assert line.body == {"text": "failover started"}


async def test_a_time_still_to_come_is_refused_and_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, "note 13:05 failover started")

    assert told.values["at"] == NOON + timedelta(minutes=5)
    assert [one.words for one in told.choices] == ["note yesterday 13:05 failover started"]
    assert await everything(store) == before


async def test_the_way_out_writes_it_for_the_day_before(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    refused = await ask(ANA, "note 13:05 failover started")
    await ask(ANA, refused.choices[0].words, about=1)

    assert (await lines(store))[-1].occurred_at == NOON + timedelta(minutes=5) - timedelta(days=1)


async def test_a_time_long_before_the_opening_is_refused(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, "note 25h ago failover started")

    assert told.kind is Answer.REFUSED
    assert told.values["at"] == NOON - timedelta(hours=25)
    assert await everything(store) == before


async def test_a_time_without_words_is_no_note(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, "note 10m ago")

    assert says(told).startswith("A note needs words")
    assert await everything(store) == before


async def test_a_number_at_the_beginning_stays_part_of_the_note(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    await ask(ANA, "note 3 servers are down")
    await ask(ANA, "note 14 nodes")

    assert [one.body for one in (await lines(store))[-2:]] == [{"text": "3 servers are down"}, {"text": "14 nodes"}]


async def test_the_form_takes_a_time_and_says_which_it_does_not_understand(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "note", about=1, form={"text": "failover", "when": "10m ago"})
    before = await everything(store)

    told = await ask(ANA, "note", about=1, form={"text": "failover", "when": "some day"})

    assert (await lines(store))[-1].occurred_at == NOON - timedelta(minutes=10)
    assert "I do not understand the time “some day”." in says(told)
    assert await everything(store) == before
