"""`/incident todo`: what is to be done, by whom, and what became of it."""

import asyncio

import pytest

from commands import carry
from incidents.messages import MessageKind
from incidents.model import IncidentId, PersonId, Todo, TodoState
from incidents.reply import Answer, Tasks
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, admit, everything, further, lines, offers, owed, pending, says, settle_in
from tests.commands.test_carry import collect
from tests.desk import ANA, BEA, CHEN, GONE, GUS, STRANGER, AskAt, PhoneBook


async def todos(store: Store, number: int = 1) -> list[Todo]:
    """The to-dos of an incident."""
    return list(await store.read(lambda tx: tx.todos.of(IncidentId(number))))


async def test_a_to_do_without_an_owner_is_recorded_and_offered(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, "todo roll back 4.18")

    (todo,) = await todos(store)
    assert says(told) == "To-do 1 of INC-1 is recorded. Nobody has it yet."
    assert offers(told) == ["todo 1 me"]
    assert (todo.number, todo.text, todo.owner, todo.state) == (1, "roll back 4.18", None, TodoState.OPEN)
    assert (await lines(store))[-1].body == {"act": "added", "number": "1", "text": "roll back 4.18"}


async def test_its_owner_is_invited_and_then_told_by_dm_and_the_card_is_redrawn(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, f"todo <@{BEA}> roll back 4.18")

    messages = await owed(store)
    assert told.kind is Answer.TODO_GIVEN
    assert [(todo.text, todo.owner) for todo in await todos(store)] == [("roll back 4.18", BEA)]
    assert messages[f"INC-1/todo/1/{BEA}/1"]["after"] == f"INC-1/invite/{BEA}/1"
    assert messages[f"INC-1/todo/1/{BEA}/1"]["lane"] == f"dm:{BEA}"
    assert "INC-1/card/1" in messages


async def test_one_s_own_to_do_tells_nobody(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, f"todo roll back <@{ANA}>")

    assert told.kind is Answer.TODO_TAKEN
    assert [(todo.text, todo.owner) for todo in await todos(store)] == [("roll back", ANA)]
    assert await pending(store, MessageKind.TODO) == []


