"""Words to the bot in a message: in a channel, in a thread where no slash command reaches, in a DM."""

import pytest

from tests.office import Office

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"
NOT_FOR_YOU = "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."


def announcement(office: Office) -> str:
    """The ts of the first announcement."""
    return str(next(one["ts"] for one in office.slack.messages("incidents") if one.get("bot_id")))


async def test_a_mention_in_the_incident_s_channel_is_answered_like_the_command(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)

    answer = await office.writes("ana", ROOM, f"{me(office)} note failover & *restart* started")

    whisper = office.slack.ephemerals("ana")[-1]
    assert answer == "Written into the timeline of INC-1."
    assert (whisper["channel"], whisper.get("thread_ts")) == (office.slack.channel(ROOM).id, None)
    assert "failover &amp; *restart* started" in await office.says("ana", ROOM, "timeline")


async def test_in_a_thread_it_is_answered_in_the_thread(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)
    ts = await office.slack.say("ana", ROOM, "what now?")

    answer = await office.writes("ana", ROOM, f"{me(office)} ack", ts)

    assert answer == "INC-1 is yours. Nobody else will be paged."
    assert office.slack.ephemerals("ana")[-1]["thread_ts"] == ts


async def test_under_an_announcement_it_is_about_that_incident(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", "general", "open sev3 search is slow")

    answer = await office.writes("ana", "incidents", f"{me(office)} note rolled back", announcement(office))

    assert answer == "Written into the timeline of INC-1."
    assert "rolled back" in await office.says("ana", ROOM, "timeline")


async def test_a_form_opens_from_the_button_under_the_answer(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)
    head = announcement(office)

    answer = await office.writes("ana", "incidents", f"{me(office)} update", head)
    await office.presses("ana", "Open the form", "incidents")
    result = await office.fills("ana", what="rollback started")

    assert answer == "This needs a form, and a message cannot open one. Press the button."
    assert "Update 1 of INC-1 is recorded" in result


async def test_it_may_stand_anywhere_in_the_words(office: Office) -> None:
    answer = await office.writes("ana", "incidents", f"open sev3 search is slow {me(office)}")

    assert "INC-1 (SEV3) is recorded: *search is slow*" in answer


async def test_what_it_does_not_know_it_offers_to_open(office: Office) -> None:
    answer = await office.writes("ana", "incidents", f"{me(office)} search is down")

    assert answer.startswith("Open “search is down” as an incident?")


async def test_a_bare_mention_gets_the_help(office: Office) -> None:
    assert "In an emergency" in await office.writes("ana", "incidents", me(office))


async def test_a_dm_needs_no_mention(office: Office, wire: str) -> None:
    office.slack._doings.people.open_direct("ana", office.slack.bot_user)

    answer = await office.writes("ana", "dm", OPEN)
    status = await office.writes("ana", "dm", f"{me(office)} status")

    assert "INC-1 (SEV2) is recorded" in answer
    assert "checkout is failing" in status
    assert office.slack.ephemerals("ana")[-1]["channel"] == office.direct("ana")


async def test_what_the_bot_says_itself_in_a_dm_is_no_question(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} @bea")

    assert [one for one in office.slack.ephemerals("bea") if one["channel"] == office.direct("bea")] == []


@pytest.mark.parametrize("facts", [{"bot_id": "B0OTHER"}, {"subtype": "bot_message"}, {"subtype": "message_changed"}])
async def test_what_a_program_says_is_no_question(office: Office, facts: dict[str, str]) -> None:
    said = {"type": "app_mention", "user": "U0ANA", "text": f"{me(office)} open sev1 a loop", "ts": "1.5", **facts}

    office.slack.core.space.tell("app_mention", {**said, "channel": "C0INCIDENTS", "event_ts": "1.5"})
    office.slack.core.settle()
    await office.rest()

    assert office.posts("incidents") == []
    assert "There has been no incident yet." in await office.says("ana", "general", "list all")


async def test_a_guest_is_refused_in_words(office: Office) -> None:
    await office.slack.join("gus", "incidents")

    assert await office.writes("gus", "incidents", f"{me(office)} list") == NOT_FOR_YOU


async def test_an_event_that_comes_three_times_counts_once(office: Office, wire: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.core.outgoing.event_copies = 3

    await office.writes("ana", ROOM, f"{me(office)} note failover started")

    assert (await office.says("ana", ROOM, "timeline")).count("failover started") == 1


async def test_nothing_of_a_private_incident_is_told_by_mention_to_who_is_outside(office: Office) -> None:
    await office.says("ana", "general", "open sev1 card data leaked --private")

    answer = await office.writes("mia", "incidents", f"{me(office)} status INC-1")

    assert answer == "There is no incident INC-1. `/incident list` shows what is open."


def me(office: Office) -> str:
    """The bot's name as a person's client writes it."""
    return f"<@{office.slack.bot_user}>"
