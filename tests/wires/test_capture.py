"""What people do with messages in an incident's channel: they react, pin, use the menu, edit, delete; and write."""

from collections.abc import Sequence

import pytest

from incidents.model import EntryKind, IncidentId
from incidents.record import chain
from incidents.record.chain import Link
from sandbox.faults import Fault
from sandbox.model import Wire
from tests.office import Office, is_ours

ROOM = "inc-1-checkout-is-failing"
KINDS = {EntryKind.MESSAGE.value, EntryKind.EDITED.value, EntryKind.DELETED.value}
NOT_FOR_YOU = "Incidents are for members of this workspace. Ask a colleague who is one to type it for you."


@pytest.fixture
async def opened(office: Office) -> Office:
    """Ana has reported, Bea is in the channel."""
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.rest()
    return office


async def whole(office: Office, number: int = 1) -> Sequence[Link]:
    """Every line of a timeline."""
    return await office.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(number)))


async def lines(office: Office) -> list[tuple[str, str, str]]:
    """What was taken from messages: kind, author, text."""
    return [(one.kind, one.actor, (one.body or {}).get("text", "")) for one in await whole(office) if one.kind in KINDS]


async def said(office: Office, text: str, who: str = "ana") -> str:
    """Somebody writes into the channel."""
    ts = await office.slack.say(who, ROOM, text)
    await office.rest()
    return ts


async def react(office: Office, who: str, ts: str, emoji: str = "memo") -> None:
    """Somebody reacts to a message in the channel."""
    await office.slack.react(who, ROOM, ts, emoji)
    await office.rest()


def ticks(office: Office, ts: str, where: str = ROOM) -> int:
    """How often the bot has marked a message."""
    found = next(one for one in office.slack.messages(where) if one["ts"] == ts)
    marks = [one["users"] for one in found.get("reactions", []) if one["name"] == "white_check_mark"]
    return sum(users.count(office.slack.bot_user) for users in marks)


def changed(office: Office, ts: str, text: str, *, at: float, event: float, before: str = "") -> Wire:
    """An event of an edit, as Slack sends it; `before` what the message said until then."""
    channel = office.slack.channel(ROOM).id
    message = {
        "type": "message",
        "user": "U0ANA",
        "ts": ts,
        "text": text,
        "edited": {"user": "U0ANA", "ts": f"{at:.6f}"},
    }
    previous = {"type": "message", "user": "U0ANA", "ts": ts, "text": before}
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": channel,
        "channel_type": "channel",
        "hidden": True,
        "message": message,
        "previous_message": previous,
        "ts": f"{event:.6f}",
        "event_ts": f"{event:.6f}",
    }


async def tell(office: Office, *events: Wire) -> None:
    """Slack tells the bot of these."""
    for event in events:
        office.slack.core.space.tell("message.channels", event)
    office.slack.core.settle()
    await office.rest()


async def test_a_reaction_takes_a_message_with_author_time_text_and_address(opened: Office, wire: str) -> None:
    ts = await said(opened, "card payments return <502> & more, says @bea")

    await react(opened, "bea", ts)

    [line] = [one for one in await whole(opened) if one.kind == "message"]
    assert line.body is not None
    assert line.body["text"] == "card payments return <502> & more, says @Bea"
    assert line.body["permalink"] == f"https://acme.slack.com/archives/{line.body['channel']}/p{ts.replace('.', '')}"
    assert (line.actor, line.body["by"]) == ("U0ANA", "U0BEA")
    assert line.occurred_at.timestamp() == pytest.approx(float(ts), abs=1e-5)
    assert ticks(opened, ts) == 1


async def test_reaction_pin_menu_and_a_second_person_give_one_line(opened: Office, wire: str) -> None:
    ts = await said(opened, "card payments return 502")

    await react(opened, "ana", ts)
    await react(opened, "bea", ts)
    await opened.slack.pin("bea", ROOM, ts)
    await opened.rest()
    again = await opened.uses("bea", "keep", ROOM, ts)
    typed = await opened.says("ana", ROOM, f"keep {opened.slack.channel(ROOM).id}/{ts}")

    assert await lines(opened) == [("message", "U0ANA", "card payments return 502")]
    assert again == typed == "It is in the timeline of INC-1 already."
    assert ticks(opened, ts) == 1


async def test_two_people_at_once_give_one_line(opened: Office, wire: str) -> None:
    ts = await said(opened, "card payments return 502")

    await opened.slack.react("ana", ROOM, ts, "memo")
    await opened.slack.react("bea", ROOM, ts, "memo")
    await opened.slack.pin("bea", ROOM, ts)
    await opened.rest()

    assert await lines(opened) == [("message", "U0ANA", "card payments return 502")]


async def test_a_pin_of_a_person_takes_the_message_and_the_bots_own_does_not(opened: Office, wire: str) -> None:
    ts = await said(opened, "graphs attached")

    await opened.slack.pin("bea", ROOM, ts)
    await opened.rest()

    assert len(opened.pins(ROOM)) == 2
    assert await lines(opened) == [("message", "U0ANA", "graphs attached")]


