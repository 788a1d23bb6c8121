"""What a merge asks of Slack: everybody is brought over once, whoever cannot come keeps nobody away."""

import pytest

from sandbox.faults import Fault
from tests.office import Office

FIRST = "inc-1-checkout-is-failing"
SECOND = "inc-2-search-is-slow"


@pytest.fixture
async def two(office: Office) -> Office:
    """Ana's incident, and Bea's with Mia and a guest in its channel."""
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.says("bea", "general", "open sev3 search is slow")
    await office.slack.join("mia", SECOND)
    office.slack.channel(SECOND).members["U0GUS"] = None
    await office.rest()
    return office


def invitations(office: Office) -> list[str]:
    """Who was invited into the first incident's channel, call by call."""
    room = office.slack.channel(FIRST).id
    calls = [call for call in office.slack.calls if call.method == "conversations.invite"]
    return [str(call.args["users"]) for call in calls if call.args["channel"] == room]


async def test_everybody_is_brought_over_and_a_guest_stays(two: Office) -> None:
    await two.says("bea", SECOND, "merge INC-1")

    assert two.members(FIRST) == ["ana", "bea", "mia"]
    assert "gus" in two.members(SECOND)


async def test_after_an_answer_that_nobody_saw_nobody_is_missing_or_invited_anew(two: Office) -> None:
    two.slack.faults.add(Fault("conversations.members", kind="500"))

    await two.says("bea", SECOND, "merge INC-1")
    await two.pass_time(minutes=1)

    assert two.members(FIRST) == ["ana", "bea", "mia"]


async def test_what_runs_in_a_channel_of_others_empties_it_not(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.says("bea", "general", "open sev3 search is slow --here")
    await office.says("bea", "general", "merge INC-2 INC-1")

    assert office.members(FIRST) == ["ana", "bea"]
