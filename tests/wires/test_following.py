"""Followers over the wires: who goes is told nothing more; a channel that cannot be written to is told to whom it
concerns; a try whose end nobody saw is looked up.
"""

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office, words_of
from tests.workspace import Entry

OPEN = "open sev1 checkout is failing"


async def test_who_becomes_a_guest_follows_nothing_any_more_and_the_log_says_so(
    office: Office, logged: list[Entry]
) -> None:
    await office.says("mia", "general", "follow sev1")
    await office.slack.update_user("mia", is_restricted=True)
    await office.rest()

    await office.says("ana", "general", OPEN)

    assert office.dm("mia") == []
    dropped = [(one["follower"], one["number"]) for one in logged if one["event"] == "follows.dropped"]
    assert dropped == [("U0MIA", 1)]


async def test_who_leaves_a_private_incident_follows_it_no_more(office: Office, logged: list[Entry]) -> None:
    await office.says("ana", "general", "open sev1 card data leaked --private")
    await office.slack.join("mia", "inc-1-card-data-leaked")
    await office.rest()
    await office.says("mia", "general", "follow INC-1")
    await office.says("ana", "inc-1-card-data-leaked", "update keys revoked")
    inside = len(office.dm("mia"))

    await office.slack.leave("mia", "inc-1-card-data-leaked")
    await office.rest()
    await office.says("ana", "inc-1-card-data-leaked", "update all clear")

    assert (inside, len(office.dm("mia"))) == (1, 1)
    assert [one["number"] for one in logged if one["event"] == "follows.dropped"] == [1]


async def test_a_channel_the_bot_is_not_in_is_entered_and_told(office: Office) -> None:
    await office.says("mia", "general", "follow sev1 #payments")

    await office.says("ana", "general", OPEN)

    assert "checkout is failing" in office.posts("payments")[-1]


async def test_a_channel_that_is_archived_follows_nothing_any_more_and_who_arranged_it_is_told(office: Office) -> None:
    await office.says("mia", "general", "follow sev1 #payments")
    await office.slack.archive("payments")

    await office.says("ana", "general", OPEN)
    await office.says("ana", "general", "update INC-1 rolling back")

    told = [words_of(one) for one in office.dm("mia")]
    assert len(told) == 1
    assert "It follows nothing any more." in told[0]
    assert office.posts("inc-1-checkout-is-failing")[-1].count("could not be done") == 0


async def test_a_post_whose_answer_was_lost_is_there_once(office: Office, slack: LocalSlack) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("mia", "general", "follow INC-1")
    slack.faults.add(Fault("conversations.open", 1, "drop", "after"))

    await office.says("ana", "general", "update INC-1 rolling back")
    await office.pass_time(minutes=1)

    assert len([one for one in office.dm("mia") if "rolling back" in words_of(one)]) == 1
