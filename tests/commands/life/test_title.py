"""`/incident title`: give it a name."""

from incidents.life.lifecycle import LONGEST_TITLE
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import everything, incident, kinds, lines, owed, says
from tests.desk import ANA, BEA, AskAt


async def test_words_are_its_name_wherever_it_stands(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2")

    told = await ask(BEA, "title checkout is failing in EU")

    named = await incident(store)
    assert says(told) == "INC-1 is called “checkout is failing in EU”."
    assert (named.title, named.named) == ("checkout is failing in EU", True)
    assert (await lines(store))[-1].kind == "named"
    assert {"INC-1/card/1", "INC-1/topic/1", "INC-1/headline/1"} <= set(await owed(store))


async def test_without_words_it_shows_the_form_empty_while_it_has_none(ask: AskAt) -> None:
    await ask(ANA, "open sev2")

    told = await ask(ANA, "title")

    assert told.form is not None
    assert (told.form.kind, told.form.values) == (FormKind.TITLE, {"title": ""})


async def test_the_form_shows_the_title_there_is(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, "title")

    assert told.form is not None
    assert told.form.values == {"title": "checkout"}


async def test_the_form_names_it(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2")

    await ask(ANA, "title", about=1, form={"title": "checkout"})

    assert (await incident(store)).title == "checkout"


async def test_an_empty_form_is_refused_and_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2")
    before = await everything(store)

    told = await ask(ANA, "title", about=1, form={"title": " "})

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_a_long_one_is_cut_and_kept_whole_as_a_note(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2")
    long = " ".join(["checkout"] * 40)

    await ask(ANA, f"title {long}")

    assert len((await incident(store)).title) <= LONGEST_TITLE
    assert (await lines(store))[-1].body == {"text": long}


async def test_the_same_name_again_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    await ask(ANA, "title checkout")

    assert await everything(store) == before


async def test_after_the_end_it_is_a_correction(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")

    await ask(ANA, "title INC-1 card payments")

    assert await kinds(store) == ["opened", "resolved", "corrected"]
    assert (await lines(store))[-1].body == {"field": "title", "from": "checkout", "to": "card payments"}