async def test_the_menu_takes_a_message_and_says_so(opened: Office, wire: str) -> None:
    ts = await said(opened, "failover started")

    answer = await opened.uses("bea", "keep", ROOM, ts)

    assert answer == "I take it into the timeline of INC-1. A tick on the message shows when it is there."
    assert await lines(opened) == [("message", "U0ANA", "failover started")]


async def test_a_reply_in_a_thread_is_taken_with_its_own_address(opened: Office) -> None:
    parent = await said(opened, "what do we know")
    reply = await opened.slack.say("bea", ROOM, "only EU cards", parent)
    await opened.rest()

    await react(opened, "ana", reply)

    [line] = [one for one in await whole(opened) if one.kind == "message"]
    assert line.body is not None
    assert line.body["text"] == "only EU cards"
    assert line.body["permalink"].endswith(f"?thread_ts={parent}&cid={line.body['channel']}")


async def test_another_emoji_another_channel_and_the_bots_own_posts_are_left_alone(opened: Office, wire: str) -> None:
    ts = await said(opened, "ok")
    elsewhere = await opened.slack.say("ana", "general", "lunch")
    before = await opened.bot.store.read(lambda tx: tx.outbox.states())

    await react(opened, "bea", ts, "eyes")
    await opened.slack.react("bea", "general", elsewhere, "memo")
    own = next(one["ts"] for one in opened.slack.messages(ROOM) if one.get("bot_id"))
    await opened.rest()
    nothing = await opened.bot.store.read(lambda tx: tx.outbox.states())
    await react(opened, "bea", own)

    assert nothing == before
    assert await lines(opened) == []
    assert ticks(opened, ts) == ticks(opened, own) == 0


async def test_a_guest_who_reacts_is_told_why_nothing_was_taken(opened: Office, wire: str) -> None:
    await opened.slack.join("gus", ROOM)
    ts = await said(opened, "card payments return 502")

    await react(opened, "gus", ts)

    whispered = [one for one in opened.slack.ephemerals("gus") if one["channel"] == opened.slack.channel(ROOM).id]
    assert [one["text"] for one in whispered] == [NOT_FOR_YOU]
    assert await lines(opened) == []
    assert ticks(opened, ts) == 0


async def test_an_edit_and_a_deletion_follow_and_the_line_stays(opened: Office, wire: str) -> None:
    ts = await said(opened, "payments return 502")
    await react(opened, "bea", ts)

    await opened.slack.edit("ana", ROOM, ts, "payments return 503")
    await opened.rest()
    await opened.slack.delete("ana", ROOM, ts)
    await opened.rest()

    assert await lines(opened) == [
        ("message", "U0ANA", "payments return 502"),
        ("edited", "U0ANA", "payments return 503"),
        ("deleted", "U0ANA", ""),
    ]
    assert chain.broken(await whole(opened)) is None


async def test_what_was_edited_before_it_was_taken_is_taken_as_it_stands(opened: Office, wire: str) -> None:
    ts = await said(opened, "payments return 502")
    await opened.slack.edit("ana", ROOM, ts, "payments return 503")
    await opened.rest()

    await react(opened, "bea", ts)

    [line] = [one for one in await whole(opened) if one.kind in KINDS]
    assert line.body is not None
    assert line.body["text"] == "payments return 503"
    assert "edited" in line.body
    assert "(edited)" in await opened.says("bea", ROOM, "timeline")


async def test_an_edit_told_before_the_reaction_and_again_after_it_makes_no_second_line(opened: Office) -> None:
    ts = await said(opened, "payments return 502")
    await opened.slack.edit("ana", ROOM, ts, "payments return 503")
    await opened.rest()
    edited = next(one for one in opened.slack.messages(ROOM) if one["ts"] == ts)["edited"]["ts"]
    late = changed(
        opened, ts, "payments return 503", at=float(edited), event=float(edited), before="payments return 502"
    )
    await react(opened, "bea", ts)

    await tell(opened, late, late)

    assert await lines(opened) == [("message", "U0ANA", "payments return 503")]


async def test_edits_that_come_late_twice_and_in_another_order_are_written_once_each(opened: Office) -> None:
    ts = await said(opened, "one")
    await react(opened, "bea", ts)
    second = changed(opened, ts, "two", at=float(ts) + 60, event=float(ts) + 60.1, before="one")
    third = changed(opened, ts, "three", at=float(ts) + 60, event=float(ts) + 60.2, before="two")

    await tell(opened, third, second, third, second)

    assert sorted(await lines(opened)) == sorted(
        [("message", "U0ANA", "one"), ("edited", "U0ANA", "two"), ("edited", "U0ANA", "three")]
    )


async def test_a_deletion_told_twice_is_written_once(opened: Office, wire: str) -> None:
    ts = await said(opened, "one")
    await react(opened, "bea", ts)
    await opened.slack.delete("ana", ROOM, ts)
    await opened.rest()
    gone = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": opened.slack.channel(ROOM).id,
        "channel_type": "channel",
        "deleted_ts": ts,
        "ts": f"{float(ts) + 9:.6f}",
        "event_ts": f"{float(ts) + 9:.6f}",
    }

    await tell(opened, gone, gone)

    assert [kind for kind, *_ in await lines(opened)] == ["message", "deleted"]


