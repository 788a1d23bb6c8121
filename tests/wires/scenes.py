"""Situations in which people see buttons: each scene is told to an office and leaves its buttons on the screen."""

from collections.abc import Awaitable, Callable, Mapping

from tests.office import Button, Office

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"
Scene = Callable[[Office], Awaitable[None]]


async def opened(office: Office) -> None:
    """Just reported."""
    await office.says("ana", "general", OPEN)
    await office.slack.join("bea", ROOM)
    await office.rest()


async def untitled(office: Office) -> None:
    """Reported without a word."""
    await office.says("bea", "general", "open sev2")


async def oddly_graded(office: Office) -> None:
    """Reported with a severity that nobody knows."""
    await office.says("bea", "general", "open sev9 checkout is failing")


async def owned(office: Office) -> None:
    """Bea was named."""
    await office.says("ana", "general", f"{OPEN} @bea")


async def unanswered(office: Office) -> None:
    """Nobody has answered."""
    await owned(office)
    await office.pass_time(minutes=6)


async def answered(office: Office) -> None:
    """Bea has it."""
    await opened(office)
    await office.says("bea", ROOM, "ack")


async def reminded(office: Office) -> None:
    """An update is due."""
    await answered(office)
    await office.pass_time(minutes=40)
    await office.writes("ana", ROOM, "I watch the error rate")
    await office.pass_time(minutes=16)


async def fallen_silent(office: Office) -> None:
    """Whoever has it is asked whether they still do."""
    await answered(office)
    await office.pass_time(minutes=26)


async def resolved(office: Office) -> None:
    """Over."""
    await answered(office)
    await office.says("bea", ROOM, "resolve rolled back")


async def asked(office: Office) -> None:
    """Bea asked how it stands, and for the list and the timeline."""
    await answered(office)
    await office.says("bea", "general", "status INC-1")
    await office.says("bea", "general", "list")
    await office.says("bea", "general", "timeline INC-1")
    await office.says("bea", "general", "help")


async def busy(office: Office) -> None:
    """There is something to do, by nobody and by Bea, and a link."""
    await opened(office)
    await office.says("ana", ROOM, "todo tell support")
    await office.says("ana", ROOM, "todo @bea roll back 4.18")
    await office.says("ana", ROOM, "link https://dash.example Dashboard")
    await office.says("bea", ROOM, "todo")
    await office.says("bea", ROOM, "todo mine")
    await office.says("bea", ROOM, "timeline todos")


async def asked_afterwards(office: Office) -> None:
    """Bea asked how it ended."""
    await resolved(office)
    await office.says("bea", "general", "status INC-1")


async def mistyped(office: Office) -> None:
    """Bea mistyped, and said what fails without a verb."""
    await office.says("bea", "general", "opne sev3 search is slow")
    await office.says("bea", "general", "search is down")


async def unclear(office: Office) -> None:
    """Two are open, and Bea did not say which."""
    await office.says("ana", "general", OPEN)
    await office.says("ana", "general", "open sev3 search is slow")
    await office.says("bea", "general", "ack")


async def repeated(office: Office) -> None:
    """Bea said the same twice."""
    await office.says("bea", "general", OPEN)
    await office.says("bea", "general", OPEN)


async def merged(office: Office) -> None:
    """Two became one, and Bea looked at what ended."""
    await office.says("ana", "general", OPEN)
    await office.says("ana", "general", "open sev3 search is slow")
    await office.says("bea", "general", "merge INC-1")
    await office.says("bea", "general", "merge INC-2 INC-1")
    await office.says("bea", "general", "show INC-2")


async def slipped(office: Office) -> None:
    """Bea gave it away and noticed too late."""
    await answered(office)
    await office.says("bea", ROOM, "owner @ana")
    await office.pass_time(minutes=3)
    await office.says("bea", ROOM, "undo")


async def misgraded(office: Office) -> None:
    """Bea used words for severity and status that nobody knows, and regrades what is over."""
    await answered(office)
    await office.says("bea", ROOM, "severity sev9")
    await office.says("bea", ROOM, "status asleep")
    await office.says("bea", ROOM, "resolve")
    await office.fills("bea")
    await office.says("bea", ROOM, "severity sev1")
    await office.says("bea", ROOM, "update one more thing")


async def mended(office: Office) -> None:
    """Bea used the forms, and one refused her."""
    await opened(office)
    await office.presses("bea", "Update", ROOM)
    await office.fills("bea", what="looking")
    await office.presses("bea", "Severity", ROOM)
    await office.fills("bea", severity="sev1")


async def paged(office: Office) -> None:
    """Ana called Bea, and gave her a part."""
    await opened(office)
    await office.says("ana", ROOM, "page @bea")
    await office.says("ana", ROOM, "role comms @bea")


async def handed(office: Office) -> None:
    """Ana has it and hands it over to Bea, who has opened what stands behind More."""
    await opened(office)
    await office.says("ana", ROOM, "ack")
    await office.says("ana", ROOM, "handover @bea")
    await office.presses("bea", "More", ROOM)


async def late(office: Office) -> None:
    """Bea came late and read in."""
    await opened(office)
    await office.presses("bea", "Catch me up", ROOM)


async def followed(office: Office) -> None:
    """Bea follows what is bad, and is told."""
    await office.says("bea", "general", "follow sev2")
    await office.says("ana", "general", OPEN)
    await office.says("bea", "general", "follow")


SCENES: Mapping[str, Scene] = {
    scene.__name__: scene
    for scene in (
        opened,
        untitled,
        oddly_graded,
        owned,
        unanswered,
        answered,
        reminded,
        fallen_silent,
        resolved,
        asked,
        busy,
        asked_afterwards,
        mistyped,
        unclear,
        repeated,
        merged,
        slipped,
        misgraded,
        mended,
        paged,
        handed,
        late,
        followed,
    )
}


def seen(office: Office, who: str) -> list[Button]:
    """Every button that somebody sees anywhere, in the order in which they appeared."""
    space, person = office.slack.core.space, office.slack.person(who)
    rooms = [room.id for room in space.channels.values() if space.may_see(person.id, room)]
    return [button for room in rooms for button in office.buttons(who, room)]
