"""Files that were sent before something was redacted: deleted in Slack and sent anew, once, whatever fails."""

from typing import Any

import pytest

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.test_postmortems import OPEN, ROOM
from tests.workspace import owed

SECRET = "hunter2"


@pytest.fixture
def office(office: Office) -> Office:
    """A workspace without canvases."""
    office.slack.settings.canvases = False
    return office


def standing(said: list[dict[str, Any]]) -> list[str]:
    """The ids of the files that these messages hold and that are there."""
    files = [file for one in said for file in one.get("files", [])]
    return [file["id"] for file in files if file.get("mode") != "tombstone"]


def contents(slack: LocalSlack) -> list[str]:
    """What every file holds that anybody can still see."""
    return [(file.content or b"").decode() for file in slack.core.space.files.values() if file.shares]


async def over(office: Office) -> None:
    """An incident with a password in its second line, resolved; and what Bea asked for by DM."""
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"note the password is {SECRET}")
    await office.says("ana", ROOM, "resolve rolled back")
    await office.rest()
    await office.says("bea", "general", "postmortem INC-1 export html")
    await office.says("bea", "general", "timeline INC-1 export csv")


async def test_what_holds_it_is_deleted_and_sent_anew(office: Office) -> None:
    await over(office)
    before = standing([*office.slack.messages(ROOM), *office.dm("bea")])
    assert [SECRET in content for content in contents(office.slack)] == [True] * 3

    await office.says("ana", ROOM, "redact 2 a password")
    await office.rest()

    after = standing([*office.slack.messages(ROOM), *office.dm("bea")])
    assert SECRET not in str(contents(office.slack))
    assert (len(before), len(after)) == (3, 3)
    assert set(before).isdisjoint(after)
    assert await owed(office.bot) == 0


async def test_a_file_from_before_the_line_stays(office: Office) -> None:
    await over(office)
    await office.says("ana", ROOM, "note another password: swordfish")
    before = standing(office.dm("bea"))

    await office.says("ana", ROOM, "redact 4 a password")
    await office.rest()

    assert standing(office.dm("bea"))[-1:] == before[-1:]


async def test_redacted_twice_it_is_sent_anew_once_at_a_time(office: Office) -> None:
    await over(office)
    office.bot.courier.hold(60)
    await office.slack.command("ana", ROOM, "redact 2 a password")
    await office.slack.command("ana", ROOM, "redact 1 the title too")
    office.bot.courier.go_on()
    await office.rest()

    await office.pass_time(minutes=1)

    assert len(standing([*office.slack.messages(ROOM), *office.dm("bea")])) == 3
    assert SECRET not in str(contents(office.slack))
    assert await owed(office.bot) == 0


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("method", ["files.delete", "files.completeUploadExternal"])
async def test_a_call_whose_end_nobody_saw_deletes_and_sends_once(office: Office, method: str, when: str) -> None:
    await over(office)
    office.slack.faults.add(Fault(method, 1, "500", when))

    await office.says("ana", ROOM, "redact 2 a password")
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert len(standing([*office.slack.messages(ROOM), *office.dm("bea")])) == 3
    assert SECRET not in str(contents(office.slack))
    assert await owed(office.bot) == 0


@pytest.mark.parametrize("when", ["before", "after"])
async def test_what_was_redacted_while_the_file_was_on_its_way_is_not_in_it(office: Office, when: str) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, f"note the password is {SECRET}")
    office.slack.faults.add(Fault("files.completeUploadExternal", 1, "500", when))
    await office.slack.command("bea", "general", "timeline INC-1 export csv")
    await office.rest()

    await office.says("ana", ROOM, "redact 2 a password")
    await office.pass_time(minutes=1)
    await office.pass_time(minutes=1)

    assert SECRET not in str(contents(office.slack))
    assert len(standing(office.dm("bea"))) == 1
    assert await owed(office.bot) == 0


async def test_where_slack_deletes_no_files_those_inside_are_told(office: Office) -> None:
    await over(office)
    office.slack.settings.file_deleting = False

    await office.says("ana", ROOM, "redact 2 a password")
    await office.rest()

    told = [said for said in office.posts(ROOM) if "file_deleting_disabled" in said]
    assert told == [
        "Part of INC-1 (deleting a file that was sent before words were redacted) could not be done: Slack says "
        "file_deleting_disabled. Everything else goes on."
    ]


async def test_a_file_that_somebody_has_deleted_is_as_good(office: Office) -> None:
    await over(office)
    for file in office.slack.core.space.files.values():
        file.deleted = True

    await office.says("ana", ROOM, "redact 2 a password")
    await office.rest()

    assert "could not be done" not in str(office.posts(ROOM))
    assert await owed(office.bot) == 0
