"""`open ... --here`: an incident in a channel that was there before, whose own things it leaves alone."""

from sandbox import membership
from sandbox.faults import Fault
from tests.office import Office
from tests.wires.opening import incident_channels, mishaps

OPEN = "open sev2 checkout is failing --here"
OWN = "inc-1-checkout-is-failing"


async def test_it_is_run_in_the_channel_where_it_was_opened(office: Office, wire: str) -> None:
    office.slack.channel("payments").topic["value"] = "all about payments"

    answer = await office.says("ana", "payments", OPEN)
    await office.says("ana", "payments", "ack")
    await office.says("ana", "payments", "resolve rolled back")

    room = office.slack.channel("payments")
    assert "It is run in this channel." in answer
    assert incident_channels(office.slack) == []
    assert "*INC-1 · checkout is failing*" in office.pins("payments")[0]
    assert "Resolved after" in office.posts("payments")[-3]  # After it come the postmortem and its file.
    assert (room.topic["value"], room.archived) == ("all about payments", False)
    assert f"<#{room.id}>" in office.posts("incidents")[0]
    assert {call.method for call in office.slack.calls} & {
        "conversations.setTopic",
        "conversations.setPurpose",
    } == set()


async def test_two_in_one_channel_are_told_apart(office: Office) -> None:
    await office.says("ana", "payments", OPEN)

    answer = await office.says("ana", "payments", "open sev3 refunds are slow --here")
    newest = await office.says("ana", "payments", "note looking at refunds")
    older = await office.says("ana", "payments", "note INC-1 looking at checkout")
    await office.says("ana", "payments", "resolve the queue was full")
    left = await office.says("ana", "payments", "note one is left")

    assert "INC-1 is open in this channel too." in answer
    assert "without a number is about INC-2" in answer
    assert newest == "Written into the timeline of INC-2."
    assert older == "Written into the timeline of INC-1."
    assert left == "Written into the timeline of INC-1."


async def test_a_private_one_in_a_public_channel_gets_a_channel_of_its_own(office: Office, wire: str) -> None:
    answer = await office.says("ana", "payments", f"{OPEN} --private")

    assert "If that is open to others, it gets one of its own." in answer
    assert office.posts("payments") == []
    assert office.slack.bot_user not in office.slack.channel("payments").members
    assert office.slack.channel(OWN).kind.value == "private_channel"
    assert office.members(OWN) == ["ana"]
    assert "Slack says not_private. It goes on here." in office.posts(OWN)[2]
    assert office.posts("incidents") == []


async def test_a_private_one_in_a_private_channel_is_seen_by_its_people(office: Office) -> None:
    private_room(office, "vault", "ana", "bea", office.slack.bot_user)

    await office.says("ana", "vault", f"{OPEN} --private")

    assert incident_channels(office.slack) == []
    assert "checkout is failing" in office.pins("vault")[0]
    assert "checkout is failing" in await office.says("bea", "vault", "status")
    assert "There is no incident INC-1." in await office.says("mia", "general", "status INC-1")


async def test_a_private_channel_without_the_bot_is_left_alone(office: Office) -> None:
    private_room(office, "vault", "ana", "bea")

    await office.says("ana", "vault", OPEN)

    assert office.posts("vault") == []
    assert office.members(OWN) == ["ana"]
    assert "Slack says channel_not_found. It goes on here." in office.posts(OWN)[2]
    assert "Slack refused the other (channel_not_found)" in await office.says("ana", OWN, "timeline")


async def test_a_channel_that_does_not_let_the_bot_in_is_exchanged_for_one_of_its_own(office: Office) -> None:
    office.slack.faults.add(Fault("conversations.join", kind="restricted_action"))

    await office.says("ana", "payments", f"{OPEN} @bea")

    assert sorted(office.members(OWN)) == ["ana", "bea"]
    assert office.posts("payments") == []
    assert office.topic(OWN).startswith("🟠 INC-1")
    assert mishaps(office, "ana") == []


async def test_where_neither_works_it_goes_to_the_thread(office: Office) -> None:
    office.slack.faults.add(Fault("conversations.join", kind="restricted_action"))
    office.slack.faults.add(Fault("conversations.create", kind="cannot_create_channel", times=10))

    await office.says("ana", "payments", OPEN)

    assert incident_channels(office.slack) == []
    assert "Slack does not let me make a channel (cannot_create_channel)." in office.posts("incidents")[-1]
    assert "<@U0ANA>" in office.posts("incidents")[-1]


async def test_a_dm_is_no_place_for_it(office: Office) -> None:
    office.slack._doings.people.open_direct("ana", office.slack.bot_user)

    answer = await office.says("ana", office.direct("ana"), OPEN)

    assert "INC-1 gets a channel of its own: it cannot run in a DM" in answer
    assert office.members(OWN) == ["ana"]


async def test_somebody_who_is_named_is_brought_in(office: Office) -> None:
    await office.slack.leave("bea", "payments")

    await office.says("ana", "payments", f"{OPEN} @bea")

    assert "bea" in office.members("payments")


def private_room(office: Office, name: str, *people: str) -> None:
    """A private channel that Ana made."""
    space, now = office.slack.core.space, office.slack.core.clock.now()
    room = membership.create(space, name, office.slack.person("ana").id, now, is_private=True)
    for person in people[1:]:
        membership.enter(space, room, space.person(person).id, now)
