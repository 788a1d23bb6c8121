"""A workspace where the bot may not make channels: everything is run in threads, and what is private says so."""

from sandbox.faults import Fault
from tests.office import Office, TellBoth, is_ours, words_of
from tests.wires.opening import incident_channels, keys, mishaps

OPEN = "open sev1 checkout is failing @bea @chen"


async def test_without_the_right_to_make_channels_an_incident_runs_in_a_thread(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(without_channels)


async def without_channels(office: Office) -> None:
    """Ana opens a grave one, then a private one."""
    office.slack.faults.add(Fault("conversations.create", kind="restricted_action", times=10_000))
    await ana_opens_a_grave_one(office)
    await it_is_worked_on_in_the_thread(office)
    await it_is_resolved_there(office)
    await a_private_one_goes_into_no_thread(office)
    await a_test_is_told_to_its_reporter_alone(office)


async def ana_opens_a_grave_one(office: Office) -> None:
    await office.says("ana", "general", OPEN)

    assert incident_channels(office.slack) == []
    assert [said.splitlines()[0].split(" ", 1)[1] for said in thread(office)[:1]] == [
        "*INC-1 · checkout is failing* · SEV1 · Investigating"
    ]
    assert "INC-1 is open. <@U0BEA> is named owner" in thread(office)[1]
    assert "Slack does not let me make a channel (restricted_action)" in thread(office)[2]
    assert "<@U0ANA>\n<@U0BEA>\n<@U0CHEN>" in thread(office)[2]
    assert keys(office.slack) == {
        "INC-1/announcement": 1,
        "INC-1/intro": 1,
        "INC-1/first": 1,
        "INC-1/moved/thread/1": 1,
        "INC-1/duty/U0BEA/0": 1,
    }
    assert mishaps(office, "ana") == mishaps(office, "bea") == mishaps(office, "incidents") == []
    assert "Slack refused a channel (restricted_action)" in await office.says("ana", "general", "timeline INC-1")


async def it_is_worked_on_in_the_thread(office: Office) -> None:
    await office.slack.join("bea", "incidents")
    bot, top = f"<@{office.slack.bot_user}>", head(office)

    await office.presses("bea", "I have it", "incidents")
    await office.writes("bea", "incidents", f"{bot} update rolling back 4.18", top)
    await office.writes("bea", "incidents", f"{bot} severity sev2", top)
    await office.pass_time(minutes=40)
    await office.writes("ana", "incidents", "I watch the error rate", top)
    await office.pass_time(minutes=16)

    said = thread(office)
    assert len([one for one in said if "has it." in one]) == 1
    assert len([one for one in said if "rolling back 4.18" in one and "Update 1" in one]) == 1
    assert len([one for one in said if "SEV1 → SEV2" in one]) == 1
    assert "An update on INC-1 is due" in words_of(office.dm("bea")[-1])
    assert incident_channels(office.slack) == []


async def it_is_resolved_there(office: Office) -> None:
    await office.writes("bea", "incidents", f"<@{office.slack.bot_user}> resolve rolled back", head(office))

    assert "Resolved after 56 min" in thread(office)[-3]  # After it come the postmortem and its file.
    assert office.posts("incidents")[0].startswith("✅ *INC-1")


async def a_private_one_goes_into_no_thread(office: Office) -> None:
    before = office.posts("incidents")

    await office.says("ana", "general", "open sev2 card data leaked --private")

    assert office.posts("incidents") == before
    assert len(mishaps(office, "ana")) == 1
    assert "INC-2 has no channel: Slack refused to make it (restricted_action)." in mishaps(office, "ana")[0]
    assert "card data leaked" in await office.says("ana", "general", "status INC-2")


async def a_test_is_told_to_its_reporter_alone(office: Office) -> None:
    before = office.posts("incidents")

    await office.says("ana", "general", "open sev4 a drill --test")

    assert office.posts("incidents") == before
    assert "INC-3 has no channel" in mishaps(office, "ana")[-1]


def head(office: Office) -> str:
    """The ts of the first announcement."""
    return str(next(one["ts"] for one in office.slack.messages("incidents") if one.get("bot_id")))


def thread(office: Office) -> list[str]:
    """What the bot has said under the first announcement."""
    top = head(office)
    said = [one for one in office.slack.messages("incidents") if is_ours(one) and one.get("thread_ts") == top]
    return [words_of(one) for one in said if one["ts"] != top]
