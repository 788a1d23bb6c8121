"""What Slack refuses, one row per rule: the state, the bad call, the documented error code."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.refused_calls import TABLE, BadCall, filled
from tests.sandbox.small_app import Refused


@pytest.mark.parametrize("call", TABLE, ids=[f"{number}-{call}" for number, call in enumerate(TABLE)])
async def test_a_bad_call_is_refused_with_the_documented_code(
    refused: Refused, world: dict[str, str], call: BadCall
) -> None:
    found = await refused(call.method, **filled(call.args, world))

    assert found == call.code


@pytest.mark.parametrize("name", ["inc-42_a", "支付故障", "сбой", "장애-1", "決済エラー", "ชำระเงิน", "a" * 80])
async def test_a_good_channel_name_is_taken_as_it_is(client: AsyncWebClient, name: str) -> None:
    created = await client.conversations_create(name=name)

    assert created["channel"]["name"] == name


async def test_the_name_of_an_archived_channel_stays_taken(client: AsyncWebClient, refused: Refused, room: str) -> None:
    await client.conversations_archive(channel=room)

    code = await refused("conversations.create", name="inc-1")

    assert code == "name_taken"


async def test_a_private_channel_of_others_does_not_exist_for_the_app(
    client: AsyncWebClient, refused: Refused, slack: LocalSlack
) -> None:
    secret = await client.conversations_create(name="secret", is_private=True)
    await slack.join("ana", "secret")
    await client.conversations_leave(channel=secret["channel"]["id"])

    code = await refused("conversations.info", channel=secret["channel"]["id"])
    listed = await client.conversations_list(types="public_channel,private_channel")

    assert code == "channel_not_found"
    assert "secret" not in [each["name"] for each in listed["channels"]]


async def test_a_deactivated_person_cannot_be_invited(slack: LocalSlack, refused: Refused, room: str) -> None:
    await slack.deactivate("bea")

    code = await refused("conversations.invite", channel=room, users="U0BEA")

    assert code == "cant_invite"


async def test_force_invites_the_valid_ones_and_names_the_others(client: AsyncWebClient, room: str) -> None:
    answer = await client.conversations_invite(channel=room, users=["U0BEA", "U0NOBODY"], force=True)

    members = await client.conversations_members(channel=room)
    assert answer["errors"] == [{"user": "U0NOBODY", "ok": False, "error": "user_not_found"}]
    assert members["members"] == ["U0SITREP", "U0ANA", "U0BEA"]


async def test_without_force_one_bad_name_keeps_everybody_out(
    client: AsyncWebClient, refused: Refused, room: str
) -> None:
    await refused("conversations.invite", channel=room, users="U0BEA,U0NOBODY")

    members = await client.conversations_members(channel=room)
    assert members["members"] == ["U0SITREP", "U0ANA"]


async def test_somebody_elses_message_cannot_be_changed(slack: LocalSlack, refused: Refused, room: str) -> None:
    ts = await slack.say("ana", room, "mine")

    changed = await refused("chat.update", channel=room, ts=ts, text="yours")
    deleted = await refused("chat.delete", channel=room, ts=ts)

    assert (changed, deleted) == ("cant_update_message", "cant_delete_message")


async def test_an_edit_may_not_exceed_4000_characters(client: AsyncWebClient, refused: Refused, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="x" * 4001)

    code = await refused("chat.update", channel=room, ts=posted["ts"], text="x" * 4001)

    assert code == "msg_too_long"


async def test_pinning_and_reacting_twice_is_refused(client: AsyncWebClient, refused: Refused, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="x")
    await client.pins_add(channel=room, timestamp=posted["ts"])
    await client.reactions_add(channel=room, timestamp=posted["ts"], name="eyes")

    pinned = await refused("pins.add", channel=room, timestamp=posted["ts"])
    reacted = await refused("reactions.add", channel=room, timestamp=posted["ts"], name="eyes")

    assert (pinned, reacted) == ("already_pinned", "already_reacted")


async def test_a_home_tab_that_is_switched_off_is_not_enabled() -> None:
    slack = await LocalSlack.start(manifest={})
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)

    answer = await _refusal(client, "views.publish", user_id="U0ANA", view={"type": "home", "blocks": []})
    await slack.stop()

    assert answer == "not_enabled"


async def _refusal(client: AsyncWebClient, method: str, **args: object) -> str:
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    return str(caught.value.response["error"])
