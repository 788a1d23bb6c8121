"""Slack's events: who is in a private incident's channel, who somebody is now. In doubt nobody is inside."""

from datetime import timedelta

import pytest

from sandbox import shapes
from sandbox.faults import Fault
from sandbox.model import Person, Wire
from tests.office import Office, StandingClock
from tests.workspace import StartBot, rest

ROOM = "inc-1-card-data-leaked"
CHECKOUT = "inc-1-checkout-is-failing"
NO_SUCH = "There is no incident INC-1. `/incident list` shows what is open."
NOT_FOR_YOU = "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."


def moved(kind: str, channel: str) -> Wire:
    """An event about Mia and a channel."""
    facts = {"user": "U0MIA", "channel": channel, "channel_type": "G", "team": "T0ACME"}
    return {"type": kind, **facts, "event_ts": "1.000000"}


@pytest.fixture
async def private(office: Office) -> Office:
    """Ana and Bea have a private incident."""
    await office.says("ana", "general", "open sev1 card data leaked @bea --private")
    return office


async def test_who_comes_in_sees_it_and_who_leaves_does_not(private: Office, wire: str) -> None:
    outside = await private.says("mia", "general", "status INC-1")
    await private.slack.join("mia", ROOM)
    await private.rest()
    inside = await private.says("mia", "general", "status INC-1")
    await private.slack.leave("mia", ROOM)
    await private.rest()
    outside_again = await private.says("mia", "general", "status INC-1")

    assert outside == NO_SUCH
    assert "card data leaked" in inside
    assert outside_again == NO_SUCH


async def test_even_its_reporter_sees_nothing_after_leaving(private: Office) -> None:
    await private.slack.leave("ana", ROOM)
    await private.rest()

    assert await private.says("ana", "general", "status INC-1") == NO_SUCH
    assert "card data" not in await private.says("ana", "general", "list all")
    assert "card data leaked" in await private.says("bea", "general", "status INC-1")


async def test_a_guest_in_the_channel_may_do_nothing(private: Office) -> None:
    await private.slack.join("gus", ROOM)
    await private.rest()

    answers = {await private.says("gus", ROOM, words) for words in ("status", "ack", "list", "timeline", "open x")}

    assert answers == {NOT_FOR_YOU}


async def test_somebody_of_another_team_presses_in_vain_and_is_never_told(office: Office, wire: str) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.meet(Person("U0ZOE", "zoe", "Zoe Park", team_id="T0PARTNER"), CHECKOUT)
    await office.rest()

    answers = {await office.press("zoe", button) for button in office.buttons("zoe", CHECKOUT)}
    await office.says("ana", CHECKOUT, "owner @zoe")

    assert answers == {NOT_FOR_YOU}
    assert office.dm("zoe") == []


async def test_who_becomes_a_guest_loses_their_rights_at_once(private: Office, wire: str) -> None:
    await private.slack.update_user("bea", is_restricted=True)
    await private.rest()

    assert await private.says("bea", ROOM, "status") == NOT_FOR_YOU
    assert await private.press("bea", private.buttons("bea", ROOM)[0]) == NOT_FOR_YOU


async def test_who_stops_being_a_guest_gets_their_rights_at_once(office: Office) -> None:
    before = await office.says("gus", "payments", "list")
    await office.slack.update_user("gus", is_restricted=False)
    await office.rest()
    after = await office.says("gus", "payments", "list")

    assert before == NOT_FOR_YOU
    assert "Nothing is open." in after


async def test_who_is_new_is_known_at_once(office: Office, wire: str) -> None:
    await office.slack.arrive(Person("U0LIA", "lia", "Lia Sol", tz="Europe/Rome"))
    office.slack.core.space.channel("general").members["U0LIA"] = None
    await office.rest()
    asked = len(office.slack.calls)

    answer = await office.says("lia", "general", "list")

    assert "Nothing is open." in answer
    assert len(office.slack.calls) == asked


