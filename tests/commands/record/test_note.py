"""`/incident note`: a line for the record."""

from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import everything, kinds, lines, owed, says
from tests.desk import ANA, BEA, AskAt


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
