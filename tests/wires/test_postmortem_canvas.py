"""The whole postmortem in Slack: as the canvas of the incident's channel where there can be one, else as a file."""

import pytest

from bot.manifest import SCOPES
from sandbox.faults import Fault
from sandbox.server import LocalSlack
from sandbox.state import canvases as canvas_state
from tests.office import Office
from tests.wires.test_postmortems import OPEN, ROOM, files, posts
from tests.workspace import owed


def canvases(slack: LocalSlack) -> list[str]:
    """What stands in every canvas that there is."""
    return [slack.canvas(one) for one in slack.core.space.canvases]


def asked(slack: LocalSlack, method: str) -> int:
    """How often a method was called."""
    return sum(call.method == method for call in slack.calls)


async def over(office: Office, words: str = "rolled back 4.18") -> None:
    """An incident opened and resolved."""
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"resolve {words}")
    await office.rest()


async def test_the_whole_of_it_is_the_canvas_of_the_channel(office: Office) -> None:
    await over(office)

    [canvas] = canvases(office.slack)
    assert office.slack.channel(ROOM).canvas is not None
    assert canvas.startswith("*Postmortem · draft")
    assert "## Timeline" in canvas
    assert "rolled back 4.18" in canvas
    assert (len(posts(office.slack)), files(office.slack)) == (1, [])
    assert "The whole of it is the canvas of this channel." in office.posts(ROOM)[-1]


async def test_it_follows_what_is_written_and_what_happens(office: Office) -> None:
    await over(office)
    await office.says("ana", ROOM, "postmortem edit contributing")
    await office.fills("ana", text0="#### The pool\n![](@U0ANA) <!channel> is too small")
    await office.says("ana", ROOM, "note the pool is larger now")
    await office.pass_time(minutes=1)

    [canvas] = canvases(office.slack)
    assert "### The pool" in canvas
    assert "!\\[](@U0ANA) &lt;!channel> is too small" in canvas
    assert "the pool is larger now" in canvas


async def test_changes_that_follow_each_other_are_written_once(office: Office) -> None:
    await over(office)
    before = asked(office.slack, "canvases.edit")

    for day in ("friday", "saturday", "sunday"):
        await office.says("ana", ROOM, f"postmortem due {day}")
    await office.pass_time(minutes=1)

    assert asked(office.slack, "canvases.edit") - before == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("method", ["conversations.canvases.create", "canvases.edit"])
async def test_a_call_whose_end_nobody_saw_leaves_one_canvas(office: Office, method: str, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault(method, 1, "500", when))

    await office.says("ana", ROOM, "resolve rolled back")
    await office.pass_time(minutes=1)
    await office.says("ana", ROOM, "note all is well")
    await office.pass_time(minutes=1)
    await office.pass_time(minutes=1)

    [canvas] = canvases(office.slack)
    assert "all is well" in canvas
    assert office.slack.faults.pending() == []
    assert files(office.slack) == []
    assert await owed(office.bot) == 0


async def test_where_canvases_are_switched_off_a_file_comes_and_it_is_not_tried_again(office: Office) -> None:
    office.slack.settings.canvases = False
    await over(office)
    await office.says("ana", "general", "open sev2 search is failing")
    await office.says("ana", "inc-2-search-is-failing", "resolve restarted")
    await office.rest()

    assert asked(office.slack, "conversations.canvases.create") == 1
    assert len(files(office.slack)) == len(files(office.slack, "inc-2-search-is-failing")) == 1
    assert "canvas" not in str(office.posts(ROOM))  # Neither an error nor a promise.
    assert await owed(office.bot) == 0


async def test_a_week_later_it_is_asked_again(office: Office) -> None:
    office.slack.settings.canvases = False
    await over(office)
    office.slack.settings.canvases = True

    await office.pass_time(days=8)
    await office.says("ana", "general", "open sev2 search is failing")
    await office.says("ana", "inc-2-search-is-failing", "resolve restarted")
    await office.rest()

    assert len(canvases(office.slack)) == 1
    assert files(office.slack, "inc-2-search-is-failing") == []


async def test_an_app_without_the_permission_sends_a_file(office: Office) -> None:
    office.slack.core.app.scopes = frozenset(SCOPES) - {"canvases:write"}

    await over(office)

    assert len(files(office.slack)) == 1
    assert "permission" not in str(office.posts(ROOM))


async def test_a_canvas_that_people_have_made_stays_theirs(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    space, room = office.slack.core.space, office.slack.channel(ROOM)
    theirs = canvas_state.create(space, "Notes", "Our notes", office.slack.person("ana").id, 0.0)
    canvas_state.put_in_tab(space, room, theirs)
    await office.says("ana", ROOM, "resolve rolled back")
    await office.rest()

    assert room.canvas == theirs.id
    assert canvases(office.slack) == ["Our notes"]
    assert len(files(office.slack)) == 1


async def test_a_canvas_that_was_taken_away_is_not_made_again(office: Office) -> None:
    await over(office)
    office.slack.core.space.canvases.clear()
    office.slack.channel(ROOM).canvas = None

    await office.says("ana", ROOM, "note all is well")
    await office.pass_time(minutes=1)
    await office.says("ana", ROOM, "note all is still well")
    await office.pass_time(minutes=1)

    assert canvases(office.slack) == []
    assert len(files(office.slack)) == 1


async def test_what_is_redacted_leaves_the_canvas_at_once(office: Office) -> None:
    await over(office, "the password was hunter2")

    await office.says("ana", ROOM, "redact 2 a password")
    await office.rest()

    [canvas] = canvases(office.slack)
    assert "hunter2" not in canvas
    assert "## Timeline" in canvas


async def test_a_private_one_has_its_canvas_inside(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} --private")
    await office.says("ana", ROOM, "resolve rolled back")
    await office.rest()

    [canvas] = office.slack.core.space.canvases.values()
    assert canvas.channel == office.slack.channel(ROOM).id
    assert not office.slack.channel(ROOM).is_public
