"""A shift changes hands over the wire: who comes in reads on one screen what they take over, who goes reads a line."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from incidents.oncall.model import Layer, Length, Schedule, Unit
from incidents.oncall.shifts import on_duty
from incidents.policy import Policy, Service, Team
from tests.office import Office, open_office

HOURLY = Layer(people=("U0ANA", "U0BEA"), start=date(2020, 1, 6), length=Length(1, Unit.HOUR))
SCHEDULE = Schedule(name="payments", layers=(HOURLY,))
POLICY = Policy(
    teams=(Team(name="pay", schedule="payments"),),
    services=(Service(name="checkout", team="pay"),),
    schedules=(SCHEDULE,),
)


@dataclass(frozen=True)
class Rota:
    """An office with an hourly rotation, and who goes and who comes at the next full hour."""

    office: Office
    goes: str
    comes: str
    left: timedelta

    async def hand_over(self) -> None:
        """The hour is full."""
        await self.office.pass_time(seconds=self.left.total_seconds() + 1)


@pytest.fixture
async def rota(tmp_path: Path) -> AsyncIterator[Rota]:
    """A workspace whose bot knows the schedule, somewhere within the hour."""
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.pass_time(seconds=1)  # The settings are seen.
        duty = on_duty(SCHEDULE, office.clock.now())
        assert duty.primary
        assert duty.backup
        assert duty.until
        goes, comes = (one.removeprefix("U0").lower() for one in (duty.primary, duty.backup))
        yield Rota(office, goes, comes, duty.until - office.clock.now())


async def test_whoever_comes_in_reads_what_happened_what_is_open_and_what_is_silenced(rota: Rota) -> None:
    office, goes = rota.office, rota.goes.capitalize()
    await office.says(rota.goes, "general", "open sev3 search was slow svc:checkout")
    await office.pass_time(seconds=1)
    await office.says(rota.goes, "general", "ack INC-1")
    await office.says(rota.goes, "general", "resolve INC-1 restarted")
    await office.says("chen", "general", "open sev3 checkout is failing svc:checkout")
    await office.pass_time(seconds=1)
    await office.says(rota.goes, "general", "ack INC-2")
    await office.says(rota.goes, "general", "remind INC-2 off")

    await rota.hand_over()

    said = office.dm(rota.comes)[-1]["text"]
    assert "You are primary for payments from now on." in said
    assert f"Behind you: {goes}." in said
    assert f"*Last shift*, {goes} since" in said
    assert "opened 2 · over 1 · pages 2, at night " in said
    assert f" · {goes} answered 2" in said
    assert "*INC-2* checkout is failing · SEV3 · investigating · " in said
    assert f"{goes} leads" in said
    assert "INC-2: nobody is reminded of updates any more." in said
    over = str(office.dm(rota.comes)[-1]["blocks"])
    assert "*INC-1* search was slow · SEV3 · resolved" in over
    assert f"{goes} answered after" in over


async def test_whoever_goes_reads_one_line_and_it_comes_once_however_often_the_bot_begins_anew(rota: Rota) -> None:
    office = rota.office
    await office.says("ana", "general", "override @chen for 2h payments --anyway")
    await office.rest()

    await office.pass_time(seconds=2)
    before = len(office.dm("chen"))
    await office.pass_time(seconds=2)

    line = office.dm(rota.goes)[-1]["text"]
    assert line == "Your shift as primary for payments is over: 陈伟 has it from now on."
    assert (len(office.dm("chen")), before) == (before, before)
