"""`/incident doctor` against the local Slack: what people took away from the channel comes back, and is told by DM."""

from collections.abc import Mapping

from tests.office import Office

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


async def test_in_a_channel_that_is_as_it_should_be_nothing_is_done(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    before = len(office.posts(ROOM))

    answer = await office.says("bea", "general", "doctor INC-1")

    assert answer == "I am looking through the channel of INC-1 and tell you by DM what I put right."
    assert told(office, "bea") == "Nothing is missing in the channel of INC-1."
    assert len(office.posts(ROOM)) == before
    assert "put right" not in await office.says("ana", ROOM, "timeline")


async def test_topic_purpose_pin_and_people_are_put_right_at_once(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "owner @bea")
    topic, purpose = office.topic(ROOM), office.slack.channel(ROOM).purpose["value"]
    await call(office, "conversations.setTopic", topic="lunch at one")
    await call(office, "conversations.setPurpose", purpose="gossip")
    await call(office, "pins.remove", timestamp=card(office)["ts"])
    await office.slack.leave("bea", ROOM)
    await office.rest()

    await office.says("ana", ROOM, "doctor")

    assert (office.topic(ROOM), office.slack.channel(ROOM).purpose["value"]) == (topic, purpose)
    assert len(office.pins(ROOM)) == 1
    assert office.members(ROOM) == ["ana", "bea"]
    assert told(office, "ana") == (
        "Put right in the channel of INC-1: the card was not pinned and is; the topic was another one and is set; "
        "the purpose was another one and is set; who belongs here was missing and is invited."
    )
    assert "had the channel put right: the card was not pinned and is" in await office.says("ana", ROOM, "timeline")


async def test_a_card_that_was_deleted_is_posted_anew_pinned_and_kept_true(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await call(office, "chat.delete", ts=card(office)["ts"])

    await office.says("ana", ROOM, "doctor")
    await office.says("ana", ROOM, "severity sev1")

    [pinned] = office.pins(ROOM)
    assert "SEV1" in pinned
    assert "the card was gone and is posted anew" in told(office, "ana")


async def test_an_archived_channel_of_an_open_incident_is_opened_again(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await call(office, "conversations.archive")

    await office.says("ana", "general", "doctor INC-1")

    assert office.slack.channel(ROOM).archived is False
    assert "the channel was archived and is open again" in told(office, "ana")


async def test_a_channel_archived_after_the_end_is_left_in_peace(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve rolled back")
    await call(office, "conversations.archive")

    await office.says("ana", "general", "doctor INC-1")

    assert office.slack.channel(ROOM).archived is True
    assert told(office, "ana").startswith("INC-1 is over and its channel is archived")


async def test_put_out_of_a_public_channel_the_bot_comes_in_again(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.slack.leave("sitrep", ROOM)

    await office.says("ana", "general", "doctor INC-1")

    assert office.slack.bot_user in office.slack.channel(ROOM).members
    assert "I was not in the channel and came in" in told(office, "ana")


async def test_put_out_of_a_private_channel_it_says_the_next_step(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} --private")
    await office.slack.leave("sitrep", ROOM)

    await office.says("ana", ROOM, "doctor")

    assert "`/invite @sitrep`, then ask me again." in told(office, "ana")


async def test_in_a_borrowed_channel_only_the_card_is_looked_after(office: Office) -> None:
    await office.says("ana", "payments", f"{OPEN} --here")
    [pinned] = office.slack.channel("payments").pins
    topic, members = office.topic("payments"), office.members("payments")
    room = office.slack.channel("payments").id
    await office.bot._channel._call("pins.remove", channel=room, timestamp=pinned)
    await office.slack.leave("ana", "payments")

    await office.says("bea", "general", "doctor INC-1")

    assert list(office.slack.channel("payments").pins) == [pinned]
    assert office.topic("payments") == topic
    assert office.members("payments") == [person for person in members if person != "ana"]
    assert told(office, "bea") == "Put right in the channel of INC-1: the card was not pinned and is."


async def test_in_a_thread_there_is_no_channel_to_look_through(office: Office) -> None:
    await office.says("ana", "general", "open sev5 the logo is grey")

    await office.says("bea", "general", "doctor INC-1")

    assert told(office, "bea").startswith("INC-1 has no channel of its own to look through.")


def told(office: Office, who: str) -> str:
    """The last thing that the bot told somebody by DM."""
    return str(office.dm(who)[-1]["blocks"][0]["text"]["text"])


def card(office: Office) -> Mapping[str, object]:
    """The pinned message."""
    [pinned] = [one for one in office.slack.messages(ROOM) if one["ts"] in office.slack.channel(ROOM).pins]
    return pinned


async def call(office: Office, method: str, **arguments: object) -> None:
    """What somebody else does in the channel."""
    await office.bot._channel._call(method, channel=office.slack.channel(ROOM).id, **arguments)
