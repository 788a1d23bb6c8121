"""The check of a schedule against the local Slack: what it says of accounts and Do Not Disturb reaches the team."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from incidents.oncall.model import Layer, Schedule
from incidents.policy import Hours, Policy, Team
from sandbox.faults import Fault
from tests.office import Office, open_office

NIGHT = timedelta(hours=10)
PAIR = Layer(people=("U0ANA", "U0BEA"), start=date(2020, 1, 6))
POLICY = Policy(
    teams=(Team(name="pay", schedule="payments", channel="#payments"),),
    schedules=(Schedule(name="payments", layers=(PAIR,)),),
    hours=Hours(begin=0, end=24 * 60, days=tuple(range(7))),  # Whenever the tests run.
)


@pytest.fixture
async def rota(tmp_path: Path) -> AsyncIterator[Office]:
    """A workspace with a bot that knows the schedule; Ana sleeps from now on, for ten hours."""
    async with open_office(tmp_path, "socket", POLICY) as office:
        begin = office.clock.now()
        await office.slack.update_user(
            "ana", dnd_start=int(begin.timestamp()), dnd_end=int((begin + NIGHT).timestamp())
        )
        await office.pass_time(seconds=1)  # The settings are seen.
        yield office


async def test_the_team_s_channel_hears_who_cannot_be_woken_and_not_twice(rota: Office) -> None:
    before = len(rota.posts("payments"))

    await rota.pass_time(minutes=6)
    await rota.says("ana", "general", "override @chen tomorrow 08:00-09:00")
    await rota.pass_time(minutes=6)

    first, second = rota.posts("payments")[before:]
    assert first.startswith("*On call for payments*, the next two weeks:")
    assert "<@U0ANA> cannot be woken" in first
    assert "<@U0BEA> is reached by Slack alone; SEV1, SEV2 need one medium beside it." in first
    assert "<@U0CHEN> is reached by Slack alone" in second
    assert "U0ANA" not in second


async def test_an_account_that_was_switched_off_is_named_though_no_event_told_of_it(rota: Office) -> None:
    rota.slack.core.space.people["U0BEA"].deleted = True

    await rota.pass_time(minutes=6)

    assert "<@U0BEA> has no account any more." in rota.posts("payments")[-1]


async def test_whoever_asks_is_told_by_dm(rota: Office) -> None:
    answer = await rota.says("mia", "general", "oncall check pay")

    assert answer == "I am looking at payments and tell you by DM what is the matter."
    assert "<@U0ANA> cannot be woken" in rota.dm("mia")[-1]["text"]


async def test_where_slack_does_not_say_who_sleeps_the_rest_is_told_all_the_same(rota: Office) -> None:
    rota.slack.faults.add(Fault("dnd.teamInfo", kind="missing_scope"))

    await rota.says("mia", "general", "oncall check")

    told = rota.dm("mia")[-1]
    assert "<@U0ANA> is reached by Slack alone" in told["text"]
    assert "Slack did not say who has Do Not Disturb on: missing_scope." in str(told["blocks"])


async def test_where_the_team_s_channel_is_archived_it_is_told_among_the_announcements(rota: Office) -> None:
    rota.slack.channel("payments").archived = True

    await rota.pass_time(minutes=6)

    assert "<@U0ANA> cannot be woken" in rota.posts("incidents")[-1]
