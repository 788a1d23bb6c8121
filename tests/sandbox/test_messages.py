"""Posting, editing, threads, metadata, marks and history as a client sees them."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

METADATA = {"event_type": "sitrep", "event_payload": {"key": "INC-1"}}


async def test_a_ts_is_unique_and_rises(client: AsyncWebClient, room: str) -> None:
    first = await client.chat_postMessage(channel=room, text="1")
    second = await client.chat_postMessage(channel=room, text="2")

    assert float(first["ts"]) < float(second["ts"])
    assert len(first["ts"].partition(".")[2]) == 6


async def test_metadata_is_shown_only_when_asked_for(client: AsyncWebClient, room: str) -> None:
    await client.chat_postMessage(channel=room, text="x", metadata=METADATA)

    plain = await client.conversations_history(channel=room, limit=1)
    full = await client.conversations_history(channel=room, limit=1, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == METADATA


async def test_a_message_to_a_person_opens_their_direct_message(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U0ANA", text="for you")

    opened = await client.conversations_open(users="U0ANA", return_im=True)
    assert [said["text"] for said in slack.dm("ana")] == ["for you"]
    assert opened["channel"]["id"] == posted["channel"]
    assert opened["already_open"]


async def test_a_channel_is_found_by_its_name(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    posted = await client.chat_postMessage(channel="#inc-1", text="x")

    assert posted["channel"] == room


async def test_a_reply_stays_in_its_thread_unless_broadcast(client: AsyncWebClient, room: str) -> None:
    parent = await client.chat_postMessage(channel=room, text="parent")
    await client.chat_postMessage(channel=room, text="quiet", thread_ts=parent["ts"])
    await client.chat_postMessage(channel=room, text="loud", thread_ts=parent["ts"], reply_broadcast=True)

    history = await client.conversations_history(channel=room, limit=2)
    thread = await client.conversations_replies(channel=room, ts=parent["ts"])

    assert [said["text"] for said in history["messages"]] == ["loud", "parent"]
    assert [said["text"] for said in thread["messages"]] == ["parent", "quiet", "loud"]
    assert thread["messages"][0]["reply_count"] == 2


async def test_history_comes_a_page_at_a_time(client: AsyncWebClient, room: str) -> None:
    await client.chat_postMessage(channel=room, text="1")
    await client.chat_postMessage(channel=room, text="2")
    await client.chat_postMessage(channel=room, text="3")

    first = await client.conversations_history(channel=room, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=room, limit=2, cursor=cursor)

    assert [said["text"] for said in first["messages"]] == ["3", "2"]
    assert second["messages"][0]["text"] == "1"
    assert first["has_more"]


@pytest.mark.parametrize(("inclusive", "found"), [("0", ["2"]), ("1", ["3", "2", "1"])])
async def test_history_is_cut_between_two_moments(
    client: AsyncWebClient, room: str, inclusive: str, found: list[str]
) -> None:
    first = await client.chat_postMessage(channel=room, text="1")
    await client.chat_postMessage(channel=room, text="2")
    last = await client.chat_postMessage(channel=room, text="3")

    history = await client.api_call(
        "conversations.history",
        params={"channel": room, "oldest": first["ts"], "latest": last["ts"], "inclusive": inclusive},
    )

    assert [said["text"] for said in history["messages"]] == found


async def test_an_edit_is_marked_and_replaces_blocks(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="x", blocks=[{"type": "divider"}])

    await client.chat_update(channel=room, ts=posted["ts"], text="y")

    said = slack.messages(room)[-1]
    assert said["text"] == "y"
    assert "blocks" not in said
    assert said["edited"]["user"] == slack.bot_user


async def test_an_edit_without_metadata_keeps_it(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="x", metadata=METADATA)

    await client.chat_update(channel=room, ts=posted["ts"], text="y")

    assert slack.messages(room)[-1]["metadata"] == METADATA


async def test_text_over_4040_characters_becomes_several_messages(
    slack: LocalSlack, client: AsyncWebClient, room: str
) -> None:
    posted = await client.chat_postMessage(channel=room, text="x" * 4041)

    assert [len(said["text"]) for said in slack.messages(room)[-2:]] == [4000, 41]
    assert posted["ts"] == slack.messages(room)[-2]["ts"]


async def test_text_of_4040_characters_stays_one_message(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    await client.chat_postMessage(channel=room, text="x" * 4040)

    assert len(slack.messages(room)[-1]["text"]) == 4040


async def test_text_over_40000_characters_is_cut(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="x" * 40_001)

    assert sum(len(said["text"]) for said in slack.messages(room) if said.get("bot_id")) == 40_000
    assert posted["warning"] == "message_truncated"


async def test_a_permalink_names_the_thread(client: AsyncWebClient, room: str) -> None:
    parent = await client.chat_postMessage(channel=room, text="parent")
    reply = await client.chat_postMessage(channel=room, text="reply", thread_ts=parent["ts"])

    link = await client.chat_getPermalink(channel=room, message_ts=reply["ts"])

    assert link["permalink"].endswith(f"?thread_ts={parent['ts']}&cid={room}")


async def test_pins_are_listed_the_latest_first(client: AsyncWebClient, room: str) -> None:
    first = await client.chat_postMessage(channel=room, text="1")
    second = await client.chat_postMessage(channel=room, text="2")
    await client.pins_add(channel=room, timestamp=first["ts"])
    await client.pins_add(channel=room, timestamp=second["ts"])

    pins = await client.pins_list(channel=room)

    assert [item["message"]["text"] for item in pins["items"]] == ["2", "1"]


async def test_a_pinned_message_says_so_in_the_history(client: AsyncWebClient, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="1")
    await client.pins_add(channel=room, timestamp=posted["ts"])

    history = await client.conversations_history(channel=room, oldest=posted["ts"], inclusive=True)

    [said] = [each for each in history["messages"] if each["ts"] == posted["ts"]]
    assert (said["pinned_to"], said["pinned_info"]["pinned_by"]) == ([room], "U0SITREP")


async def test_a_bookmark_is_added_edited_and_removed(client: AsyncWebClient, room: str) -> None:
    link = "https://x.example/1"
    added = await client.bookmarks_add(channel_id=room, title="Dashboard", type="link", link=link)
    bookmark_id = added["bookmark"]["id"]

    await client.bookmarks_edit(channel_id=room, bookmark_id=bookmark_id, title="Graphs")
    listed = await client.bookmarks_list(channel_id=room)
    await client.bookmarks_remove(channel_id=room, bookmark_id=bookmark_id)
    after = await client.bookmarks_list(channel_id=room)

    assert [(each["title"], each["link"]) for each in listed["bookmarks"]] == [("Graphs", link)]
    assert after["bookmarks"] == []


async def test_a_private_word_reaches_one_person_only(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    await client.chat_postEphemeral(channel=room, user="U0ANA", text="psst")

    history = await client.conversations_history(channel=room, limit=1)
    assert [said["text"] for said in slack.ephemerals("ana")] == ["psst"]
    assert slack.ephemerals("bea") == []
    assert history["messages"][0]["text"] != "psst"


async def test_topic_purpose_and_arrivals_leave_their_lines(
    slack: LocalSlack, client: AsyncWebClient, room: str
) -> None:
    await client.conversations_setTopic(channel=room, topic="sev2")
    await client.conversations_setPurpose(channel=room, purpose="INC-1")
    await client.conversations_rename(channel=room, name="inc-1-checkout")

    subtypes = [said.get("subtype") for said in slack.messages(room)]

    assert subtypes == ["channel_join", "channel_join", "channel_topic", "channel_purpose", "channel_name"]
    assert slack.channel("inc-1-checkout").topic["value"] == "sev2"


async def test_people_are_listed_page_by_page(client: AsyncWebClient) -> None:
    first = await client.users_list(limit=5)
    second = await client.users_list(limit=5, cursor=first["response_metadata"]["next_cursor"])

    names = [each["name"] for each in (*first["members"], *second["members"])]
    assert names == ["slackbot", "sitrep", "ana", "bea", "chen", "mia", "dev", "gus", "nia"]


async def test_a_persons_locale_and_zone_are_told(client: AsyncWebClient) -> None:
    answer = await client.users_info(user="U0CHEN", include_locale=True)

    assert (answer["user"]["locale"], answer["user"]["tz_offset"]) == ("zh-CN", 8 * 3600)


async def test_the_channels_of_a_person_are_told(client: AsyncWebClient, room: str) -> None:
    answer = await client.users_conversations(user="U0ANA")

    assert [each["name"] for each in answer["channels"]] == ["general", "payments", "incidents", "inc-1"]


async def test_a_reaction_is_taken_back(client: AsyncWebClient, room: str) -> None:
    posted = await client.chat_postMessage(channel=room, text="x")
    await client.reactions_add(channel=room, timestamp=posted["ts"], name="eyes")
    given = await client.reactions_get(channel=room, timestamp=posted["ts"])

    await client.reactions_remove(channel=room, timestamp=posted["ts"], name="eyes")
    taken = await client.reactions_get(channel=room, timestamp=posted["ts"])

    assert given["message"]["reactions"] == [{"name": "eyes", "users": ["U0SITREP"], "count": 1}]
    assert "reactions" not in taken["message"]


async def test_a_deleted_reply_leaves_its_thread(client: AsyncWebClient, room: str, refused: Refused) -> None:
    parent = await client.chat_postMessage(channel=room, text="parent")
    reply = await client.chat_postMessage(channel=room, text="reply", thread_ts=parent["ts"])

    await client.chat_delete(channel=room, ts=reply["ts"])

    thread = await client.conversations_replies(channel=room, ts=parent["ts"])
    gone = await refused("chat.delete", channel=room, ts=reply["ts"])
    assert [said["text"] for said in thread["messages"]] == ["parent"]
    assert gone == "message_not_found"


async def test_too_much_text_in_blocks_is_refused(client: AsyncWebClient, room: str) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=room, text="x", blocks=[section] * 5)

    assert caught.value.response["error"] == "msg_blocks_too_long"
