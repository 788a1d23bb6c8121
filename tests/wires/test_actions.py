"""Action items over the wires: added, told of by DM, ended with a button; from a message, in a postmortem."""

import pytest

from sandbox.faults import Fault
from tests.office import Office, words_of
from tests.workspace import owed

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


async def test_its_owner_is_told_and_ends_it_with_a_button(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)
    said = await office.says("ana", ROOM, 'action add @bea in 2 weeks high "alert & page"')

    [told] = office.dm("bea")
    answer = await office.presses("bea", "Done", "dm")
    listed = await office.says("ana", ROOM, "action")

    assert said.startswith("Action item 1 of INC-1 is with <@U0BEA>, due ")
    assert "Ana gave you an action item of INC-1, checkout is failing." in words_of(told)
    assert answer == "Action item 1 of INC-1 is done."
    assert "You need do nothing." in words_of(office.dm("bea")[0])
    assert "1. alert &amp; page · Bea · done by Bea" in listed


async def test_dropping_by_button_asks_why(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, 'action add @bea "alert"')

    await office.presses("bea", "Drop", "dm")
    answer = await office.fills("bea", why="the service is gone")

    assert answer == "Action item 1 of INC-1 is dropped."
    assert "dropped by Bea: the service is gone" in await office.says("ana", ROOM, "action")


async def test_a_message_becomes_one(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    ts = await office.slack.say("ana", ROOM, "we should alert on the queue")

    await office.uses("ana", "todo_from_message", ROOM, ts)
    answer = await office.fills("ana", owner="U0BEA", becomes="action")

    assert answer.startswith("Action item 1 of INC-1 is with <@U0BEA>, due ")
    assert "we should alert on the queue" in await office.says("ana", ROOM, "action 1")


async def test_the_postmortem_shows_them_as_they_are(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve rolled back")
    before = await office.says("ana", ROOM, "postmortem show actions")
    await office.presses("ana", "Add an action item", ROOM)
    await office.fills("ana", text="alert on the queue", owner="U0BEA")

    shown = await office.says("ana", ROOM, "postmortem show actions")
    await office.says("ana", ROOM, "action done 1")
    after = await office.says("ana", ROOM, "postmortem show actions")

    assert "What will be changed to prevent it" in before
    assert "What will be changed to prevent it" not in shown
    assert "Action item 1: alert on the queue (Bea, due " in shown
    assert "Action item 1: alert on the queue (done by Ana, " in after


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_dm_whose_end_nobody_saw_is_there_once(office: Office, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postMessage", 1, "drop", when))

    await office.says("ana", ROOM, 'action add @bea "alert"')
    await office.pass_time(minutes=1)

    assert len(office.dm("bea")) == 1
    assert await owed(office.bot) == 0
