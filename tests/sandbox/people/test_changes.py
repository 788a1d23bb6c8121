"""What people change: messages edited, deleted and pinned, channels renamed and closed; and who hears of it."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.refusal import Refusal
from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard


def told(bot: Bot, **facts: str) -> dict[str, Any]:
    """The one event with these facts."""
    [found] = [event for event in bot.events if facts.items() <= event.items()]
    return found


async def test_an_edit_is_told_with_what_was_there(slack: LocalSlack, room: str, bot: Bot, heard: Heard) -> None:
    ts = await slack.say("ana", room, "it is slw")
    await slack.edit("ana", room, ts, "it is slow")
    await heard()

    event = told(bot, subtype="message_changed")
    assert event["hidden"] is True
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("it is slw", "it is slow")
    assert event["message"]["edited"]["user"] == "U0ANA"
    assert event["message"]["blocks"][0]["type"] == "rich_text"


async def test_a_deletion_is_told(slack: LocalSlack, room: str, bot: Bot, heard: Heard) -> None:
    ts = await slack.say("ana", room, "oops")
    await slack.delete("ana", room, ts)
    await heard()

    event = told(bot, subtype="message_deleted")
    assert (event["deleted_ts"], event["previous_message"]["text"]) == (ts, "oops")
    assert "oops" not in [said["text"] for said in slack.messages(room)]


async def test_where_a_thread_hangs_a_tombstone_stays(
    slack: LocalSlack, client: AsyncWebClient, room: str, bot: Bot, heard: Heard
) -> None:
    ts = await slack.say("ana", room, "parent")
    await slack.say("ana", room, "reply", thread_ts=ts)
    await slack.delete("ana", room, ts)
    await heard()

    thread = await client.conversations_replies(channel=room, ts=ts)
    assert told(bot, subtype="message_changed")["message"]["subtype"] == "tombstone"
    assert [said["text"] for said in thread["messages"]] == ["This message was deleted.", "reply"]


async def test_nobody_changes_what_others_said(slack: LocalSlack, room: str) -> None:
    await slack.join("bea", room)
    ts = await slack.say("ana", room, "mine")

    with pytest.raises(Refusal, match="cant_update_message"):
        await slack.edit("bea", room, ts, "yours")
    with pytest.raises(Refusal, match="cant_delete_message"):
        await slack.delete("bea", room, ts)


async def test_pins_come_and_go(slack: LocalSlack, room: str, bot: Bot, heard: Heard) -> None:
    ts = await slack.say("ana", room, "remember")
    await slack.pin("ana", room, ts)
    await slack.pin("ana", room, ts, remove=True)
    await heard()

    assert told(bot, type="pin_added")["item"]["message"]["text"] == "remember"
    assert told(bot, type="pin_removed")["has_pins"] is False


async def test_reactions_come_and_go(slack: LocalSlack, room: str, bot: Bot, heard: Heard) -> None:
    ts = await slack.say("ana", room, "look")
    await slack.react("ana", room, ts, "eyes")
    await slack.react("ana", room, ts, "eyes", remove=True)
    await heard()

    assert told(bot, type="reaction_added")["item_user"] == "U0ANA"
    assert told(bot, type="reaction_removed")["reaction"] == "eyes"


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_a_channels_life_is_told(
    slack: LocalSlack, client: AsyncWebClient, bot: Bot, heard: Heard, kind: str
) -> None:
    made = await client.conversations_create(name="short-lived", is_private=kind == "group")
    channel = made["channel"]["id"]
    await slack.rename_channel(channel, "long-lived")
    await slack.archive(channel)
    await slack.unarchive(channel)
    await slack.delete_channel(channel)
    await heard()

    kinds = {f"{kind}_rename", f"{kind}_archive", f"{kind}_unarchive", f"{kind}_deleted"}
    assert kinds <= set(bot.types())
    assert told(bot, type=f"{kind}_deleted")["channel"] == channel
    with pytest.raises(Refusal, match="channel_not_found"):
        slack.channel(channel)


async def test_the_app_hears_that_it_was_removed(
    slack: LocalSlack, client: AsyncWebClient, bot: Bot, heard: Heard
) -> None:
    await slack.uninstall()
    await heard()

    answer = await client.api_call("api.test")
    assert {"app_uninstalled", "tokens_revoked"} <= set(bot.types())
    assert answer["ok"]


async def test_a_shared_file_is_told_and_can_be_read_by_the_app(
    slack: LocalSlack, client: AsyncWebClient, room: str, bot: Bot, heard: Heard
) -> None:
    shared = await slack.upload("ana", room, "graph.csv", b"1,2", "look")
    await heard()

    found = await client.files_info(file=shared)
    assert told(bot, subtype="file_share")["files"][0]["id"] == shared
    assert told(bot, type="file_shared")["channel_id"] == room
    assert found["file"]["user"] == "U0ANA"
