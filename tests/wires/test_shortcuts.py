"""Slack's shortcuts: an incident declared from anywhere, and one opened from a message that somebody wrote."""

import json

from sandbox.faults import Fault
from tests.office import Office, is_ours, words_of

NOT_FOR_YOU = "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."
SAID = "card payments return 502 & the <checkout> hangs\nsince 13:50"


async def test_the_global_shortcut_opens_the_form(office: Office, wire: str) -> None:
    await office.uses("ana", "declare")
    answer = await office.fills("ana", title="search is slow", severity="sev3")

    assert "INC-1 (SEV3) is recorded: *search is slow*" in answer
    assert office.members("inc-1-search-is-slow") == ["ana"]


async def test_an_incident_from_a_message_keeps_its_words_its_author_and_its_address(office: Office, wire: str) -> None:
    ts = await office.slack.say("mia", "payments", SAID)

    await office.uses("ana", "open_from_message", "payments", ts)
    await office.fills("ana", severity="sev2")

    link = f"archives/{office.slack.channel('payments').id}/p{ts.replace('.', '')}"
    timeline = await office.says("ana", "general", "timeline INC-1")
    card = office.pins("inc-1-card-payments-return-502-the-checkout-hangs-since-13-50")[0]
    assert "a message of <@U0MIA>: card payments return 502 &amp; the &lt;checkout&gt; hangs\nsince 13:50" in timeline
    assert link in timeline
    assert "Reported" in card
    assert f"{link}|a message>" in card


async def test_the_message_is_answered_with_the_incident_that_it_became(office: Office) -> None:
    ts = await office.slack.say("mia", "incidents", "payments are down")
    await office.slack.say("ana", "incidents", "looking", thread_ts=ts)

    await office.uses("ana", "open_from_message", "incidents", ts)
    await office.fills("ana")

    replies = [one for one in office.slack.messages("incidents") if one.get("thread_ts") == ts and is_ours(one)]
    assert [words_of(one).splitlines()[1] for one in replies] == [
        f"This is INC-1 now. <#{office.slack.channel('inc-1-payments-are-down').id}>"
    ]


async def test_a_message_in_a_channel_without_the_bot_is_not_answered_and_nobody_is_troubled(office: Office) -> None:
    ts = await office.slack.say("mia", "payments", "payments are down")

    await office.uses("ana", "open_from_message", "payments", ts)
    await office.fills("ana")

    assert office.posts("payments") == []
    assert office.slack.bot_user not in office.slack.channel("payments").members
    assert "could not do" not in await office.says("ana", "general", "timeline INC-1")


async def test_nothing_of_a_private_incident_is_said_under_the_message(office: Office) -> None:
    ts = await office.slack.say("mia", "incidents", "card data leaked")

    await office.uses("ana", "open_from_message", "incidents", ts)
    await office.fills("ana", flags=["private"])

    assert office.posts("incidents") == []
    assert "card data leaked" in await office.says("ana", "inc-1-card-data-leaked", "timeline")


async def test_files_go_along_as_links(office: Office) -> None:
    shared = await office.slack.upload("mia", "payments", "graph.png", b"png", "look at this")
    ts = office.slack.messages("payments")[-1]["ts"]

    await office.uses("ana", "open_from_message", "payments", ts)
    await office.fills("ana")

    assert f"/{shared}/graph.png|file>" in await office.says("ana", "general", "timeline INC-1")


async def test_a_long_message_goes_along_as_far_as_a_form_can_carry_it(office: Office) -> None:
    ts = await office.slack.say("mia", "payments", "支付失败，" * 700)

    await office.uses("ana", "open_from_message", "payments", ts)
    form = office.form("ana")
    await office.fills("ana")

    assert form is not None
    assert len(form["private_metadata"]) <= 3000
    assert "支付失败，" in await office.says("ana", "general", "timeline INC-1")


async def test_without_a_permalink_the_form_opens_all_the_same(office: Office) -> None:
    ts = await office.slack.say("mia", "payments", "payments are down")
    office.slack.faults.add(Fault("chat.getPermalink", kind="channel_not_found"))

    await office.uses("ana", "open_from_message", "payments", ts)
    await office.fills("ana")

    card = office.pins("inc-1-payments-are-down")[0]
    assert "from a message" in card
    assert "payments are down" in await office.says("ana", "general", "timeline INC-1")


async def test_a_guest_may_not_use_it(office: Office) -> None:
    ts = await office.slack.say("gus", "payments", "payments are down")

    answer = await office.uses("gus", "open_from_message", "payments", ts)

    assert answer == NOT_FOR_YOU
    assert office.form("gus") is None


async def test_sent_twice_the_form_opens_one_incident(office: Office) -> None:
    ts = await office.slack.say("mia", "incidents", "payments are down")

    await office.uses("ana", "open_from_message", "incidents", ts)
    await office.fills("ana", copies=2)

    assert "INC-2" not in await office.says("ana", "general", "list all")
    assert json.dumps(office.slack.messages("incidents")).count("This is INC-1 now.") >= 1


async def test_two_incidents_may_come_from_one_message(office: Office) -> None:
    ts = await office.slack.say("mia", "payments", "payments are down")

    await office.uses("ana", "open_from_message", "payments", ts)
    await office.fills("ana")
    await office.uses("bea", "open_from_message", "payments", ts)
    answer = await office.fills("bea", title="refunds are down too")

    assert "INC-2" in answer
