"""Slack's error codes, one by one: which count as done, which are looked into, which are told and not tried again."""

import pytest

from bot.verdicts import CODES, Verdict, judge
from sandbox.faults import Fault
from tests.office import Office
from tests.wires.opening import OPEN, ROOM, assert_everything_is_there_once, mishaps
from tests.workspace import owed

OURS = frozenset({"no_channel", "not_private"})  # Words of our own: Slack does not say them.
# What Slack's reference lists for the calls we make, and what a call with our arguments can meet.
DOCUMENTED = (
    *("accesslimited", "bad_timestamp", "cannot_create_channel", "cannot_reply_to_message", "cant_broadcast_message"),
    *("channel_is_limited_access", "fetch_members_failed", "invitee_cant_see_channel", "is_inactive"),
    *("metadata_must_be_sent_from_app", "no_external_invite_permission", "streaming_state_conflict"),
    *("thread_not_found", "too_many_members", "update_failed", "message_limit_exceeded", "ekm_access_denied"),
)


async def test_after_twelve_tries_while_others_arrive_it_is_told_and_not_tried_again(office: Office) -> None:
    office.slack.faults.add(Fault("pins.add", kind="500", times=10_000))

    await office.says("ana", "general", f"{OPEN} --test")
    for _ in range(20):
        await office.says("ana", ROOM, "update the gateway restarts")
        await pass_minutes(office, 1)

    tries = [call for call in office.slack.calls if call.method == "pins.add"]
    assert len(tries) == 12
    assert len(mishaps(office, ROOM)) == 1
    assert "pinning the card" in mishaps(office, ROOM)[0]
    assert "could not do a part (pinning the card)" in await office.says("ana", ROOM, "timeline")


async def test_an_outage_of_slacks_uses_no_message_up_and_all_leave_within_half_a_minute_of_its_end(
    office: Office, troubles: set[str]
) -> None:
    troubles.add("audit.found")
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("*", kind="500", times=100_000))
    await office.says("bea", "general", "ack INC-1")
    for _ in range(20):
        await office.says("bea", "general", "still INC-1")  # What is done without asking Slack anything proves nothing.
        await office.pass_time(seconds=45)
    office.slack.faults.clear()
    await office.pass_time(seconds=15)
    await office.pass_time(seconds=15)

    assert "Bea has it." in office.posts(ROOM)[-1]
    assert await owed(office.bot) == 0
    assert mishaps(office, ROOM) == []


async def test_an_unknown_code_is_noted_as_a_finding_and_not_tried_again(
    office: Office, unknown_codes: set[str], troubles: set[str]
) -> None:
    unknown_codes.add("moon_in_the_wrong_house")
    troubles.add("slack.unknown_error")
    office.slack.faults.add(Fault("pins.add", kind="moon_in_the_wrong_house", times=10))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=2)

    assert len([call for call in office.slack.calls if call.method == "pins.add"]) == 1
    assert len(mishaps(office, ROOM)) == 1
    assert "moon_in_the_wrong_house" in mishaps(office, ROOM)[0]


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(CODES[Verdict.DONE]))
async def test_what_is_already_so_counts_as_done(office: Office, code: str) -> None:
    office.slack.faults.add(Fault("pins.add", kind=code, when="after"))

    await office.says("ana", "general", OPEN)

    assert mishaps(office, ROOM) == []
    assert await owed(office.bot) == 0


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(CODES[Verdict.UNSURE]))
async def test_an_answer_that_says_nothing_is_looked_into(office: Office, code: str) -> None:
    office.slack.faults.add(Fault("chat.postMessage", 1, code, "after"))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)

    assert_everything_is_there_once(office.slack)


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(CODES[Verdict.REFUSED] - OURS))
async def test_a_refusal_is_told_once_and_not_tried_again(office: Office, code: str) -> None:
    office.slack.faults.add(Fault("pins.add", kind=code, times=10))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=2)

    assert len([call for call in office.slack.calls if call.method == "pins.add"]) == 1
    assert len(mishaps(office, ROOM)) == 1


@pytest.mark.parametrize("code", DOCUMENTED)
def test_a_code_that_slack_documents_for_a_call_of_ours_has_a_verdict(code: str) -> None:
    assert judge(code) is not Verdict.UNKNOWN


async def pass_minutes(office: Office, minutes: int) -> None:
    """Let minutes pass one by one."""
    for _ in range(minutes):
        await office.pass_time(minutes=1)