async def test_a_test_tells_nobody(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 drill --test")

    told = await ask(ANA, f"todo <@{BEA}> roll back")

    assert told.kind is Answer.TODO_TAKEN
    assert await pending(store, MessageKind.TODO) == []
    assert [row for row in await pending(store, MessageKind.INVITE) if row["body"]["person"] == BEA] == []


async def test_numbers_count_from_one_in_each_incident(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 search")
    await ask(ANA, "todo INC-1 first")
    await ask(ANA, "todo INC-1 second")

    await ask(ANA, "todo INC-2 other")

    assert [todo.number for todo in await todos(store)] == [1, 2]
    assert [todo.number for todo in await todos(store, 2)] == [1]


async def test_many_at_once_get_a_number_each(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    await asyncio.gather(*(ask(ANA, f"todo INC-1 step {n}") for n in range(8)))

    assert [todo.number for todo in await todos(store)] == list(range(1, 9))


@ON_A_FILE
@pytest.mark.parametrize("words", ["todo done 1", "todo 1 done", "task done #1", "todo finished 1", "todo 完成 1"])
async def test_it_is_done(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"todo <@{BEA}> roll back")

    told = await ask(BEA, words)

    (todo,) = await todos(store)
    assert says(told) == "To-do 1 of INC-1 is done."
    assert (todo.state, todo.ended_by, todo.text) == (TodoState.DONE, BEA, "roll back")
    assert (await lines(store))[-1].body == {"act": "done", "number": "1", "text": "roll back", "owner": BEA}
    assert [row["lane"] for row in await pending(store, MessageKind.TODO_SETTLED)] == [f"dm:{BEA}"]


@pytest.mark.parametrize("first", ["todo done 1", "todo drop 1 not needed"])
async def test_what_is_settled_says_so_and_nothing_changes(ask: AskAt, store: Store, first: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "todo roll back")
    await ask(BEA, first)
    before = await everything(store)

    again = [await ask(ANA, words) for words in ("todo done 1", "todo drop 1", "todo 1 me")]

    assert {one.kind for one in again} == {Answer.REFUSED}
    assert all("Bea" in says(one) for one in again)
    assert await everything(store) == before


async def test_it_is_dropped_with_its_reason(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "todo roll back")

    told = await ask(BEA, "todo drop 1 it recovered")

    assert told.kind is Answer.TODO_DROPPED
    assert (await lines(store))[-1].body == {
        "act": "dropped",
        "number": "1",
        "text": "roll back",
        "why": "it recovered",
    }


@ON_A_FILE
@pytest.mark.parametrize(
    "text", ["drop 3 tables", "3 servers need disks", "done with the migration", "cannot reproduce it", "finish it"]
)
async def test_words_that_only_look_like_an_order_are_a_to_do(ask: AskAt, store: Store, text: str) -> None:
    await ask(ANA, "open sev2 checkout")

    await ask(ANA, f"todo {text}")

    assert [todo.text for todo in await todos(store)] == [text]


@ON_A_FILE
@pytest.mark.parametrize("words", [f"todo 1 <@{CHEN}>", "todo 1 me"])
async def test_it_is_given_to_another(ask: AskAt, store: Store, words: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"todo <@{BEA}> roll back")

    told = await ask(CHEN, words)

    (todo,) = await todos(store)
    assert (told.kind, todo.owner) == (Answer.TODO_TAKEN, CHEN)
    assert (await lines(store))[-1].body == {"act": "given", "number": "1", "text": "roll back", "owner": CHEN}
    assert [row["body"]["person"] for row in await pending(store, MessageKind.TODO_SETTLED)] == [BEA]


async def test_given_to_its_owner_again_nothing_changes(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"todo <@{BEA}> roll back")
    before = await everything(store)

    told = await ask(ANA, f"todo 1 <@{BEA}>")

    assert told.kind is Answer.TODO_OWNED
    assert await everything(store) == before


async def test_who_cannot_hands_it_back_and_who_added_it_is_told(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"todo <@{BEA}> roll back")

    told = await ask(BEA, "todo cannot 1", about=1)

    (todo,) = await todos(store)
    assert (told.kind, todo.owner) == (Answer.TODO_RETURNED, None)
    assert f"INC-1/todo/1/{ANA}/2" in await owed(store)


async def test_what_is_another_s_cannot_be_handed_back(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"todo <@{BEA}> roll back")

    told = await ask(CHEN, "todo cannot 1")

    assert says(told) == "To-do 1 of INC-1 is not yours."
    assert (await todos(store))[0].owner == BEA


async def test_without_words_it_lists_them_and_writes_nothing(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "todo first")
    await ask(ANA, "todo second")
    await ask(ANA, "todo done 1")
    before = await everything(store)

    told = [await ask(ANA, words) for words in ("todo", "todo INC-1", "todos list")]

    assert [
        [todo.text for _, found in one.data.of for todo in found] for one in told if isinstance(one.data, Tasks)
    ] == [["first", "second"]] * 3
    assert await everything(store) == before


async def test_mine_are_mine_over_all_incidents_that_i_may_see(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "open sev2 leak --private")
    await ask(ANA, "open sev2 search")
    await ask(ANA, f"todo INC-1 <@{BEA}> roll back")
    await ask(ANA, f"todo INC-2 <@{BEA}> revoke keys")
    await ask(ANA, f"todo INC-3 <@{BEA}> reindex")
    await ask(ANA, f"todo INC-3 <@{ANA}> wait")
    await ask(BEA, "todo INC-3 done 1")

    outside = await ask(BEA, "todo mine")
    await admit(store, BEA, 2)
    inside = await ask(BEA, "tasks mine")

    assert texts(outside.data) == ["roll back"]
    assert texts(inside.data) == ["revoke keys", "roll back"]


def texts(shown: object) -> list[str]:
    """What a list of to-dos shows."""
    assert isinstance(shown, Tasks)
    return [todo.text for _, found in shown.of for todo in found]


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (GUS, "Gus is a guest here: incidents are for members. Name a member."),
        (STRANGER, "Stranger is a guest here: incidents are for members. Name a member."),
        (GONE, "Gone has no account here any more, or is a bot. Name somebody else."),
    ],
)
@pytest.mark.parametrize("words", ["todo <@{}> roll back", "todo 1 <@{}>"])
async def test_who_takes_no_part_gets_no_to_do(
    ask: AskAt, store: Store, person: PersonId, sentence: str, words: str
) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "todo first")
    await ask(ANA, f"owner <@{person}>")
    before = await everything(store)

    told = await ask(ANA, words.format(person))

    assert says(told) == sentence
    assert await everything(store) == before


