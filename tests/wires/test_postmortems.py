"""A draft in Slack: posted once with its file under it, whatever fails, and the resolution never waits for it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.process import BotProcess
from tests.workspace import owed

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


def posts(slack: LocalSlack, room: str = ROOM) -> list[dict[str, Any]]:
    """What was posted of a postmortem."""
    return [said for said in slack.messages(room) if "Postmortem of INC-1" in said.get("text", "")]


def files(slack: LocalSlack, room: str = ROOM) -> list[dict[str, Any]]:
    """The messages that hold its file."""
    return [said for said in slack.messages(room) if said.get("files")]


async def test_the_draft_is_posted_with_its_file_under_it(office: Office, wire: str) -> None:
    office.slack.settings.canvases = False
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve rolled back 4.18")
    await office.rest()

    (post,), (file,) = posts(office.slack), files(office.slack)
    assert file["thread_ts"] == post["ts"]
    assert file["files"][0]["name"] == "INC-1-postmortem-0.md"
    content = office.slack.core.space.files[file["files"][0]["id"]].content or b""
    assert content.decode().startswith("# INC-1 · checkout is failing\n")
    assert "rolled back 4.18" in content.decode()


async def test_a_later_line_redraws_the_post_and_posts_no_other(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve rolled back 4.18")
    await office.rest()

    await office.says("ana", ROOM, "reopen it is back")
    await office.rest()

    (post,) = posts(office.slack)
    assert "INC-1 is open again" in str(post["blocks"])


async def test_an_incident_in_a_thread_has_its_postmortem_there(office: Office) -> None:
    await office.says("ana", "general", "open sev4 checkout is failing")
    await office.says("ana", "general", "resolve INC-1 rolled back")

    answer = await office.says("ana", "general", "postmortem INC-1 draft")
    await office.rest()

    (post,), (file,) = posts(office.slack, "incidents"), files(office.slack, "incidents")
    assert answer == "I write the draft of INC-1 from its record and post it where it was run."
    assert post["thread_ts"] == file["thread_ts"] != post["ts"]


async def test_of_a_private_one_nothing_leaves_its_channel(office: Office) -> None:
    office.slack.settings.canvases = False
    await office.says("ana", "general", f"{OPEN} --private")
    await office.says("ana", ROOM, "resolve rolled back the secret merger")
    await office.rest()

    outside = await office.says("mia", "general", "postmortem INC-1")

    assert outside == "There is no incident INC-1. `/incident list` shows what is open."
    assert len(posts(office.slack)) == len(files(office.slack)) == 1
    assert "merger" not in str(office.slack.messages("general"))


@pytest.mark.parametrize(
    ("form", "suffix"), [("md", "md"), ("html", "html"), ("json", "json"), ("confluence", "confluence.xml")]
)
async def test_whoever_asks_gets_it_as_a_file_by_dm(office: Office, form: str, suffix: str) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "resolve rolled back")
    await office.rest()

    await office.says("bea", "general", f"postmortem INC-1 export {form}")

    [name] = [file["name"] for said in office.slack.dm("bea") for file in said.get("files", [])]
    assert name.startswith("INC-1-postmortem-1-")
    assert name.endswith(f".{suffix}")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_call_whose_end_nobody_saw_sends_one_file(office: Office, method: str, when: str) -> None:
    office.slack.settings.canvases = False
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault(method, 1, "500", when))

    await office.says("ana", ROOM, "resolve rolled back")
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert (len(posts(office.slack)), len(files(office.slack))) == (1, 1)
    assert await owed(office.bot) == 0


@pytest.fixture
async def process(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot as a process, killed at the end whatever happens."""
    made = BotProcess(slack, tmp_path)
    await made.start()
    yield made
    made.kill()
    await made.died()


@pytest.mark.slow
@pytest.mark.parametrize("kept_as", ["canvas", "file"])
@pytest.mark.parametrize("after", [0.0, 0.05, 0.2, 0.6])
async def test_killed_after_a_resolution_there_is_one_draft_and_one_post(
    slack: LocalSlack, process: BotProcess, after: float, kept_as: str
) -> None:
    slack.settings.canvases = kept_as == "canvas"
    await slack.command("ana", "general", OPEN)
    await process.delivered()
    await slack.command("ana", ROOM, "resolve rolled back")
    await asyncio.sleep(after)

    process.kill()
    await process.died()
    await process.start()
    await process.delivered()

    assert (len(posts(slack)), len(files(slack)) + len(slack.core.space.canvases)) == (1, 1)
    assert process.rows("select count(*) from postmortems") == [(1,)]
    assert process.rows("select key from outbox where state = 'dead'") == []
