"""Who is on call as a file, once in the asker's DM, whatever fails."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import icalendar
import pytest

from incidents.oncall.model import Layer, Schedule
from incidents.policy import Policy
from sandbox.faults import Fault
from tests.office import Office, open_office
from tests.wires.test_exports import content, files
from tests.workspace import owed

PAIR = Layer(people=("U0ANA", "U0BEA"), start=date(2020, 1, 6))
POLICY = Policy(schedules=(Schedule(name="payments", layers=(PAIR,)),))


@pytest.fixture
async def rota(tmp_path: Path) -> AsyncIterator[Office]:
    """A workspace with a bot that knows the schedule."""
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.pass_time(seconds=1)  # The settings are seen.
        yield office


async def test_a_calendar_comes_by_dm_with_names_and_a_program_can_read_it(rota: Office) -> None:
    answer = await rota.says("mia", "general", "oncall ics payments")

    events = icalendar.Calendar.from_ical(content(rota.slack, "mia")).walk("VEVENT")
    assert answer == "The next three months of payments come to you by DM as a calendar file."
    assert files(rota.slack, "mia")[0].startswith("oncall-payments-")
    assert len(events) in (13, 14, 15)
    assert {str(one["SUMMARY"]) for one in events} == {
        "payments: Ana is primary, Bea is backup",
        "payments: Bea is primary, Ana is backup",
    }


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_call_whose_end_nobody_saw_sends_one_file(rota: Office, method: str, when: str) -> None:
    rota.slack.faults.add(Fault(method, 1, "drop", when))

    await rota.says("bea", "general", "oncall ics me")
    await rota.pass_time(minutes=1)

    assert rota.slack.faults.pending() == []
    assert len(files(rota.slack, "bea")) == 1
    assert await owed(rota.bot) == 0


async def test_where_files_are_switched_off_the_asker_is_told(rota: Office) -> None:
    rota.slack.core.space.settings.file_uploads = False

    await rota.says("bea", "general", "oncall ics me")

    assert files(rota.slack, "bea") == []
    assert "file_uploads_disabled. Ask for it again once" in rota.dm("bea")[-1]["text"]