async def test_a_private_to_do_waits_for_somebody_slack_vouches_for(
    ask: AskAt, store: Store, phone_book: PhoneBook
) -> None:
    await ask(ANA, "open sev2 leak --private")
    phone_book.silent = True

    told = await ask(ANA, f"todo <@{BEA}> revoke keys")

    assert "a private incident must know" in says(told)
    assert await todos(store) == []


async def test_a_name_that_is_nobody_s_stands_in_the_words(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "todo @alice roll back")

    told = await ask(ANA, "todo 1 @alice")

    assert says(told) == "I do not know @alice. Type @ and pick a person from the list."
    assert [(todo.text, todo.owner) for todo in await todos(store)] == [("@alice roll back", None)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (f"todo <@{BEA}>", "A to-do needs words: `/incident todo INC-1 @person roll back 4.18`."),
        ("todo done 7", "INC-1 has no to-do 7; they go from 1 to 2."),
        ("todo drop 7", "INC-1 has no to-do 7; they go from 1 to 2."),
        ("todo 7 me", "INC-1 has no to-do 7; they go from 1 to 2."),
        ("todo cannot 7", "INC-1 has no to-do 7; they go from 1 to 2."),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_changes(ask: AskAt, store: Store, words: str, sentence: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, "todo first")
    await ask(ANA, f"todo <@{BEA}> looked up, then done")
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, words)

    assert says(told) == sentence
    assert await everything(store) == before


async def test_without_any_it_says_how_to_add_one(ask: AskAt) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, "todo done 1")

    assert says(told) == "INC-1 has no to-do yet. `/incident todo INC-1 @person roll back 4.18` adds one."


async def test_long_words_are_cut_and_kept_whole_as_a_note(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = await ask(ANA, f"todo {'x' * 900}")

    assert further(told) == ["todo_kept"]
    assert len((await todos(store))[0].text) == 500
    assert (await lines(store))[-1].body == {"text": "x" * 900}


@pytest.mark.parametrize("end", ["resolve rolled back", "status cancelled"])
async def test_after_the_end_there_are_still_things_to_do(ask: AskAt, store: Store, end: str) -> None:
    await ask(ANA, "open sev2 checkout")
    await ask(ANA, f"{end}")

    told = await ask(ANA, "todo INC-1 write the postmortem")

    assert told.kind is Answer.TODO_ADDED
    assert len(await todos(store)) == 1


async def test_the_same_key_twice_adds_one(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout")

    told = [await ask(ANA, "todo roll back", key="cmd:T1:7") for _ in range(3)]

    assert told == [told[0]] * 3
    assert len(await todos(store)) == 1


async def test_who_could_not_be_brought_into_a_private_channel_is_not_told_of_its_to_do(
    ask: AskAt, store: Store
) -> None:
    await ask(ANA, "open sev2 leak --private")
    await settle_in(store, "C1")
    await store.write(lambda tx: tx.outbox.drop_all())
    await ask(ANA, f"todo <@{BEA}> revoke keys")
    invite = next(one for one in await collect(store) if one.job.message.kind is MessageKind.INVITE)
    await store.write(lambda tx: carry.given_up(tx, invite, "gone", "cant_invite"))

    carried = [parcel.job.message.kind for parcel in await collect(store)]

    assert MessageKind.TODO not in carried
    assert (await owed(store))[f"INC-1/todo/1/{BEA}/1"]["state"] == "superseded"
