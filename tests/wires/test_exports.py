"""The timeline as a file, once in the asker's DM, whatever fails; and words that are erased from posts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.opening import mishaps
from tests.wires.process import BotProcess
from tests.workspace import owed

ROOM = "inc-1-checkout-is-failing"
OPEN = "open sev2 checkout is failing"


def files(slack: LocalSlack, who: str) -> list[str]:
    """The names of the files in somebody's DM."""
    return [file["name"] for said in slack.dm(who) for file in said.get("files", [])]


def content(slack: LocalSlack, who: str) -> str:
    """What is in the newest of them."""
    newest = [file["id"] for said in slack.dm(who) for file in said.get("files", [])][-1]
    return (slack.core.space.files[newest].content or b"").decode()


@pytest.mark.parametrize(("form", "begin"), [("md", "# INC-1 · checkout"), ("json", "{\n"), ("csv", "\ufeffLine,UTC,")])
async def test_the_asker_gets_the_file_by_dm_and_nobody_else(office: Office, wire: str, form: str, begin: str) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "note =1+1 | <b> *bold*")

    answer = await office.says("bea", "general", f"timeline INC-1 export {form}")

    (name,) = files(office.slack, "bea")
    assert answer == f"The timeline of INC-1 comes to you by DM as a file ({form})."
    assert name.startswith("INC-1-timeline-")
    assert name.endswith(f".{form}")
    assert content(office.slack, "bea").startswith(begin)
    assert "Ana" in content(office.slack, "bea")
    assert files(office.slack, "ana") == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["500", "drop"])
@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_call_whose_end_nobody_saw_sends_one_file(office: Office, method: str, kind: str, when: str) -> None:
    await office.says("ana", "general", OPEN)
    office.slack.faults.add(Fault(method, 1, kind, when))

    await office.says("bea", "general", "timeline INC-1 export")
    await office.pass_time(minutes=1)

    assert office.slack.faults.pending() == []
    assert len(files(office.slack, "bea")) == 1
    assert await owed(office.bot) == 0


async def test_asked_again_it_is_another_file(office: Office) -> None:
    await office.says("ana", "general", OPEN)

    await office.says("bea", "general", "timeline INC-1 export")
    await office.pass_time(seconds=1)
    await office.says("bea", "general", "timeline INC-1 export")

    assert len(set(files(office.slack, "bea"))) == 2


async def test_where_files_are_switched_off_it_is_told(office: Office) -> None:
    office.slack.core.space.settings.file_uploads = False
    await office.says("ana", "general", OPEN)

    await office.says("bea", "general", "timeline INC-1 export")

    assert files(office.slack, "bea") == []
    assert "(the timeline as a file) could not be done: Slack says file_uploads_disabled" in mishaps(office, ROOM)[0]


async def test_a_private_record_goes_to_members_only(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} --private")

    outside = await office.says("mia", "general", "timeline INC-1 export")
    await office.says("ana", "general", "timeline INC-1 export json")

    assert outside == "There is no incident INC-1. `/incident list` shows what is open."
    assert files(office.slack, "mia") == []
    assert len(files(office.slack, "ana")) == 1


async def test_a_redacted_update_is_written_anew_where_it_stands(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "update hunter2 is the password")
    await office.says("ana", ROOM, "resolve hunter3 is the new one")

    await office.says("ana", ROOM, "redact 2 a password")
    await office.says("ana", ROOM, "redact 3")

    everywhere = [*office.posts(ROOM), *office.posts("incidents"), office.topic(ROOM)]
    assert [post for post in everywhere if "hunter" in post] == []
    assert [post for post in office.posts(ROOM) if "*What changed* █████" in post] != []
    assert [post for post in office.posts("incidents") if "Fixed by: █████" in post] != []
    assert "redacted line 2: a password" in await office.says("ana", ROOM, "timeline")


@pytest.mark.parametrize("when", ["before", "after"])
async def test_words_are_erased_even_if_nobody_saw_the_end(office: Office, when: str) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("ana", ROOM, "update hunter2 is the password")
    office.slack.faults.add(Fault("chat.update", 1, "drop", when))
    office.slack.faults.add(Fault("chat.update", 2, "500", when))

    await office.says("ana", ROOM, "redact 2")
    await office.pass_time(minutes=2)

    assert [post for post in (*office.posts(ROOM), *office.posts("incidents")) if "hunter" in post] == []
    assert await owed(office.bot) == 0


@pytest.fixture
async def process(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot as a process, killed at the end whatever happens."""
    made = BotProcess(slack, tmp_path)
    await made.start()
    yield made
    made.kill()
    await made.died()


@pytest.mark.parametrize(
    ("method", "when"),
    [
        ("files.getUploadURLExternal", "after"),
        ("files.completeUploadExternal", "before"),
        ("files.completeUploadExternal", "after"),
    ],
)
async def test_killed_on_the_way_the_file_is_there_once_after_a_restart(
    slack: LocalSlack, process: BotProcess, method: str, when: str
) -> None:
    await slack.command("ana", "general", OPEN)
    await process.delivered()
    process.dies_at(method, 1, when)

    await slack.command("bea", "general", "timeline INC-1 export")
    await process.died()
    await process.start()
    await process.delivered()

    assert len(files(slack, "bea")) == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_on_the_way_the_bookmark_is_there_once_after_a_restart(
    slack: LocalSlack, process: BotProcess, when: str
) -> None:
    await slack.command("ana", "general", OPEN)
    await process.delivered()
    process.dies_at("bookmarks.add", 1, when)

    await slack.command("ana", ROOM, "link https://dash.example Dashboard")
    await process.died()
    await process.start()
    await process.delivered()

    assert [one["link"] for one in slack.channel(ROOM).bookmarks.values()] == ["https://dash.example"]
