"""A shift is exchanged by a button in a DM, and from then on whoever took it is on call and paged."""

from datetime import date
from pathlib import Path

from incidents.oncall.model import Layer, Schedule
from incidents.oncall.shifts import on_duty
from incidents.policy import Policy, Service, Team
from tests.office import open_office

SCHEDULE = Schedule(name="payments", layers=(Layer(people=("U0ANA", "U0BEA"), start=date(2020, 1, 6)),))
POLICY = Policy(
    teams=(Team(name="pay", members=("U0ANA", "U0BEA"), schedule="payments"),),
    services=(Service(name="checkout", team="pay"),),
    schedules=(SCHEDULE,),
)


async def test_whoever_takes_it_by_the_button_is_on_call_then_and_is_paged(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.pass_time(seconds=1)
        duty = on_duty(SCHEDULE, office.clock.now())
        has = str(duty.primary).removeprefix("U0").lower()

        asked = await office.says(has, "general", "swap @mia for 6h payments")
        answer = await office.presses("mia", "I take it", "dm")
        again = await office.says("mia", "general", "swap yes 1")
        shown = await office.says("dev", "general", "oncall payments")
        await office.says("dev", "general", "open sev2 checkout is failing svc:checkout")
        await office.pass_time(seconds=1)

        assert asked.startswith("<@U0MIA> is asked by DM to take payments")
        assert answer.startswith("You have payments from")
        assert "answered" in again
        assert "<@U0MIA> is primary" in shown
        assert any("You are primary for pay." in said["text"] for said in office.dm("mia"))