async def test_a_new_name_is_used_from_then_on(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.update_user("bea", real_name="Beatrix Lund")
    await office.rest()

    await office.says("bea", "general", "ack INC-1")

    assert office.posts("inc-1-checkout-is-failing")[-1] == "Beatrix has it."


async def test_an_event_about_another_channel_changes_nothing(private: Office) -> None:
    await private.slack.leave("ana", "payments")
    await private.slack.join("ana", "payments")
    await private.rest()

    assert "card data leaked" in await private.says("ana", "general", "status INC-1")


async def test_after_a_restart_nobody_is_inside_until_slack_has_said_who_is(
    private: Office, start_bot: StartBot
) -> None:
    await private.bot.stop()
    private.slack.core.outgoing.retry_after = ()
    await private.slack.leave("bea", ROOM)
    await private.slack.join("mia", ROOM)
    private.slack.faults.add(Fault("conversations.members", kind="500", times=2))
    clock = StandingClock()
    bot = await start_bot("socket", clock=clock)
    office = Office(private.slack, bot, clock, "socket")

    meanwhile = {who: await office.says(who, "general", "status INC-1") for who in ("ana", "bea", "mia")}
    await office.pass_time(minutes=1)
    await office.pass_time(minutes=1)
    then = {who: await office.says(who, "general", "status INC-1") != NO_SUCH for who in ("ana", "bea", "mia")}

    assert set(meanwhile.values()) == {NO_SUCH}
    assert then == {"ana": True, "bea": False, "mia": True}


async def test_after_a_restart_those_in_the_channel_are_inside_again(private: Office, start_bot: StartBot) -> None:
    await private.bot.stop()
    bot = await start_bot("socket")

    await rest(private.slack, bot)
    answer = await private.slack.command("ana", "general", "status INC-1")

    assert "card data leaked" in (answer.body or {})["text"]


async def test_a_person_of_whom_slack_is_silent_sees_what_is_public_only(private: Office) -> None:
    await private.says("ana", "general", "open sev3 search is slow")
    await private.slack.arrive(Person("U0LIA", "lia", "Lia Sol"))
    await private.rest()
    await private.bot.store.write(lambda tx: tx.people.describe([]))
    private.slack.core.space.channel("general").members["U0NEW"] = None
    private.slack.core.space.people["U0NEW"] = Person("U0NEW", "new", "New One")
    private.slack.faults.add(Fault("users.info", kind="500", times=100))

    listed = await private.says("new", "general", "list")
    opened = await private.says("new", "general", "open sev3 nobody knows me")
    hidden = await private.says("new", "general", "status INC-1")

    assert "search is slow" in listed
    assert "card data" not in listed
    assert "INC-3 (SEV3) is recorded" in opened
    assert hidden == NO_SUCH


async def test_a_person_slack_did_not_vouch_for_is_asked_about_again(office: Office) -> None:
    office.slack.core.space.channel("general").members["U0NEW"] = None
    office.slack.core.space.people["U0NEW"] = Person("U0NEW", "new", "New One", is_restricted=True)
    office.slack.faults.add(Fault("users.info", kind="500"))
    first = await office.says("new", "general", "list")

    office.clock.offset += timedelta(minutes=2)
    later = await office.says("new", "general", "list")

    assert "Nothing is open." in first
    assert later == NOT_FOR_YOU


async def test_a_late_event_of_having_come_in_does_not_let_in_who_has_left(private: Office) -> None:
    room = private.slack.channel(ROOM)
    private.slack.core.space.tell("member_joined_channel", moved("member_joined_channel", room.id))
    private.slack.core.settle()
    await private.rest()

    assert await private.says("mia", "general", "status INC-1") == NO_SUCH


async def test_an_answer_on_its_way_does_not_let_in_who_leaves_meanwhile(private: Office) -> None:
    async def leave() -> None:
        await private.slack.leave("mia", ROOM)

    private.slack.faults.add(Fault("conversations.members", 1, when="after", hook=leave))
    private.slack.faults.add(Fault("conversations.members", 2, "500", times=3))
    await private.slack.join("mia", ROOM)
    await private.rest()

    meanwhile = await private.says("mia", "general", "status INC-1")
    await private.pass_time(minutes=1)
    await private.pass_time(minutes=1)
    await private.pass_time(minutes=1)

    assert meanwhile == NO_SUCH
    assert await private.says("mia", "general", "status INC-1") == NO_SUCH
    assert "card data leaked" in await private.says("bea", "general", "status INC-1")


async def test_a_late_event_of_having_been_a_member_gives_a_guest_no_rights(office: Office) -> None:
    late = shapes.user(office.slack.core.space, office.slack.person("bea"), 0, with_locale=True)
    await office.slack.update_user("bea", is_restricted=True)
    await office.rest()
    event = {"type": "user_change", "user": late, "cache_ts": 1, "event_ts": "1.000000"}
    office.slack.core.space.tell("user_change", event)
    office.slack.core.settle()
    await office.rest()

    assert await office.says("bea", "general", "list") == NOT_FOR_YOU


async def test_events_come_in_any_order_and_the_last_word_counts(private: Office, wire: str) -> None:
    await private.slack.join("mia", ROOM)
    await private.slack.leave("mia", ROOM)
    await private.slack.join("mia", ROOM)
    await private.slack.leave("mia", ROOM)
    await private.rest()

    assert await private.says("mia", "general", "status INC-1") == NO_SUCH
