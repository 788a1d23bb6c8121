"""`/incident role`: who does the comms, who writes the record."""

import pytest

from incidents.model import PersonId
from incidents.reply import Answer, FormKind
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, incident, kinds, lines, offers, owed, pending, says
from tests.desk import ANA, BEA, CHEN, GONE, GUS, STRANGER, AskAt

OPEN = "open sev2 checkout is failing"


async def test_who_is_given_a_part_is_invited_and_told_by_dm(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, f"role comms <@{BEA}>")

    [dm] = await pending(store, "role")
    assert (told.values["role"], told.values["how"]) == ("comms", "given")
    assert (await incident(store)).comms == BEA
    assert (dm["lane"], dm["body"]) == (f"dm:{BEA}", {"person": BEA, "role": "comms", "by": ANA})
    assert f"INC-1/invite/{BEA}/1" in await owed(store)
    assert (await lines(store))[-1].body == {"role": "comms", "to": BEA, "from": ""}


async def test_who_takes_a_part_needs_no_dm(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    told = await ask(BEA, "role scribe me")

    assert told.values["how"] == "yours"
    assert (await incident(store)).scribe == BEA
    assert await pending(store, "role") == []
    assert len(await pending(store, "roster")) == 1


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("role communications me", "comms"),
        ("roles Comms me", "comms"),
        ("role me comms", "comms"),
        ("role 沟通 我", "comms"),
        ("role notes me", "scribe"),
        ("role 记录 me", "scribe"),
        ("role lead me", "owner"),
        ("role own me", "owner"),
    ],
)
async def test_parts_go_by_many_names(ask: AskAt, store: Store, words: str, part: str) -> None:
    await ask(ANA, OPEN)

    await ask(BEA, words)

    assert getattr(await incident(store), part) == BEA


async def test_a_part_can_be_given_up_and_somebody_is_asked_for(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(BEA, "role comms me")

    told = await ask(BEA, "role comms nobody")

    assert told.values["how"] == "nobody"
    assert (await incident(store)).comms is None
    assert (await lines(store))[-1].body == {"role": "comms", "to": "", "from": BEA}


async def test_a_late_click_on_take_it_takes_nothing_from_anybody(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(BEA, "role comms me --free", about=1)
    before = await everything(store)

    told = await ask(ANA, "role comms me --free", about=1)

    assert told.values["how"] == "taken"
    assert await everything(store) == before


async def test_a_late_click_on_i_cannot_takes_nothing_from_anybody(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(BEA, f"role comms <@{ANA}>")
    await ask(ANA, f"role comms <@{BEA}>")
    before = await everything(store)

    told = await ask(ANA, "role comms --back", about=1)

    assert told.values["how"] == "not_yours"
    assert await everything(store) == before


async def test_i_cannot_gives_up_what_is_mine(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"role comms <@{BEA}>")

    await ask(BEA, "role comms --back", about=1)

    assert (await incident(store)).comms is None


async def test_the_same_again_changes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"role comms <@{BEA}>")
    before = await everything(store)

    told = await ask(ANA, f"role comms <@{BEA}>")

    assert told.values["how"] == "already"
    assert await everything(store) == before


async def test_a_dm_to_one_who_has_the_part_no_more_does_not_leave(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"role comms <@{BEA}>")

    await ask(ANA, f"role comms <@{CHEN}>")

    assert (await incident(store)).comms == CHEN
    assert (await lines(store))[-1].body == {"role": "comms", "to": CHEN, "from": BEA}


@pytest.mark.parametrize("words", ["role", "role comms"])
async def test_without_a_part_or_a_person_it_shows_the_form(ask: AskAt, words: str) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, words)

    assert told.form is not None
    assert (told.form.kind, told.form.about) == (FormKind.ROLE, 1)


@pytest.mark.parametrize(("owner", "holder"), [(BEA, BEA), ("", None)])
async def test_the_form_gives_a_part_or_leaves_it_to_nobody(
    ask: AskAt, store: Store, owner: str, holder: str | None
) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, "role comms me")

    await ask(ANA, "role", about=1, form={"role": "comms", "owner": owner})

    assert (await incident(store)).comms == holder


async def test_a_person_without_a_part_is_asked_which(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)

    told = await ask(ANA, f"role <@{BEA}>")

    assert says(told) == "Which part? I know `comms`, `scribe` and `owner`."
    assert offers(told) == [f"role comms <@{BEA}>", f"role scribe <@{BEA}>", f"owner <@{BEA}>"]


@pytest.mark.parametrize("person", [GUS, STRANGER, GONE, PersonId("UNOSUCH")])
async def test_who_cannot_have_a_part_is_refused_and_nothing_changes(
    ask: AskAt, store: Store, person: PersonId
) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, f"role comms <@{person}>")
    before = await everything(store)

    told = await ask(ANA, f"role comms <@{person}>")

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_what_is_over_has_no_parts_to_give(ask: AskAt, store: Store) -> None:
    await ask(ANA, OPEN)
    await ask(ANA, "resolve done")
    before = await everything(store)

    told = await ask(ANA, "role INC-1 comms me")

    assert told.kind is Answer.REFUSED
    assert await everything(store) == before


async def test_in_a_test_nobody_is_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 drill --test")

    await ask(ANA, f"role comms <@{BEA}>")

    assert (await incident(store)).comms == BEA
    assert await pending(store, "role") == []
    assert await kinds(store) == ["opened", "role"]