async def test_a_deleted_message_under_which_a_thread_hangs_is_told_too(opened: Office) -> None:
    ts = await said(opened, "one")
    await react(opened, "bea", ts)
    await opened.slack.say("bea", ROOM, "two", ts)

    await opened.slack.delete("ana", ROOM, ts)
    await opened.rest()

    assert [kind for kind, *_ in await lines(opened)] == ["message", "deleted"]


async def test_an_unfurled_link_is_no_edit(opened: Office) -> None:
    ts = await said(opened, "one")
    await react(opened, "bea", ts)
    unfurled = changed(opened, ts, "one", at=float(ts), event=float(ts) + 1, before="one")
    del unfurled["message"]["edited"]

    await tell(opened, unfurled)

    assert [kind for kind, *_ in await lines(opened)] == ["message"]


async def test_of_what_was_not_taken_an_edit_leaves_no_trace(opened: Office, wire: str) -> None:
    ts = await said(opened, "one")
    before = await opened.bot.store.read(lambda tx: (tx.timeline.whole(IncidentId(1)), tx.outbox.states()))

    await opened.slack.edit("ana", ROOM, ts, "two")
    await opened.slack.delete("ana", ROOM, ts)
    await opened.rest()

    assert await opened.bot.store.read(lambda tx: (tx.timeline.whole(IncidentId(1)), tx.outbox.states())) == before


async def test_a_message_deleted_before_it_could_be_read_is_not_taken(opened: Office) -> None:
    ts = await said(opened, "one")
    opened.slack.faults.add(Fault("conversations.replies", kind="500"))
    await react(opened, "bea", ts)

    await opened.slack.delete("ana", ROOM, ts)
    await opened.pass_time(minutes=2)

    assert await lines(opened) == []


async def test_an_edit_during_the_reading_is_not_lost(opened: Office) -> None:
    ts = await said(opened, "one")

    async def edit() -> None:
        await opened.slack.edit("ana", ROOM, ts, "two")

    opened.slack.faults.add(Fault("conversations.replies", when="after", hook=edit))
    opened.slack.faults.add(Fault("chat.getPermalink", kind="500"))

    await react(opened, "bea", ts)
    await opened.pass_time(minutes=2)

    assert (await lines(opened))[-1][2] == "two"


async def test_a_redacted_message_is_not_told_again_by_a_later_edit(opened: Office) -> None:
    ts = await said(opened, "the password is hunter2")
    await react(opened, "bea", ts)
    seq = next(one.seq for one in await whole(opened) if one.kind == "message")
    await opened.bot.store.write(lambda tx: tx.timeline.redact(IncidentId(1), seq))

    await opened.slack.edit("ana", ROOM, ts, "the password is hunter3")
    await opened.rest()

    assert await lines(opened) == [("message", "U0ANA", "")]


async def test_in_a_private_channel_those_inside_take_and_edits_follow(office: Office, wire: str) -> None:
    room = "inc-1-card-data-leaked"
    await office.says("ana", "general", "open sev1 card data leaked @bea --private")
    ts = await office.slack.say("ana", room, "keys are revoked")
    await office.rest()

    await office.slack.react("bea", room, ts, "memo")
    await office.rest()
    await office.slack.edit("ana", room, ts, "all keys are revoked")
    await office.rest()

    assert await lines(office) == [
        ("message", "U0ANA", "keys are revoked"),
        ("edited", "U0ANA", "all keys are revoked"),
    ]


async def test_a_guest_in_a_private_channel_learns_nothing_by_reacting(office: Office) -> None:
    room = "inc-1-card-data-leaked"
    await office.says("ana", "general", "open sev1 card data leaked --private")
    await office.slack.join("gus", room)
    ts = await office.slack.say("ana", room, "keys are revoked")
    await office.rest()

    await office.slack.react("gus", room, ts, "memo")
    await office.rest()

    assert [one["text"] for one in office.slack.ephemerals("gus")] == [NOT_FOR_YOU]
    assert await lines(office) == []


async def test_a_message_of_the_thread_in_which_an_incident_runs_is_taken(office: Office) -> None:
    await office.says("ana", "general", "open sev4 search is slow")
    head = next(one["ts"] for one in office.slack.messages("incidents") if is_ours(one))
    await office.slack.join("bea", "incidents")
    inside = await office.slack.say("bea", "incidents", "the index is rebuilt", head)
    beside = await office.slack.say("bea", "incidents", "lunch")
    await office.rest()

    await office.slack.react("bea", "incidents", inside, "memo")
    await office.slack.react("bea", "incidents", beside, "memo")
    await office.rest()

    assert await lines(office) == [("message", "U0BEA", "the index is rebuilt")]
    assert (ticks(office, inside, "incidents"), ticks(office, beside, "incidents")) == (1, 0)
