"""Slack fails at each call of an opening, in every way: nothing is lost, nothing is there twice."""

import asyncio
from datetime import timedelta

import pytest

from sandbox import payloads
from sandbox.faults import Fault
from sandbox.outgoing import Ack
from sandbox.server import LocalSlack
from tests.office import Office, shown
from tests.wires.opening import CALLS, OPEN, assert_everything_is_there_once, incident_channels
from tests.workspace import owed

PATIENCE = 7  # Seconds that Slack asks for.
POSTING = [call for call in CALLS if call[0] == "chat.postMessage"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", [pytest.param("500", marks=pytest.mark.slow), "drop"])
@pytest.mark.parametrize(("method", "nth"), CALLS)
async def test_a_call_whose_end_nobody_saw_is_made_good(
    office: Office, method: str, nth: int, kind: str, when: str
) -> None:
    office.slack.faults.add(Fault(method, nth, kind, when))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert_everything_is_there_once(office.slack)
    assert await owed(office.bot) == 0


@pytest.mark.parametrize(("method", "nth"), POSTING)
async def test_a_proxy_that_asks_for_patience_after_the_post_was_written_makes_nothing_come_twice(
    office: Office, method: str, nth: int
) -> None:
    office.slack.faults.add(Fault(method, nth, "503", "after", retry_after=PATIENCE))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert_everything_is_there_once(office.slack)
    assert await owed(office.bot) == 0


async def test_a_channel_whose_making_nobody_saw_is_made_once_though_the_title_changed(office: Office) -> None:
    office.slack.faults.add(Fault("conversations.create", 1, "drop", "after"))

    await office.says("ana", "general", OPEN)
    await office.says("ana", "general", "title INC-1 search is slow")
    await office.pass_time(minutes=1)

    assert incident_channels(office.slack) == ["inc-1-checkout-is-failing"]
    assert await owed(office.bot) == 0


@pytest.mark.parametrize(("method", "nth"), CALLS)
async def test_slack_is_given_the_patience_it_asks_for(office: Office, method: str, nth: int) -> None:
    office.slack.faults.add(Fault(method, nth, "429", retry_after=PATIENCE))

    await office.says("ana", "general", OPEN)
    made = len(office.slack.calls)
    await office.pass_time(seconds=PATIENCE - 0.5)
    meanwhile = len(office.slack.calls)
    await office.pass_time(seconds=0.5)

    assert meanwhile == made
    assert_everything_is_there_once(office.slack)
    assert await owed(office.bot) == 0


@pytest.mark.parametrize(("method", "nth"), POSTING)
async def test_the_look_up_may_fail_as_well(office: Office, method: str, nth: int) -> None:
    office.slack.faults.add(Fault(method, nth, "drop", "after"))
    office.slack.faults.add(Fault("conversations.history", 1, "500", "after"))
    office.slack.faults.add(Fault("conversations.history", 2, "429", retry_after=PATIENCE))
    office.slack.faults.add(Fault("conversations.history", 3, "drop"))

    await office.says("ana", "general", OPEN)
    await pass_minutes(office, 4)

    assert office.slack.faults.pending() == []
    assert_everything_is_there_once(office.slack)


async def test_a_bot_whose_clock_is_fast_writes_nothing_twice(office: Office) -> None:
    office.clock.offset += timedelta(minutes=30)
    office.slack.faults.add(Fault("chat.postMessage", 1, "drop", "after"))
    office.slack.faults.add(Fault("conversations.create", 1, "drop", "after"))

    await office.says("ana", "general", OPEN)
    await pass_minutes(office, 2)

    assert_everything_is_there_once(office.slack)


async def test_slack_away_for_an_hour_holds_everything_back_and_loses_nothing(office: Office) -> None:
    office.slack.faults.add(Fault("*", kind="drop", times=10_000))
    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)
    office.slack.faults.clear()

    await office.pass_time(minutes=2)

    assert_everything_is_there_once(office.slack)
    assert await owed(office.bot) == 0


@pytest.mark.parametrize("copies", [1, 2, 3, 4])
async def test_the_same_command_delivered_again_opens_one_incident_and_gets_the_same_answer(
    office: Office, wire: str, copies: int
) -> None:
    answers = await asyncio.gather(*(deliver(office.slack, payload) for payload in [command(office.slack)] * copies))
    await office.rest()

    assert {answer.error for answer in answers} == {None}
    assert len({shown(answer.body or {}) for answer in answers}) == 1
    assert "INC-1 (SEV2) is recorded" in shown(answers[0].body or {})
    assert_everything_is_there_once(office.slack)


async def test_the_same_command_delivered_again_later_gets_the_same_answer(office: Office, wire: str) -> None:
    payload = command(office.slack)

    first = await deliver(office.slack, payload)
    await office.says("bea", "general", "ack INC-1")
    again = await deliver(office.slack, payload)
    await office.rest()

    assert shown(again.body or {}) == shown(first.body or {})
    assert len(incident_channels(office.slack)) == 1


@pytest.mark.parametrize("copies", [1, 2, 3, 4])
async def test_the_same_press_delivered_again_counts_once(office: Office, wire: str, copies: int) -> None:
    await office.says("ana", "general", OPEN)

    answers = await office.presses("bea", "I have it", "dm", copies=copies)

    turns = [post for post in office.posts("inc-1-checkout-is-failing") if "has it." in post]
    assert set(answers.splitlines()) == {"INC-1 is yours. Nobody else will be paged."}
    assert turns == ["Bea has it."]


@pytest.mark.parametrize("copies", [1, 2, 3, 4])
async def test_the_same_form_delivered_again_counts_once(office: Office, wire: str, copies: int) -> None:
    await office.says("ana", "general", "open")

    answer = await office.fills("ana", copies=copies, title="checkout is failing", severity="sev2", owner="U0BEA")

    assert "INC-1 (SEV2) is recorded" in answer
    assert_everything_is_there_once(office.slack)


@pytest.mark.parametrize("copies", [2, 4])
async def test_the_same_event_delivered_again_counts_once(office: Office, wire: str, copies: int) -> None:
    office.slack.core.outgoing.event_copies = copies
    await office.says("ana", "general", "open sev2 checkout is failing --private")
    await office.slack.join("mia", "inc-1-checkout-is-failing")
    await office.rest()
    await office.slack.leave("mia", "inc-1-checkout-is-failing")
    await office.rest()

    answer = await office.says("mia", "general", "status INC-1")

    assert "There is no incident INC-1." in answer


async def pass_minutes(office: Office, minutes: int) -> None:
    """Let minutes pass one by one, so that what waits for each other gets its turn."""
    for _ in range(minutes):
        await office.pass_time(minutes=1)


def command(slack: LocalSlack) -> dict[str, object]:
    """The payload of the opening, as Slack sends it and may send it again."""
    space, app = slack.core.space, slack.core.app
    spoken = (app.commands or {})["/incident"]
    typed = OPEN.replace("@bea", "<@U0BEA|bea>")
    sent = payloads.slash(space, app, slack.person("ana"), slack.channel("general"), spoken, typed)
    return {**sent, "trigger_id": app.issue_trigger("U0ANA", slack.core.clock.now()), "response_url": ""}


async def deliver(slack: LocalSlack, payload: dict[str, object]) -> Ack:
    """Deliver it once, in an envelope of its own."""
    return await slack.core.outgoing.interact("slash_commands", payload)
