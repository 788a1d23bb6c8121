"""What Slack refuses, class by class: mended where it can be, else told to those concerned, and the rest goes on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sandbox import membership
from sandbox.catalogue import CATALOGUE
from sandbox.faults import Fault
from sandbox.method import Args, Caller
from sandbox.server import LocalSlack
from tests.office import Office, words_of
from tests.wires.opening import OPEN, ROOM, assert_everything_is_there_once, incident_channels, keys, mishaps, readiness
from tests.workspace import owed


def somebodys_channel(slack: LocalSlack, name: str) -> None:
    """A channel that Mia made long ago."""
    membership.create(slack.core.space, name, "U0MIA", slack.core.clock.now())


# The channel's name.


async def test_a_name_that_somebody_else_holds_is_left_to_them(office: Office) -> None:
    somebodys_channel(office.slack, ROOM)

    await office.says("ana", "general", OPEN)

    assert incident_channels(office.slack) == [ROOM, f"{ROOM}-2"]
    assert office.posts(ROOM) == []
    assert office.members(f"{ROOM}-2") == ["ana", "bea"]


async def test_a_private_incident_whose_name_is_taken_stays_private(office: Office) -> None:
    somebodys_channel(office.slack, ROOM)

    await office.says("ana", "general", f"{OPEN} --private")

    assert office.slack.channel(f"{ROOM}-2").kind.value == "private_channel"
    assert office.posts(ROOM) == []
    assert office.posts("incidents") == []


async def test_a_channel_of_another_incident_is_not_adopted(office: Office) -> None:
    space = office.slack.core.space
    old = membership.create(space, ROOM, office.slack.bot_user, office.slack.core.clock.now())
    old.purpose["value"] = "INC-12: an incident channel kept by sitrep"

    await office.says("ana", "general", OPEN)

    assert f"{ROOM}-2" in incident_channels(office.slack)
    assert office.posts(ROOM) == []


async def test_a_name_that_slack_does_not_like_is_tried_in_ascii(office: Office) -> None:
    office.slack.faults.add(Fault("conversations.create", kind="invalid_name_specials"))

    await office.says("chen", "general", "open sev2 支付失败 checkout")

    assert incident_channels(office.slack) == ["inc-1-checkout"]
    assert "支付失败 checkout" in office.topic("inc-1-checkout")


async def test_a_channel_that_turns_out_public_is_never_used_for_a_private_incident(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = CATALOGUE["conversations.create"]

    def in_public(caller: Caller, args: Args, now: float) -> dict[str, Any]:
        return create.handler(caller, {**args, "is_private": False}, now)

    monkeypatch.setitem(CATALOGUE, create.name, replace(create, handler=in_public))

    await office.says("ana", "general", f"{OPEN} --private")

    [name] = incident_channels(office.slack)
    room = office.slack.channel(name)
    assert list(room.members) == [office.slack.bot_user]
    assert office.posts(name) == []
    assert (room.topic["value"], room.purpose["value"]) == ("", "")
    assert office.posts("incidents") == []
    assert len(mishaps(office, "bea")) == 1
    assert "INC-1 has no channel" in mishaps(office, "bea")[0]
    assert "checkout" in await office.says("ana", "general", "status INC-1")


async def test_without_a_channel_everything_else_goes_on_and_it_is_told_once(office: Office) -> None:
    office.slack.faults.add(Fault("conversations.create", kind="channel_is_limited_access"))

    await office.says("ana", "general", OPEN)
    resolved = await office.says("ana", "general", "resolve INC-1 by itself")

    assert incident_channels(office.slack) == []
    assert "INC-1 · checkout is failing" in office.posts("incidents")[0]
    assert len([post for post in office.posts("incidents") if "INC-1 has no channel" in post]) == 1
    assert len(mishaps(office, "bea")) == 1
    assert "channel_is_limited_access" in mishaps(office, "bea")[0]
    assert "INC-1 is resolved" in resolved
    assert await owed(office.bot) == 0


# The place.


async def test_an_archived_channel_is_opened_again_while_its_incident_is_open(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.slack.archive(ROOM, "mia")

    await office.says("bea", "general", "ack INC-1")

    assert not office.slack.channel(ROOM).archived
    assert "Bea has it." in office.posts(ROOM)[-1]
    assert "*Owner* Bea, acknowledged" in office.pins(ROOM)[0]
    assert mishaps(office, ROOM) == []
    assert mishaps(office, "incidents") == []


async def test_an_archived_channel_that_stays_archived_is_told_elsewhere_once(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.slack.archive(ROOM, "mia")
    office.slack.faults.add(Fault("conversations.unarchive", kind="restricted_action", times=20))

    answer = await office.says("bea", "general", "ack INC-1")
    await office.says("bea", "general", "severity INC-1 sev1")

    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert len(mishaps(office, "incidents")) == 1
    assert "The channel of INC-1 is archived" in mishaps(office, "incidents")[0]
    assert len(mishaps(office, "bea")) == 1
    assert "Bea leads" in office.posts("incidents")[0]
    assert await owed(office.bot) == 0


async def test_a_channel_that_is_gone_is_told_elsewhere_once(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    room = office.slack.channel(ROOM)
    del office.slack.core.space.channels[room.id], office.slack.core.space.by_name[ROOM]

    await office.says("bea", "general", "ack INC-1")
    await office.says("bea", "general", "update INC-1 still looking")

    assert len(mishaps(office, "incidents")) == 1
    assert "I cannot find the channel of INC-1" in mishaps(office, "incidents")[0]
    assert len(mishaps(office, "bea")) == 1
    assert "Now: still looking" in office.posts("incidents")[0]
    assert await owed(office.bot) == 0


async def test_thrown_out_of_its_channel_the_bot_comes_back(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.slack.leave(office.slack.bot_user, ROOM)

    await office.says("bea", "general", "ack INC-1")

    assert office.slack.bot_user in office.slack.channel(ROOM).members
    assert "Bea has it." in office.posts(ROOM)[-1]
    assert "*Owner* Bea, acknowledged" in office.pins(ROOM)[0]
    assert mishaps(office, ROOM) == []


async def test_thrown_out_of_a_private_channel_it_says_so_to_the_owner_alone(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} --private")
    await office.slack.leave(office.slack.bot_user, ROOM)

    await office.says("bea", "general", "ack INC-1")

    assert len(mishaps(office, "bea")) == 1
    assert "INC-1" in mishaps(office, "bea")[0]
    assert office.posts("incidents") == []
    assert await owed(office.bot) == 0


async def test_an_announcement_that_somebody_deleted_stops_nothing(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    [announcement] = [one for one in office.slack.messages("incidents") if "INC-1" in words_of(one)]
    room = office.slack.channel("incidents")
    del room.messages[announcement["ts"]]
    room.order.remove(announcement["ts"])

    await office.says("bea", "general", "ack INC-1")

    assert "Bea has it." in office.posts(ROOM)[-1]
    assert "Bea has it." in office.posts("incidents")[-1]
    assert await owed(office.bot) == 0


# The workspace.


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_workspace_that_does_not_know_us_is_waited_for(office: Office, code: str, troubles: set[str]) -> None:
    troubles.add("workspace.down")
    office.slack.faults.add(Fault("*", kind=code, times=10_000))

    answer = await office.says("ana", "general", OPEN)
    red = await readiness(office)
    await office.bot.watch()
    before = len(office.slack.calls)
    await office.pass_time(minutes=2)
    await office.bot.watch()
    asked = {call.method for call in office.slack.calls[before:]}
    office.slack.faults.clear()
    office.clock.offset += timedelta(minutes=2)
    await office.bot.watch()
    await office.rest()
    green = await readiness(office)

    assert "INC-1 (SEV2) is recorded" in answer
    assert red == (503, f"Slack refuses us: {code}")
    assert asked == {"auth.test"}
    assert_everything_is_there_once(office.slack)
    assert green == (200, "")


async def test_a_lacking_permission_is_told_and_the_rest_goes_on(office: Office) -> None:
    office.slack.core.app.scopes = (office.slack.core.app.scopes or frozenset()) - {"pins:write"}

    await office.says("ana", "general", OPEN)

    assert office.pins(ROOM) == []
    assert len(mishaps(office, ROOM)) == 1
    assert "pinning the card" in mishaps(office, ROOM)[0]
    assert "the app lacks a permission" in mishaps(office, ROOM)[0]
    assert office.members(ROOM) == ["ana", "bea"]
    assert keys(office.slack)["INC-1/announcement"] == 1


async def test_an_announcement_channel_that_takes_no_posts_is_told_in_the_incidents_channel(office: Office) -> None:
    office.slack.faults.add(Fault("chat.postMessage", 1, "restricted_action_read_only_channel"))
    office.slack.faults.add(Fault("chat.postMessage", 2, "restricted_action_read_only_channel"))
    office.slack.faults.add(Fault("chat.postMessage", 3, "restricted_action_read_only_channel"))

    await office.says("ana", "general", OPEN)
    await office.says("bea", "general", "ack INC-1")

    assert office.members(ROOM) == ["ana", "bea"]
    assert await owed(office.bot) == 0


# The person.


@pytest.mark.parametrize("code", ["user_not_found", "cant_invite", "user_is_restricted", "ura_max_channels"])
async def test_somebody_who_cannot_be_brought_in_is_told_to_those_inside(office: Office, code: str) -> None:
    office.slack.faults.add(Fault("conversations.invite", 2, code))

    await office.says("ana", "general", OPEN)

    [inside] = office.members(ROOM)
    other = {"ana": "Bea", "bea": "Ana"}[inside]
    assert mishaps(office, ROOM) == [
        f"{other} could not be brought in or told about INC-1: Slack says {code}. Name somebody else."
    ]
    assert keys(office.slack)["INC-1/announcement"] == 1
    assert await owed(office.bot) == 0


@pytest.mark.parametrize("code", ["user_disabled", "user_not_found", "cannot_dm_bot"])
async def test_somebody_who_takes_no_dm_is_told_to_those_inside(office: Office, code: str) -> None:
    office.slack.faults.add(Fault("conversations.open", kind=code))

    await office.says("ana", "general", OPEN)

    assert mishaps(office, ROOM) == [
        f"Bea could not be brought in or told about INC-1: Slack says {code}. Name somebody else."
    ]
    assert office.members(ROOM) == ["ana", "bea"]
    assert await owed(office.bot) == 0


async def test_somebody_deactivated_a_moment_ago_is_told_to_those_inside(office: Office) -> None:
    office.slack.person("bea").deleted = True

    await office.says("ana", "general", OPEN)

    assert office.members(ROOM) == ["ana"]
    assert [text for text in mishaps(office, ROOM) if text.startswith("Bea could not be brought in")] != []
    assert await owed(office.bot) == 0


# The message.


@pytest.mark.parametrize(
    ("nth", "code"),
    [(1, "msg_too_long"), (2, "invalid_blocks"), (3, "msg_blocks_too_long"), (4, "invalid_arguments")],
)
async def test_a_message_that_slack_finds_ill_made_goes_out_as_plain_text(office: Office, code: str, nth: int) -> None:
    office.slack.faults.add(Fault("chat.postMessage", nth, code))

    await office.says("ana", "general", OPEN)

    everything = [one for room in office.slack.core.space.channels for one in office.slack.messages(room)]
    plain = [one for one in everything if one.get("bot_id") and "blocks" not in one]
    assert_everything_is_there_once(office.slack)
    assert len(plain) == 1
    assert "INC-1" in plain[0]["text"]


@pytest.mark.parametrize("nth", [1, 2])
async def test_a_card_that_slack_finds_ill_made_is_redrawn_as_plain_text(office: Office, nth: int) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("chat.update", nth, kind="invalid_blocks"))

    await office.says("bea", "general", "ack INC-1")

    everything = [one for room in office.slack.core.space.channels for one in office.slack.messages(room)]
    redrawn = [one for one in everything if "edited" in one]
    plain = [one for one in redrawn if "blocks" not in one]
    assert office.slack.faults.pending() == []
    assert len(plain) == 1, [one["text"] for one in redrawn]
    assert "INC-1" in plain[0]["text"]
    assert mishaps(office, ROOM) == []
    assert await owed(office.bot) == 0


async def test_a_message_that_fails_even_as_plain_text_is_told(office: Office) -> None:
    office.slack.faults.add(Fault("pins.add", kind="invalid_arguments", times=2))

    await office.says("ana", "general", OPEN)

    assert len(mishaps(office, ROOM)) == 1
    assert "pinning the card" in mishaps(office, ROOM)[0]
