"""Incidents in threads when Slack does not do as it is told."""

from sandbox.faults import Fault
from tests.office import Office, is_ours, words_of
from tests.wires.opening import POSTS_IN_A_THREAD, SMALL, incident_channels, keys, mishaps
from tests.workspace import owed


async def test_raised_where_no_channel_may_be_made_it_stays_in_its_thread(office: Office, wire: str) -> None:
    await office.says("ana", "general", SMALL)
    office.slack.faults.add(Fault("conversations.create", kind="restricted_action", times=10_000))

    await office.says("ana", "general", "severity INC-1 sev2")
    await office.says("ana", "general", "ack INC-1")
    await office.says("ana", "general", "resolve INC-1 by itself")

    assert incident_channels(office.slack) == []
    assert len([said for said in thread(office) if said.startswith("SEV4 → SEV2")]) == 1
    assert len([said for said in thread(office) if "Slack does not let me make a channel" in said]) == 1
    assert len([said for said in thread(office) if "*INC-1 · logo is blurred*" in said]) == 1
    assert "Resolved after" in thread(office)[-3]  # After it come the postmortem and its file.
    assert mishaps(office, "bea") == []
    assert await owed(office.bot) == 0


async def test_a_post_in_the_thread_whose_end_nobody_saw_is_not_written_twice(office: Office) -> None:
    office.slack.faults.add(Fault("chat.postMessage", 3, "500", "after"))
    office.slack.faults.add(Fault("chat.postMessage", 1, "500", "after"))

    await office.says("ana", "general", SMALL)
    await office.pass_time(seconds=30)  # The announcement is found, and what hangs on it leaves.
    await office.pass_time(seconds=30)  # The intro is found.

    assert keys(office.slack) == POSTS_IN_A_THREAD
    assert await owed(office.bot) == 0


async def test_without_a_permalink_it_runs_in_its_thread_all_the_same(office: Office) -> None:
    office.slack.faults.add(Fault("chat.getPermalink", kind="500", times=10))

    await office.says("ana", "general", SMALL)
    joined = await office.says("mia", "general", "join INC-1")

    assert len(thread(office)) == 2
    assert joined == "INC-1 runs in the thread under its announcement."


async def test_a_test_of_a_low_severity_gets_a_channel_and_is_announced_to_nobody(office: Office) -> None:
    await office.says("ana", "general", "open sev4 a drill --test")

    assert incident_channels(office.slack) == ["inc-1-a-drill"]
    assert office.posts("incidents") == []


async def test_the_list_and_show_lead_to_the_thread(office: Office) -> None:
    await office.says("ana", "general", SMALL)

    assert "|thread>" in await office.says("mia", "general", "list")
    assert "|thread>" in await office.says("mia", "general", "show INC-1")


async def test_what_cannot_be_announced_gets_a_channel_of_its_own(office: Office) -> None:
    await office.slack.archive("incidents", "mia")

    await office.says("ana", "general", SMALL)

    assert incident_channels(office.slack) == ["inc-1-logo-is-blurred"]
    assert sorted(office.members("inc-1-logo-is-blurred")) == ["ana", "bea"]
    assert "*INC-1 · logo is blurred*" in office.pins("inc-1-logo-is-blurred")[0]
    assert "INC-1 is open." in office.posts("inc-1-logo-is-blurred")[1]
    assert len(mishaps(office, "bea")) == 1
    assert "INC-1 could not be announced" in mishaps(office, "bea")[0]
    assert await owed(office.bot) == 0


def thread(office: Office) -> list[str]:
    """What the bot has said under the first announcement."""
    said = [one for one in office.slack.messages("incidents") if is_ours(one)]
    return [words_of(one) for one in said if one.get("thread_ts") == said[0]["ts"] != one["ts"]]
