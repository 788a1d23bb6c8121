"""What an incident leaves behind: to-dos, links, the timeline read, narrowed, exported and redacted."""

import json

from tests.office import Office, TellBoth, words_of

ROOM = "inc-1-checkout-is-failing"


async def test_what_an_incident_leaves_behind(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(kept)


async def kept(office: Office) -> None:
    """Ana and Bea share the work, keep their links, and at three in the morning a password slips in."""
    await they_share_the_work(office)
    await they_keep_their_links(office)
    await a_password_slips_in_and_is_erased(office)
    await the_record_is_read_and_taken_away(office)


async def they_share_the_work(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.says("ana", ROOM, "todo @bea roll back 4.18")
    await office.says("ana", ROOM, "todo tell support")
    given = office.pins(ROOM)[0]
    done = await office.presses("bea", "Done", "dm")
    taken = await office.says("bea", ROOM, "todo 2 me")

    assert "*To do* 1. roll back 4.18 (Bea) · 2. tell support (nobody)" in given
    assert office.members(ROOM) == ["ana", "bea"]
    assert done == "To-do 1 of INC-1 is done."
    assert taken == "To-do 2 of INC-1 is with <@U0BEA>."
    assert "*To do* 2. tell support (Bea)" in office.pins(ROOM)[0]
    assert "It is done. You need do nothing." in words_of(office.dm("bea")[0])


async def they_keep_their_links(office: Office) -> None:
    added = await office.says("bea", ROOM, "link https://dash.example/checkout?a=1&b=2 Dashboard")
    again = await office.says("ana", ROOM, "link https://dash.example/checkout?a=1&b=2")

    (bookmark,) = office.slack.channel(ROOM).bookmarks.values()
    assert added == "Link 1, “Dashboard”, is on the card of INC-1."
    assert again == "INC-1 has this address already: link 1, “Dashboard”."
    assert (bookmark["title"], bookmark["link"]) == ("Dashboard", "https://dash.example/checkout?a=1&b=2")
    assert "*Links* <https://dash.example/checkout?a=1&amp;b=2|Dashboard>" in office.pins(ROOM)[0]


async def a_password_slips_in_and_is_erased(office: Office) -> None:
    await office.says("bea", ROOM, "update logged in with hunter2")
    lines = await office.says("bea", ROOM, "timeline updates")
    number = next(line for line in lines.splitlines() if "hunter2" in line).split("`")[1]
    refused = await office.says("mia", "general", f"redact INC-1 {number}")
    erased = await office.says("bea", ROOM, f"redact {number} a password")

    assert "can be redacted by who wrote it" in refused
    assert erased == f"Line {number} of INC-1 is redacted: its words are erased wherever I keep them."
    assert [post for post in (*office.posts(ROOM), *office.posts("incidents")) if "hunter2" in post] == []
    assert f"redacted line {number}: a password" in await office.says("bea", ROOM, "timeline")


async def the_record_is_read_and_taken_away(office: Office) -> None:
    notes = await office.says("ana", ROOM, "timeline todos @bea")
    sent = await office.says("ana", ROOM, "timeline export json")

    (file,) = [file for said in office.dm("ana") for file in said.get("files", [])]
    told = json.loads(office.slack.core.space.files[file["id"]].content or b"")
    assert "did to-do 1: roll back 4.18" in notes
    assert "tell support" in notes
    assert sent == "The timeline of INC-1 comes to you by DM as a file (json)."
    assert told["chain"]["broken_at"] is None
    assert "hunter2" not in json.dumps(told)
    assert [line["kind"] for line in told["timeline"]][-2:] == ["update", "redacted"]
