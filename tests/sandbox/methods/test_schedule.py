"""Messages that are posted later: when, how many, and until when they can be taken back."""

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard, Refused

HOUR = 3600
DAY = 86_400


async def schedule(slack: LocalSlack, client: AsyncWebClient, room: str, seconds: float, text: str = "later") -> str:
    moment = int(slack.core.clock.now() + seconds)
    answer = await client.chat_scheduleMessage(channel=room, text=text, post_at=moment)
    return str(answer["scheduled_message_id"])


async def test_a_message_is_posted_when_its_time_has_come(
    slack: LocalSlack, client: AsyncWebClient, room: str, bot: Bot, heard: Heard
) -> None:
    await schedule(slack, client, room, HOUR)
    before = slack.messages(room)[-1]["text"]

    await slack.pass_time(HOUR)
    await heard()

    assert before != "later"
    assert slack.messages(room)[-1]["text"] == "later"
    assert bot.events[-1]["text"] == "later"


async def test_messages_come_in_the_order_of_their_times(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    await schedule(slack, client, room, 2 * HOUR, "second")
    await schedule(slack, client, room, HOUR, "first")

    await slack.pass_time(DAY)

    assert [said["text"] for said in slack.messages(room)[-2:]] == ["first", "second"]


async def test_what_is_still_to_come_is_listed(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    wanted = await schedule(slack, client, room, HOUR)
    await schedule(slack, client, room, 2 * DAY)
    tomorrow = str(int(slack.core.clock.now()) + DAY)

    listed = await client.chat_scheduledMessages_list(channel=room, latest=tomorrow)

    assert [each["id"] for each in listed["scheduled_messages"]] == [wanted]
    assert listed["scheduled_messages"][0]["channel_id"] == room


async def test_a_message_can_be_taken_back(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    taken = await schedule(slack, client, room, HOUR)

    await client.chat_deleteScheduledMessage(channel=room, scheduled_message_id=taken)
    await slack.pass_time(DAY)

    assert slack.messages(room)[-1]["text"] != "later"


async def test_in_the_last_minute_it_cannot_be_taken_back(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    soon = await schedule(slack, client, room, 59)

    code = await refused("chat.deleteScheduledMessage", channel=room, scheduled_message_id=soon)

    assert code == "invalid_scheduled_message_id"


async def test_120_days_are_the_furthest(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    await schedule(slack, client, room, 120 * DAY - 5)
    beyond = int(slack.core.clock.now()) + 120 * DAY + 5

    code = await refused("chat.scheduleMessage", channel=room, text="x", post_at=beyond)

    assert code == "time_too_far"


async def test_thirty_messages_fit_into_five_minutes_of_a_channel(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, room: str
) -> None:
    other = await client.conversations_create(name="other")
    for number in range(30):
        await schedule(slack, client, room, HOUR + number)
    moment = int(slack.core.clock.now()) + HOUR + 200

    crowded = await refused("chat.scheduleMessage", channel=room, text="x", post_at=moment)
    later = await client.chat_scheduleMessage(channel=room, text="x", post_at=moment + 400)
    elsewhere = await client.chat_scheduleMessage(channel=other["channel"]["id"], text="x", post_at=moment)

    assert crowded == "restricted_too_many"
    assert later["ok"]
    assert elsewhere["ok"]


async def test_with_metadata_it_is_taken_and_never_posted(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    moment = int(slack.core.clock.now()) + HOUR
    metadata = {"event_type": "x", "event_payload": {}}

    await client.chat_scheduleMessage(channel=room, text="later", post_at=moment, metadata=metadata)
    await slack.pass_time(DAY)

    assert slack.messages(room)[-1]["text"] != "later"
    assert "metadata" in slack.unknown[-1]


async def test_a_channel_archived_meanwhile_gets_nothing(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    await schedule(slack, client, room, HOUR)
    await slack.archive(room)

    await slack.pass_time(DAY)

    assert slack.messages(room)[-1]["text"] != "later"
