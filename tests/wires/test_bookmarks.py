"""Links above an incident's channel: each once, whatever fails; what people do to bookmarks stands."""

from collections.abc import Awaitable, Callable

import pytest

from app import Sitrep
from incidents.policy import Policy, Service
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office, StandingClock
from tests.wires.opening import mishaps
from tests.workspace import owed

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing svc:payments"
DASH, LOGS = "https://dash.example/checkout", "https://logs.example"
PAYMENTS = Service(name="payments", team="pay", tier=1, links=(("Dashboard", DASH), ("Logs", LOGS)))
POLICY = Policy(services=(PAYMENTS,), bridge="https://call.example/{number}")


@pytest.fixture
async def office(slack: LocalSlack, start_bot: Callable[..., Awaitable[Sitrep]]) -> Office:
    """A workspace whose settings know a service with links, and a bridge."""
    clock = StandingClock()
    return Office(slack, await start_bot("socket", policy=POLICY, clock=clock), clock, "socket")


def bookmarks(office: Office) -> list[tuple[str, str]]:
    """Title and address of each bookmark above the channel."""
    return [(one["title"], one["link"]) for one in office.slack.channel(ROOM).bookmarks.values()]


def identity(office: Office, title: str) -> str:
    """The id of a bookmark."""
    return next(key for key, one in office.slack.channel(ROOM).bookmarks.items() if one["title"] == title)


async def test_the_links_of_the_service_and_the_bridge_stand_above_the_channel_and_on_the_card(office: Office) -> None:
    await office.says("ana", "general", OPEN)

    card = office.pins(ROOM)[0]
    assert bookmarks(office) == [("Dashboard", DASH), ("Logs", LOGS), ("Bridge", "https://call.example/1")]
    assert "*Service* payments · team pay · tier 1" in card
    assert f"*Links* <{DASH}|Dashboard> · <{LOGS}|Logs> · <https://call.example/1|Bridge>" in card


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["500", "drop"])
@pytest.mark.parametrize(
    ("method", "nth"), [("bookmarks.list", 1), ("bookmarks.add", 1), ("bookmarks.add", 2), ("bookmarks.add", 3)]
)
async def test_a_call_whose_end_nobody_saw_adds_nothing_twice(
    office: Office, method: str, nth: int, kind: str, when: str
) -> None:
    office.slack.faults.add(Fault(method, nth, kind, when))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert sorted(bookmarks(office)) == sorted(
        [("Dashboard", DASH), ("Logs", LOGS), ("Bridge", "https://call.example/1")]
    )
    assert await owed(office.bot) == 0


async def test_what_people_took_away_does_not_come_back_and_what_they_added_stays(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    room = office.slack.channel(ROOM)
    del room.bookmarks[identity(office, "Logs")]
    room.bookmarks["BkOWN"] = {
        **room.bookmarks[identity(office, "Bridge")],
        "id": "BkOWN",
        "title": "Ours",
        "link": "https://own.example",
    }

    await office.says("ana", ROOM, "link https://tickets.example Ticket")

    titles = [title for title, _ in bookmarks(office)]
    assert titles == ["Dashboard", "Bridge", "Ours", "Ticket"]


async def test_an_address_that_people_put_there_is_not_added_again(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    room = office.slack.channel(ROOM)
    room.bookmarks["BkOWN"] = {"id": "BkOWN", "title": "Ours", "link": "https://own.example"}

    answer = await office.says("ana", ROOM, "link https://own.example Ticket")

    assert answer == "Link 4, “Ticket”, is on the card of INC-1."
    assert [title for title, _ in bookmarks(office)] == ["Dashboard", "Logs", "Bridge", "Ours"]


async def test_a_removed_link_leaves_the_channel_and_the_card(office: Office) -> None:
    await office.says("ana", "general", OPEN)

    await office.says("ana", ROOM, "link remove 1")

    assert [title for title, _ in bookmarks(office)] == ["Logs", "Bridge"]
    assert "Dashboard" not in office.pins(ROOM)[0]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_removal_whose_end_nobody_saw_is_made_good(office: Office, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault("bookmarks.remove", 1, "drop", when))

    await office.says("ana", ROOM, "link remove 1")
    await office.pass_time(minutes=1)

    assert [title for title, _ in bookmarks(office)] == ["Logs", "Bridge"]
    assert await owed(office.bot) == 0


async def test_a_bookmark_that_somebody_made_another_of_is_theirs(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    room = office.slack.channel(ROOM)
    room.bookmarks[identity(office, "Dashboard")]["link"] = "https://better.example"

    await office.says("ana", ROOM, "link remove 1")

    assert bookmarks(office)[0] == ("Dashboard", "https://better.example")


async def test_without_room_for_more_it_is_told_once_and_the_link_stands_on_the_card(office: Office) -> None:
    office.slack.faults.add(Fault("bookmarks.add", 2, "too_many_bookmarks"))

    await office.says("ana", "general", OPEN)

    assert [title for title, _ in bookmarks(office)] == ["Dashboard", "Bridge"]
    assert f"<{LOGS}|Logs>" in office.pins(ROOM)[0]
    assert mishaps(office, ROOM) == [
        "Part of INC-1 (the channel's bookmarks) could not be done: Slack says too_many_bookmarks. "
        "Everything else goes on."
    ]


async def test_a_private_incident_s_links_are_on_nobody_else_s_screen(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} --private")

    outside = await office.says("mia", "general", "link INC-1")

    assert outside == "There is no incident INC-1. `/incident list` shows what is open."
    assert len(bookmarks(office)) == 3
