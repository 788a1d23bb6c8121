"""What Slack refuses, one row per rule: the state, the bad call, the documented error code."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

NAMES = [
    ("", "invalid_name_required"),
    ("a" * 81, "invalid_name_maxlength"),
    ("Inc-1", "invalid_name_specials"),
    ("inc 1", "invalid_name_specials"),
    ("inc.1", "invalid_name_specials"),
    ("it's", "invalid_name_specials"),
    ("--", "invalid_name_punctuation"),
    ("general", "name_taken"),
]
IN_ROOM = [
    ("chat.postMessage", {"text": ""}, "no_text"),
    ("chat.postMessage", {"text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
    ("chat.postMessage", {"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ("chat.postMessage", {"text": "x", "metadata": {"event_type": 1, "event_payload": {}}}, "invalid_metadata_format"),
    ("chat.postMessage", {"text": "x", "metadata": "{"}, "invalid_metadata_format"),
    ("chat.postMessage", {"text": "x", "blocks": "{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ("chat.postMessage", {"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
    ("chat.postMessage", {"markdown_text": "y" * 12_001}, "msg_too_long"),
    ("chat.postMessage", {"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ("chat.update", {"ts": "1.000000", "text": "x"}, "message_not_found"),
    ("chat.delete", {"ts": "1.000000"}, "message_not_found"),
    ("chat.getPermalink", {"message_ts": "1.000000"}, "message_not_found"),
    ("chat.postEphemeral", {"user": "U0NOBODY", "text": "x"}, "user_not_found"),
    ("chat.postEphemeral", {"user": "U0BEA", "text": "x"}, "user_not_in_channel"),
    ("conversations.setTopic", {"topic": "x" * 251}, "too_long"),
    ("conversations.setPurpose", {"purpose": "x" * 251}, "too_long"),
    ("conversations.invite", {"users": "U0ANA"}, "already_in_channel"),
    ("conversations.invite", {"users": "U0SITREP"}, "cant_invite_self"),
    ("conversations.invite", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.invite", {"users": "U0GUS"}, "user_is_restricted"),
    ("conversations.invite", {"users": ""}, "no_user"),
    ("conversations.invite", {"users": ",".join(f"U{n}" for n in range(101))}, "too_many_users"),
    ("conversations.invite", {"users": "U0BEA,U0NOBODY"}, "user_not_found"),
    ("conversations.kick", {"user": "U0SITREP"}, "cant_kick_self"),
    ("conversations.kick", {"user": "U0BEA"}, "not_in_channel"),
    ("conversations.kick", {"user": "U0NOBODY"}, "user_not_found"),
    ("conversations.rename", {"name": "general"}, "name_taken"),
    ("conversations.rename", {"name": "In Capitals"}, "invalid_name_specials"),
    ("conversations.unarchive", {}, "not_archived"),
    ("conversations.history", {"limit": 1001}, "invalid_limit"),
    ("conversations.history", {"cursor": "nonsense"}, "invalid_cursor"),
    ("conversations.history", {"oldest": "yesterday"}, "invalid_ts_oldest"),
    ("conversations.replies", {"ts": "1.000000"}, "thread_not_found"),
    ("pins.add", {}, "no_item_specified"),
    ("pins.add", {"timestamp": "1.000000"}, "message_not_found"),
    ("pins.remove", {"timestamp": "1.000000"}, "message_not_found"),
    ("reactions.add", {"timestamp": "1.000000", "name": "eyes"}, "message_not_found"),
]
ELSEWHERE = [
    ("chat.postMessage", {"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "#general", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "U0SITREP", "text": "x"}, "cannot_dm_bot"),
    ("chat.update", {"channel": "C0GENERAL", "ts": "1.0", "text": "x"}, "not_in_channel"),
    ("conversations.invite", {"channel": "C0GENERAL", "users": "U0ANA"}, "not_in_channel"),
    ("conversations.setTopic", {"channel": "C0GENERAL", "topic": "x"}, "not_in_channel"),
    ("conversations.history", {"channel": "C0GENERAL"}, "not_in_channel"),
    ("conversations.archive", {"channel": "C0GENERAL"}, "cant_archive_general"),
    ("conversations.archive", {"channel": "C0PAYMENTS"}, "not_in_channel"),
    ("conversations.join", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ("conversations.list", {"types": "everything"}, "invalid_types"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.open", {"users": ",".join(f"U{n}" for n in range(9))}, "too_many_users"),
    ("conversations.open", {"users": "U0ANA", "prevent_creation": True}, "channel_not_found"),
    ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ("users.conversations", {"user": "U0NOBODY"}, "user_not_found"),
    ("team.info", {"team": "T0OTHER"}, "team_not_found"),
    ("bots.info", {"bot": "B0OTHER"}, "bot_not_found"),
    ("views.open", {"trigger_id": "x", "view": {}}, "invalid_arguments"),
    ("views.publish", {"user_id": "U0NOBODY", "view": {"type": "home", "blocks": []}}, "user_not_found"),
    ("views.update", {"view_id": "V0", "view": {"type": "modal"}}, "not_found"),
    ("bookmarks.list", {"channel_id": "C0GENERAL"}, "not_in_channel"),
]
WHEN_ARCHIVED = [
    ("chat.postMessage", {"text": "x"}, "is_archived"),
    ("chat.update", {"ts": "1.0", "text": "x"}, "is_inactive"),
    ("conversations.invite", {"users": "U0BEA"}, "is_archived"),
    ("conversations.setTopic", {"topic": "x"}, "is_archived"),
    ("conversations.rename", {"name": "other"}, "is_archived"),
    ("conversations.join", {}, "is_archived"),
    ("conversations.leave", {}, "is_archived"),
    ("conversations.archive", {}, "already_archived"),
    ("pins.add", {"timestamp": "1.0"}, "is_archived"),
]
BOOKMARKS = [
    ({"title": "x", "type": "file", "link": "https://x.example"}, "invalid_bookmark_type"),
    ({"title": "x", "type": "link"}, "invalid_link"),
    ({"title": "x", "type": "link", "link": "ftp://x.example"}, "invalid_link"),
    ({"title": "x", "type": "link", "link": "https://x.example", "emoji": "fire"}, "invalid_emoji"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
async def test_a_bad_channel_name_is_refused(refused: Refused, name: str, code: str) -> None:
    found = await refused("conversations.create", name=name)

    assert found == code


@pytest.mark.parametrize("name", ["inc-42_a", "支付故障", "сбой", "장애-1", "決済エラー", "ชำระเงิน", "a" * 80])
async def test_a_good_channel_name_is_taken_as_it_is(client: AsyncWebClient, name: str) -> None:
    created = await client.conversations_create(name=name)

    assert created["channel"]["name"] == name


@pytest.mark.parametrize(("method", "args", "code"), IN_ROOM)
async def test_a_bad_call_about_its_own_channel_is_refused(
    refused: Refused, room: str, method: str, args: dict[str, Any], code: str
) -> None:
    found = await refused(method, channel=room, **args)

    assert found == code


@pytest.mark.parametrize(("method", "args", "code"), ELSEWHERE)
async def test_a_bad_call_about_something_else_is_refused(
    refused: Refused, method: str, args: dict[str, Any], code: str
) -> None:
    found = await refused(method, **args)

    assert found == code


@pytest.mark.parametrize(("method", "args", "code"), WHEN_ARCHIVED)
async def test_an_archived_channel_takes_nothing(
    client: AsyncWebClient, refused: Refused, room: str, method: str, args: dict[str, Any], code: str
) -> None:
    await client.conversations_archive(channel=room)

    found = await refused(method, channel=room, **args)

    assert found == code


@pytest.mark.parametrize(("args", "code"), BOOKMARKS)
async def test_a_bad_bookmark_is_refused(refused: Refused, room: str, args: dict[str, Any], code: str) -> None:
    found = await refused("bookmarks.add", channel_id=room, **args)

    assert found == code


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
