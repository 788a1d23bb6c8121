"""The dead man's page: Slack pages by itself when the bot is gone, and keeps silent when it is there."""

from datetime import timedelta
from pathlib import Path

import pytest

from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Policy, Service, Team
from sandbox.faults import Fault
from sandbox.model import Scheduled
from tests.office import Office, open_office

STEPS = tuple(
    Step(targets=(Target(reach, "payments"),), wait=timedelta(minutes=5)) for reach in (Reach.PRIMARY, Reach.BACKUP)
)
POLICY = Policy(
    teams=(Team(name="payments", members=("U0BEA", "U0CHEN")),),
    services=(Service(name="checkout", team="payments"),),
    escalations=(Escalation(name="payments", teams=("payments",), steps=STEPS),),
)


def scheduled(office: Office) -> list[Scheduled]:
    """What Slack was asked to post later."""
    return sorted(office.slack.core.space.scheduled.values(), key=lambda one: one.post_at)


async def test_slack_is_asked_to_page_the_backup_two_minutes_after_the_step_is_due(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.says("ana", "general", "open sev2 checkout is failing svc:checkout")
        await office.pass_time(seconds=1)
        [asked] = scheduled(office)

        assert asked.channel == office.direct("chen")
        assert 415 <= asked.post_at - office.clock.now().timestamp() <= 421
        assert "INC-1" in asked.text
        assert "此消息可能已过时" in asked.text
        assert "metadata" not in {name for name, value in asked.facts.items() if value}


async def test_the_next_step_takes_its_place_and_an_answer_takes_it_away(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.says("ana", "general", "open sev2 checkout is failing svc:checkout")
        await office.pass_time(seconds=1)
        [first] = scheduled(office)
        await office.pass_time(minutes=5)
        [second] = scheduled(office)
        await office.presses("bea", "I have it", "dm")

        assert second.post_at - first.post_at >= 300
        assert scheduled(office) == []


@pytest.mark.parametrize("severity", ["sev3", "sev5"])
async def test_with_a_lower_severity_slack_is_not_asked_to_watch_any_more(tmp_path: Path, severity: str) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.says("ana", "general", "open sev2 checkout is failing svc:checkout")
        await office.pass_time(seconds=1)
        before = len(scheduled(office))
        await office.says("ana", "general", f"severity INC-1 {severity}")

        assert (before, scheduled(office)) == (1, [])


async def test_a_higher_severity_that_was_a_slip_leaves_nothing_with_slack(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.says("ana", "general", "open sev3 slow search svc:checkout")
        await office.pass_time(seconds=1)
        await office.says("ana", "general", "severity INC-1 sev1")
        await office.pass_time(seconds=1)
        before = len(scheduled(office))
        await office.says("ana", "general", "undo INC-1")

        assert (before, scheduled(office)) == (1, [])


async def test_for_what_is_not_urgent_nobody_watches(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        await office.says("ana", "general", "open sev3 slow search svc:checkout")
        await office.pass_time(seconds=1)

        assert scheduled(office) == []


async def test_a_try_whose_end_nobody_saw_asks_for_no_second_page(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", POLICY) as office:
        office.slack.faults.add(Fault("chat.scheduleMessage", 1, "drop", "after"))
        await office.says("ana", "general", "open sev2 checkout is failing svc:checkout")
        await office.pass_time(seconds=30)
        await office.pass_time(seconds=30)

        assert office.slack.faults.pending() == []
        assert "chat.scheduledMessages.list" in {call.method for call in office.slack.calls}
        assert len(scheduled(office)) == 1
