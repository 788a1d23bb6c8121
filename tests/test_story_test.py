"""A test incident: it says TEST everywhere, pages and tells nobody, and closes itself."""

from tests.office import Office, TellBoth

ROOM = "inc-1-trying-it-out"


async def test_a_test_incident_disturbs_nobody(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(trying_it_out)


async def trying_it_out(office: Office) -> None:
    """Nia tries it out, with Bea's name in it, and forgets about it."""
    answer = await office.says("nia", "general", "open sev1 trying it out @bea --test")
    await office.pass_time(minutes=6)
    await office.says("nia", ROOM, "severity sev2")
    await office.pass_time(hours=2)

    assert answer.startswith("TEST 🔴 INC-1 (SEV1) is recorded")
    assert "It is announced to nobody." in answer
    assert office.members(ROOM) == ["nia"]
    assert office.dm("bea") == []
    assert office.dm("nia") == []
    assert office.posts("incidents") == []
    assert [post for post in office.posts(ROOM) if not post.startswith("TEST ")] == []
    assert office.topic(ROOM).startswith("TEST ")
    assert "TEST" in await office.says("nia", "general", "list")

    await office.pass_time(hours=22)

    assert "closed" in office.topic(ROOM)
    assert "Nothing is open." in await office.says("nia", "general", "list")
    assert office.posts("incidents") == []
