"""A private incident: those in its channel work on it, nobody else learns that it exists."""

from tests.office import Office, TellBoth

ROOM = "inc-1-card-data-leaked"
NO_SUCH = "There is no incident INC-1. `/incident list` shows what is open."


async def test_a_private_incident_is_seen_by_nobody_outside(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(in_private)


async def in_private(office: Office) -> None:
    """Ana opens it with Bea; Mia is outside, is let in, and leaves again."""
    await ana_opens_it_with_bea(office)
    await nobody_outside_learns_of_it(office)
    await mia_is_let_in_and_leaves(office)
    await nothing_of_it_stood_anywhere_else(office)


async def ana_opens_it_with_bea(office: Office) -> None:
    answer = await office.says("ana", "general", "open sev1 card data leaked @bea --private")

    assert "It is private: only those in its channel see it." in answer
    assert office.slack.channel(ROOM).kind.value == "private_channel"
    assert office.members(ROOM) == ["ana", "bea"]
    assert "Private: only the people in this channel see it." in office.pins(ROOM)[0]
    assert "card data leaked" in await office.says("bea", "general", "list")
    assert "acknowledged" not in await office.says("bea", "general", "status INC-1")


async def nobody_outside_learns_of_it(office: Office) -> None:
    refusals = {
        words: await office.says("mia", "general", words)
        for words in (
            "status INC-1",
            "ack INC-1",
            "timeline INC-1",
            "join INC-1",
            "resolve INC-1 done",
            "update INC-1 x",
            "severity INC-1 sev5",
            "note INC-1 x",
            "owner INC-1 me",
            "page INC-1 me",
            "page INC-1 --cannot",
            "more INC-1",
            "role INC-1 comms me",
            "handover INC-1 --accept",
            "catchup INC-1",
            "title INC-1 x",
            "reopen INC-1",
            "remind INC-1 off",
            "status 1",
        )
    }

    assert set(refusals.values()) == {NO_SUCH}
    assert NO_SUCH.replace("INC-1", "INC-77") == await office.says("mia", "general", "status INC-77")
    assert "card data" not in await office.says("mia", "general", "list")
    assert "card data" not in await office.says("mia", "general", "list all")
    assert "No incident is open." in await office.says("mia", "general", "ack")
    assert office.members(ROOM) == ["ana", "bea"]


async def mia_is_let_in_and_leaves(office: Office) -> None:
    await office.slack.join("mia", ROOM)
    await office.rest()
    inside = await office.says("mia", ROOM, "status")
    await office.slack.leave("mia", ROOM)
    await office.rest()
    outside = await office.says("mia", "general", "status INC-1")

    assert "card data leaked" in inside
    assert "private" in inside
    assert outside == NO_SUCH


async def nothing_of_it_stood_anywhere_else(office: Office) -> None:
    await office.says("bea", ROOM, "ack")
    await office.says("bea", ROOM, "severity sev2")
    await office.says("bea", ROOM, "update keys are revoked")
    await office.pass_time(hours=1)
    await office.says("bea", ROOM, "resolve keys revoked")

    everywhere = {room.name: office.posts(room.id) for room in office.slack.core.space.channels.values()}
    rooms_with_it = {name for name, posts in everywhere.items() if any("INC-1" in post for post in posts)}
    assert office.posts("incidents") == []
    assert [name for name in rooms_with_it if not name.startswith("mpdm")] == [ROOM]
    assert office.dm("mia") == []
    assert office.dm("ana") == []
