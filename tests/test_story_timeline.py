"""How a timeline comes about: reactions, pins, notes about the past, pictures, a stretch of talk; over both wires."""

from incidents.model import IncidentId
from incidents.record import chain
from incidents.record.chain import Link
from tests.office import Office, TellBoth

ROOM = "inc-1-checkout-is-failing"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


async def test_a_timeline_from_what_people_say_and_do(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(from_talk_to_record)


async def from_talk_to_record(office: Office) -> None:
    """Ana and Bea talk; what matters becomes the record, whatever happens to their messages later."""
    await they_talk_and_mark_what_matters(office)
    await they_change_their_words(office)
    await bea_adds_what_she_did_before(office)
    await ana_takes_the_whole_talk(office)
    await a_message_from_elsewhere_joins(office)
    await the_chain_holds(office)


async def they_talk_and_mark_what_matters(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    first = await office.slack.say("ana", ROOM, "card payments return 502")
    await office.slack.say("bea", ROOM, "looking at the gateway")
    cause = await office.slack.say("bea", ROOM, "the gateway's pool is exhausted")
    await office.rest()

    await office.slack.react("bea", ROOM, first, "memo")
    await office.rest()
    await office.slack.pin("ana", ROOM, cause)
    await office.slack.react("ana", ROOM, first, "memo")
    await office.rest()

    assert await texts(office) == ["card payments return 502", "the gateway's pool is exhausted"]


async def they_change_their_words(office: Office) -> None:
    first = stamp(office, "card payments return 502")
    await office.slack.edit("ana", ROOM, first, "card payments return 503")
    await office.rest()
    await office.slack.delete("ana", ROOM, first)
    await office.rest()

    assert [line.kind for line in await taken(office)] == ["message", "message", "edited", "deleted"]
    shown = await office.says("bea", ROOM, "timeline")
    assert "card payments return 502" in shown
    assert "“card payments return 503”" in shown
    assert "was deleted in Slack" in shown


async def bea_adds_what_she_did_before(office: Office) -> None:
    answer = await office.says("bea", ROOM, "note 10m ago restarted the gateway")
    refused = await office.says("bea", ROOM, "note 25h ago the last deploy")

    line = (await whole(office))[-1]
    assert "Written into the timeline of INC-1, at <!date^" in answer
    assert "more than a day before INC-1 was opened" in refused
    assert (line.kind, line.body) == ("note", {"text": "restarted the gateway"})
    assert (line.recorded_at - line.occurred_at).total_seconds() == 600


async def ana_takes_the_whole_talk(office: Office) -> None:
    begin = stamp(office, "looking at the gateway")
    await office.slack.upload("bea", ROOM, "graph.png", PNG, "here is the graph")
    end = await office.slack.say("ana", ROOM, "it recovers")
    await office.rest()

    first = await office.uses("ana", "keep_from", ROOM, begin)
    second = await office.uses("ana", "keep_from", ROOM, end)

    assert "That is the first message." in first
    assert "I take everything between the two messages" in second
    assert (await texts(office))[-3:] == ["looking at the gateway", "here is the graph", "it recovers"]
    assert "3 messages from" in office.dm("ana")[-1]["text"]
    assert "1 were there already." in office.dm("ana")[-1]["text"]
    shared = next(line for line in await taken(office) if (line.body or {}).get("files"))
    assert shared.body is not None
    assert shared.body["files"].endswith("/graph.png")


async def a_message_from_elsewhere_joins(office: Office) -> None:
    ts = await office.slack.say("mia", "general", "customers complain about checkout")

    answer = await office.uses("mia", "keep", "general", ts)

    assert answer.startswith("I take it into the timeline of INC-1.")
    assert (await texts(office))[-1] == "customers complain about checkout"


async def the_chain_holds(office: Office) -> None:
    assert chain.broken(await whole(office)) is None


async def whole(office: Office) -> list[Link]:
    """Every line."""
    return list(await office.bot.store.read(lambda tx: tx.timeline.whole(IncidentId(1))))


async def taken(office: Office) -> list[Link]:
    """The lines that come from messages."""
    return [line for line in await whole(office) if line.kind in ("message", "edited", "deleted")]


async def texts(office: Office) -> list[str]:
    """What the messages said that became lines."""
    return [(line.body or {}).get("text", "") for line in await taken(office) if line.kind == "message"]


def stamp(office: Office, text: str) -> str:
    """Which message says this."""
    return str(next(one["ts"] for one in office.slack.messages(ROOM) if one["text"] == text))
