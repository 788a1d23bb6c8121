"""Slack fails while people are called and offered something: nobody is called twice, nothing is offered twice, and
nobody is taken for called who is not.
"""

import pytest

from sandbox.faults import Fault
from tests.office import Office, words_of
from tests.wires.scenes import OPEN, ROOM
from tests.workspace import owed


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["500", "drop"])
async def test_an_offer_whose_end_nobody_saw_is_not_made_again(office: Office, kind: str, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postEphemeral", kind=kind, when=when))

    await office.slack.join("bea", ROOM)
    await office.rest()
    await office.pass_time(minutes=1)

    assert len(offers(office, "bea")) == (when == "after")
    assert len([call for call in office.slack.calls if call.method == "chat.postEphemeral"]) == 1
    assert await owed(office.bot) == 0


async def test_an_offer_waits_while_slack_asks_for_patience(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postEphemeral", kind="429", retry_after=7))

    await office.slack.join("bea", ROOM)
    await office.rest()
    before = offers(office, "bea")
    await office.pass_time(seconds=8)

    assert before == []
    assert len(offers(office, "bea")) == 1


async def test_an_offer_that_slack_refuses_troubles_nobody(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    posts = office.posts(ROOM)
    office.slack.faults.add(Fault("chat.postEphemeral", kind="user_not_in_channel"))

    await office.slack.join("bea", ROOM)
    await office.rest()

    assert office.posts(ROOM) == posts
    assert await owed(office.bot) == 0


async def test_the_offer_is_made_once_also_after_a_restart_and_however_often_the_event_comes(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.slack.join("bea", ROOM)
    await office.rest()
    await office.slack.leave("bea", ROOM)
    await office.bot.store.write(lambda tx: tx.resume(office.bot.worker, alone=True))
    await office.slack.join("bea", ROOM)
    await office.rest()

    assert len(offers(office, "bea")) == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_page_whose_end_nobody_saw_is_sent_once_and_counts_once(office: Office, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postMessage", 1, "drop", when))

    await office.says("ana", ROOM, "page @bea")
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert len(office.dm("bea")) == 1
    assert (await office.says("ana", ROOM, "timeline")).count("paged <@U0BEA> by DM") == 1


async def test_a_page_that_slack_refuses_is_told_in_the_channel_at_once(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("conversations.open", kind="user_disabled"))

    await office.says("ana", ROOM, "page @bea")
    lines = await office.says("ana", ROOM, "timeline")

    assert office.posts(ROOM)[-1].startswith("Bea could NOT be paged for INC-1: Slack says user_disabled.")
    assert "Nobody else is asked: page somebody, or take it." in office.posts(ROOM)[-1]
    assert [button.label for button in office.buttons("ana", ROOM)].count("Page someone") >= 2
    assert "could NOT page <@U0BEA>: Slack says user_disabled" in lines
    assert "paged <@U0BEA> by DM" not in lines
    assert "Bea (could NOT be paged)" in office.pins(ROOM)[0]


async def test_two_who_press_accept_and_take_over_leave_one_owner(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "ack")
    await office.says("ana", ROOM, "handover @bea")
    accept = office.button("bea", "Accept", "dm")
    await office.says("mia", "general", "owner INC-1 me")

    late = await office.press("bea", accept)

    assert "INC-1 is not being handed over to you any more." in late
    assert "*Owner* Mia" in office.pins(ROOM)[0]
    assert "INC-1 is not handed over to you any more: Mia leads." in office.dm("bea")[-1]["text"]


async def test_a_double_click_on_i_cannot_is_said_once(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "page @bea")

    await office.presses("bea", "I cannot", "dm", copies=2)

    assert len([post for post in office.posts(ROOM) if post.startswith("Bea cannot come.")]) == 1


async def test_declining_is_told_to_the_giver(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "ack")
    await office.says("ana", ROOM, "handover @bea the rollback runs")

    await office.presses("bea", "Decline", "dm")

    assert "Bea cannot take INC-1 over. You still lead." in office.dm("ana")[-1]["text"]
    assert "*Owner* Ana, acknowledged" in office.pins(ROOM)[0]


def offers(office: Office, who: str) -> list[str]:
    """The offers to read in that somebody saw."""
    return [words_of(said) for said in office.slack.ephemerals(who) if "is running since" in words_of(said)]


async def test_a_page_whose_arrival_nobody_saw_does_not_ask_on_once_it_is_over(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postMessage", kind="drop", when="after"))
    await office.says("ana", ROOM, "page @bea")

    await office.says("ana", ROOM, "cancel it was the probe")
    await office.pass_time(minutes=1)

    said = [words_of(one) for one in office.dm("bea")]
    assert office.slack.faults.pending() == []
    assert len(said) == 1
    assert "INC-1 is cancelled. You need do nothing." in said[0]
    assert [button.label for button in office.buttons("bea", office.direct("bea"))] == []
    assert await owed(office.bot) == 0


async def test_a_page_that_never_arrived_is_not_written_once_it_is_over(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.postMessage", kind="drop", when="before"))
    await office.says("ana", ROOM, "page @bea")

    await office.says("ana", ROOM, "cancel it was the probe")
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert office.dm("bea") == []
    assert await owed(office.bot) == 0
