"""To-dos over the wires: a message becomes one, its owner is told by DM and answers with a button."""

import pytest

from sandbox.faults import Fault
from tests.office import Button, Office, buttons_of, words_of
from tests.workspace import owed

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


async def test_a_message_becomes_a_to_do_with_its_link(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)
    ts = await office.slack.say("ana", ROOM, "somebody must & should <roll back> 4.18")

    await office.uses("ana", "todo_from_message", ROOM, ts)
    answer = await office.fills("ana", owner="U0BEA")
    listed = await office.says("ana", ROOM, "todo")

    link = f"archives/{office.slack.channel(ROOM).id}/p{ts.replace('.', '')}"
    assert answer == "To-do 1 of INC-1 is with <@U0BEA>, who is told by DM."
    assert "1. somebody must &amp; should &lt;roll back&gt; 4.18" in listed
    assert f"{link}|message>" in listed
    assert "*To do* 1. somebody must &amp; should &lt;roll back&gt; 4.18 (Bea)" in office.pins(ROOM)[0]


async def test_of_several_incidents_the_choice_adds_the_words_at_once(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", "general", "open sev3 search is slow")
    ts = await office.slack.say("mia", "payments", "roll back 4.18")

    await office.uses("mia", "todo_from_message", "payments", ts)
    answer = await office.presses("mia", "INC-1 checkout is failing", "payments")

    assert "To-do 1 of INC-1 is recorded." in answer
    assert "roll back 4.18" in await office.says("mia", "general", "todo INC-1")


async def test_the_owner_is_invited_first_and_answers_in_the_dm(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "todo @bea roll back 4.18")

    [told] = office.dm("bea")
    answer = await office.presses("bea", "Done", "dm")
    again = await office.press("bea", done_button(office, told), copies=1)

    assert office.members(ROOM) == ["ana", "bea"]
    assert "To-do 1: roll back 4.18" in words_of(told)
    assert answer == "To-do 1 of INC-1 is done."
    assert again.startswith("To-do 1 of INC-1 is done already: <@U0BEA>, ")
    assert "It is done. You need do nothing." in words_of(office.dm("bea")[0])
    assert "To do" not in office.pins(ROOM)[0]


def done_button(office: Office, told: dict[str, object]) -> Button:
    """The button that stood there before the message was redrawn."""
    (button,) = [one for one in buttons_of(office.direct("bea"), told) if one.label == "Done"]
    return button


async def test_who_cannot_gives_it_back_and_who_added_it_takes_it(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "todo @bea roll back 4.18")

    await office.presses("bea", "I cannot", "dm")
    [told] = office.dm("ana")
    answer = await office.presses("ana", "Mine", "dm")

    assert "Nobody has it: it was handed back." in words_of(told)
    assert answer == "To-do 1 of INC-1 is with <@U0ANA>."
    assert "roll back 4.18 (Ana)" in office.pins(ROOM)[0]
    assert "Ana added it; it is yours." in words_of(office.dm("ana")[0])
    assert "You gave it back. You need do nothing." in words_of(office.dm("bea")[0])


async def test_a_private_to_do_reaches_its_owner_in_the_channel_and_nobody_else(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing --private")
    await office.says("ana", ROOM, "todo @bea revoke keys")

    mine = await office.says("bea", "general", "todo mine")
    outside = await office.says("mia", "general", "todo INC-1")
    done = await office.presses("bea", "Done", "dm")

    assert office.members(ROOM) == ["ana", "bea"]
    assert "revoke keys" in mine
    assert outside == "There is no incident INC-1. `/incident list` shows what is open."
    assert done == "To-do 1 of INC-1 is done."
    assert office.dm("mia") == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["500", "drop"])
async def test_a_dm_whose_end_nobody_saw_is_there_once(office: Office, kind: str, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postMessage", 1, kind, when))

    await office.says("ana", ROOM, "todo @bea roll back 4.18")
    await office.pass_time(minutes=1)

    assert len(office.dm("bea")) == 1
    assert await owed(office.bot) == 0
