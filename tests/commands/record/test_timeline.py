"""`/incident timeline`: what happened, newest first, a page at a time, narrowed, and as a file."""

import asyncio

import pytest

from incidents.messages import MessageKind
from incidents.reply import Answer, Lines, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, offers, owed, pending, says, settle_in
from tests.commands.test_carry import collect, of_kind
from tests.desk import ANA, BEA, CHEN, AskAt


async def test_the_newest_line_comes_first_and_nothing_is_written(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")
    await ask(BEA, "note failover")
    before = await everything(store)

    told = await ask(BEA, "timeline")

    assert isinstance(told.data, Lines)
    assert [line.kind for line in told.data.lines] == ["note", "acknowledged", "opened"]
    assert (told.data.older, told.data.newer) == (0, 0)
    assert await everything(store) == before


async def test_beyond_twenty_lines_the_older_ones_are_counted(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await asyncio.gather(*(ask(ANA, f"note line {n}") for n in range(24)))

    told = await ask(ANA, "timeline INC-1")

    assert isinstance(told.data, Lines)
    assert (len(told.data.lines), told.data.older) == (20, 5)


async def test_the_pages_before_and_after_hold_every_line_once(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await asyncio.gather(*(ask(ANA, f"note line {n}") for n in range(49)))

    first = await ask(ANA, "timeline")
    second = await ask(ANA, "timeline --before 31", about=1)
    third = await ask(ANA, "timeline \u2014before 11")
    back = await ask(ANA, "timeline --after 10")

    assert numbers(first) == list(range(50, 30, -1))
    assert numbers(second) == list(range(30, 10, -1))
    assert numbers(third) == list(range(10, 0, -1))
    assert numbers(back) == numbers(second)
    assert [(page(one).older, page(one).newer) for one in (first, second, third)] == [(30, 0), (10, 20), (0, 40)]


def page(told: Reply) -> Lines:
    """A page of the timeline."""
    assert isinstance(told.data, Lines)
    return told.data


def numbers(told: Reply) -> list[int]:
    """The numbers of its lines."""
    return [line.seq for line in page(told).lines]


async def test_of_what_is_over_it_is_shown_too(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "resolve rolled back")

    told = await ask(BEA, "history INC-1")

    assert [line.kind for line in page(told).lines] == ["resolved", "opened"]


@ON_A_FILE
@pytest.mark.parametrize(
    ("words", "kinds", "chosen"),
    [
        ("timeline notes", ["note", "note"], "notes"),
        ("timeline 备注", ["note", "note"], "notes"),
        ("timeline NOTE", ["note", "note"], "notes"),
        ("timeline updates", ["update"], "updates"),
        ("timeline pages", ["acknowledged"], "pages"),
        ("timeline acknowledged", ["acknowledged"], "acknowledged"),
        (f"timeline <@{BEA}>", ["update", "note", "acknowledged"], f"<@{BEA}>"),
        (f"timeline notes <@{BEA}>", ["note"], f"notes <@{BEA}>"),
        ("timeline INC-1 me", ["note", "opened"], "me"),
        ("timeline notes updates", ["note", "update", "note"], "notes updates"),
        ("timeline links", [], "links"),
    ],
)
async def test_it_is_narrowed_to_kinds_and_people(ask: AskAt, words: str, kinds: list[str], chosen: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(BEA, "ack")
    await ask(BEA, "note looking")
    await ask(BEA, "update rolling back")
    await ask(ANA, "note it helps")

    told = await ask(ANA, words)

    assert [line.kind for line in page(told).lines] == kinds
    assert page(told).chosen == chosen


async def test_a_narrowed_page_counts_its_own_lines_only(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await asyncio.gather(*(ask(ANA, f"note line {n}") for n in range(25)))
    await ask(ANA, "title checkout in EU")

    first = await ask(ANA, "timeline notes")
    second = await ask(ANA, f"timeline notes --before {numbers(first)[-1]}")

    assert (len(numbers(first)), page(first).older, page(first).newer) == (20, 5, 0)
    assert (len(numbers(second)), page(second).older, page(second).newer) == (5, 0, 20)


@ON_A_FILE
async def test_an_unknown_filter_is_answered_with_those_there_are(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, "timeline gossip")

    assert says(told) == (
        "I do not know “gossip”. The timeline of INC-1 can be narrowed to: "
        "`notes`, `updates`, `status`, `severity`, `owner`, `pages`, `todos`, `links`, `trouble`, or to @person."
    )


@ON_A_FILE
@pytest.mark.parametrize("words", ["timeline --before", "timeline --before soon", "timeline notes --after x"])
async def test_a_page_needs_the_number_of_a_line(ask: AskAt, words: str) -> None:
    await ask(ANA, "open sev2 checkout")

    assert says(await ask(ANA, words)) == "Say the number of a line: `/incident timeline INC-1 --before 37`."


@pytest.mark.parametrize(
    ("words", "form"),
    [("", "md"), (" md", "md"), (" markdown", "md"), (" json", "json"), (" .csv", "csv"), (" CSV", "csv")],
)
async def test_an_export_is_owed_to_the_asker_alone(ask: AskAt, store: Store, words: str, form: str) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(BEA, f"timeline INC-1 export{words}")

    (row,) = await pending(store, MessageKind.EXPORT)
    assert says(told) == f"The timeline of INC-1 comes to you by DM as a file ({form})."
    assert (row["lane"], row["body"]) == (f"dm:{BEA}", {"person": BEA, "form": form, "number": "1"})


async def test_an_unknown_form_is_answered_with_those_there_are(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    before = await everything(store)

    told = await ask(ANA, "timeline export pdf")

    assert says(told) == "I do not know the form “pdf”. `/incident timeline INC-1 export md`, `json` or `csv`."
    assert offers(told) == ["timeline export md", "timeline export json", "timeline export csv"]
    assert await everything(store) == before


async def test_the_same_key_twice_sends_one_file(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = [await ask(ANA, "timeline export", key="cmd:T1:7") for _ in range(3)]

    assert told == [told[0]] * 3
    assert len(await pending(store, MessageKind.EXPORT)) == 1


async def test_a_parcel_holds_the_whole_record_and_everybody_s_name(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(CHEN, "ack")
    await ask(BEA, f"todo <@{BEA}> roll back")
    await ask(BEA, "link https://dash.example")
    await ask(ANA, "timeline export")

    parcel = of_kind(await collect(store), MessageKind.EXPORT)

    assert [line.seq for line in parcel.lines] == [1, 2, 3, 4]
    assert {parcel.names[person] for person in (ANA, BEA, CHEN)} == {"Ana", "Bea", "陈伟"}
    assert (len(parcel.todos), len(parcel.bookmarks)) == (1, 1)


async def test_who_left_a_private_incident_meanwhile_gets_no_file(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak --private")
    await settle_in(store, "C1")
    await admit(store, BEA)
    await ask(BEA, "timeline INC-1 export")
    found = await store.read(lambda tx: tx.incidents.find(1))
    assert found is not None
    await store.write(lambda tx: tx.people.dismiss(found.id, BEA))

    carried = [parcel.job.message.kind for parcel in await collect(store)]

    assert MessageKind.EXPORT not in carried
    assert {row["state"] for row in (await owed(store)).values() if row["kind"] == "export"} == {"superseded"}


async def test_an_outsider_is_owed_nothing_of_a_private_incident(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak --private")

    told = await ask(BEA, "timeline INC-1 export")

    assert told.kind is Answer.REFUSED
    assert await pending(store, MessageKind.EXPORT) == []


@ON_A_FILE
async def test_the_pages_are_who_was_asked_and_what_they_said(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"page <@{BEA}> card payments fail")
    await ask(BEA, "page --cannot")
    await ask(ANA, "note something else")

    told = await ask(ANA, "timeline pages")

    assert [line.kind for line in page(told).lines] == ["cannot", "asked"]
