"""A channel's topic and a user group follow who is on call, against the local Slack with Slack's own refusals."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import GROUP_SCOPES
from incidents.oncall.model import Layer, Schedule
from incidents.policy import Policy, Team
from sandbox.faults import Fault
from tests.office import Office, open_office

PAIR = Layer(people=("U0ANA", "U0BEA"), start=date(2020, 1, 6), backups=("U0MIA",))
TEAM = Team(name="pay", schedule="payments", channel="#payments")
SCHEDULES = (Schedule(name="payments", layers=(replace(PAIR, people=("U0ANA",)),)),)
TOPIC = Policy(teams=(replace(TEAM, topic="payments"),), schedules=SCHEDULES)
GROUP = Policy(teams=(replace(TEAM, user_group="pay-oncall"),), schedules=SCHEDULES)
ANA = "[On call for pay: Ana, backup Mia]"


@pytest.fixture
async def topical(tmp_path: Path) -> AsyncIterator[Office]:
    """A workspace whose payments channel has a topic of its own, and a bot that keeps its part of it."""
    async with open_office(tmp_path, "socket", TOPIC) as office:
        office.slack.channel("payments").topic["value"] = "Cards &amp; refunds"  # As Slack says "&".
        await office.pass_time(seconds=1)  # The settings are seen.
        yield office


@pytest.fixture
async def grouped(tmp_path: Path) -> AsyncIterator[Office]:
    """A workspace whose app may change user groups, with one that follows who is on call."""
    async with open_office(tmp_path, "socket", GROUP) as office:
        app = office.slack.core.app
        app.scopes = frozenset({*(app.scopes or ()), *GROUP_SCOPES})
        client = AsyncWebClient(token=office.slack.bot_token, base_url=office.slack.api_url)
        await client.usergroups_create(name="On call for pay", handle="pay-oncall")
        await office.pass_time(seconds=1)
        yield office


def sets(office: Office, method: str = "conversations.setTopic") -> int:
    """How often something was written."""
    return len([call for call in office.slack.calls if call.method == method])


def members(office: Office) -> list[str]:
    """Who is in the user group."""
    return next(list(one.members) for one in office.slack.core.space.groups.values() if one.handle == "pay-oncall")


async def test_the_topic_says_who_is_on_call_and_keeps_the_rest(topical: Office) -> None:
    await topical.pass_time(seconds=11)

    assert topical.topic("payments") == f"{ANA} Cards & refunds"


async def test_changes_are_followed_within_a_minute_and_several_are_one(topical: Office) -> None:
    await topical.pass_time(seconds=11)
    before = sets(topical)
    await topical.says("bea", "general", "override me for 1h payments")
    await topical.pass_time(seconds=2)
    await topical.says("bea", "general", "override @chen for 1h payments --anyway")
    await topical.pass_time(seconds=2)
    await topical.pass_time(seconds=12)
    during, written = topical.topic("payments"), sets(topical) - before
    await topical.pass_time(minutes=60)
    await topical.pass_time(seconds=12)

    assert (during, written) == ("[On call for pay: 陈伟, backup Mia] Cards & refunds", 1)
    assert topical.topic("payments") == f"{ANA} Cards & refunds"


async def test_a_channel_that_was_found_once_is_asked_for_once_at_each_look(topical: Office) -> None:
    await topical.pass_time(seconds=11)
    before = [sets(topical, f"conversations.{method}") for method in ("list", "info")]

    await topical.says("bea", "general", "override me for 1h payments")
    await topical.pass_time(seconds=2)
    await topical.pass_time(seconds=12)

    after = [sets(topical, f"conversations.{method}") for method in ("list", "info")]
    assert after == [before[0], before[1] + 1]


async def test_what_somebody_wrote_over_it_is_put_right_the_next_day(topical: Office) -> None:
    await topical.pass_time(seconds=11)
    topical.slack.channel("payments").topic["value"] = "Refunds only"
    before = sets(topical)

    await topical.pass_time(hours=24)
    await topical.pass_time(seconds=11)
    await topical.pass_time(hours=24)
    await topical.pass_time(seconds=11)

    assert topical.topic("payments") == f"{ANA} Refunds only"
    assert sets(topical) == before + 1  # What is so already is not written again: each setting is a line that all see.


async def test_where_there_is_no_room_for_it_people_s_words_stay_and_the_team_is_told_once(topical: Office) -> None:
    full = "x" * 240
    topical.slack.channel("payments").topic["value"] = full
    await topical.pass_time(seconds=11)
    await topical.pass_time(hours=24)
    await topical.pass_time(seconds=11)

    told = [post for post in topical.posts("payments") if post.startswith("The topic of #payments does not follow")]
    assert topical.topic("payments") == full
    assert told == [
        "The topic of #payments does not follow who is on call for pay.\n"
        "There is no room left in it: shorten it by hand.\n"
        "I try again each day, and say no more of it."
    ]


async def test_a_channel_that_is_not_there_is_told_where_incidents_are_announced(tmp_path: Path) -> None:
    lost = replace(TOPIC, teams=(Team(name="pay", schedule="payments", topic="nowhere"),))
    async with open_office(tmp_path, "socket", lost) as office:
        await office.pass_time(seconds=1)
        await office.pass_time(seconds=11)

        assert "I see no such channel. Correct `topic` in `[teams.pay]`" in office.posts("incidents")[-1]


async def test_a_channel_of_the_same_name_takes_the_place_of_one_that_was_renamed(topical: Office) -> None:
    await topical.pass_time(seconds=11)
    await topical.slack.rename_channel("payments", "payments-old")
    client = AsyncWebClient(token=topical.slack.bot_token, base_url=topical.slack.api_url)
    await client.conversations_create(name="payments")

    await topical.pass_time(hours=24)
    await topical.pass_time(seconds=11)

    assert topical.topic("payments") == ANA


async def test_once_nobody_wants_it_any_more_our_part_goes(topical: Office) -> None:
    await topical.pass_time(seconds=11)
    topical.bot.store.put_in_force(Policy(teams=(TEAM,), schedules=SCHEDULES))
    await topical.pass_time(seconds=1)
    await topical.pass_time(seconds=11)

    assert topical.topic("payments") == "Cards & refunds"


async def test_two_teams_in_one_channel_both_say_who_is_on_call_and_one_that_goes_takes_its_part_alone(
    topical: Office,
) -> None:
    both = replace(TOPIC, teams=(*TOPIC.teams, replace(TEAM, name="web", topic="#payments")))
    topical.bot.store.put_in_force(both)
    await topical.pass_time(seconds=1)
    await topical.pass_time(seconds=11)
    together = topical.topic("payments")
    topical.bot.store.put_in_force(replace(both, teams=(*TOPIC.teams, replace(TEAM, name="shop", topic="payments"))))
    await topical.pass_time(seconds=1)
    await topical.pass_time(seconds=11)

    web = "[On call for web: Ana, backup Mia]"
    assert together == f"{web} {ANA} Cards & refunds"
    assert topical.topic("payments") == f"[On call for shop: Ana, backup Mia] {ANA} Cards & refunds"


async def test_the_user_group_holds_who_is_on_call_and_nobody_else(grouped: Office) -> None:
    await grouped.pass_time(seconds=11)
    first = members(grouped)
    await grouped.says("bea", "general", "override me for 1h payments")
    await grouped.pass_time(seconds=2)
    await grouped.pass_time(seconds=11)
    second, written = members(grouped), sets(grouped, "usergroups.users.update")
    await grouped.pass_time(hours=24)
    await grouped.pass_time(seconds=11)

    assert (first, second) == (["U0ANA", "U0MIA"], ["U0BEA", "U0MIA"])
    assert (members(grouped), written) == (["U0ANA", "U0MIA"], 2)


@pytest.mark.parametrize(
    ("code", "what_to_do"),
    [
        ("paid_teams_only", "User groups need a paid plan of Slack."),
        ("plan_upgrade_required", "User groups need a paid plan of Slack."),
        ("permission_denied", "An admin allows it"),
        ("missing_scope", "`sitrep manifest --user-groups`"),
        ("no_such_subteam", "There is no such user group"),
        ("subteam_max_users_exceeded", "Slack refuses it: subteam_max_users_exceeded."),
    ],
)
async def test_what_slack_refuses_is_told_once_and_holds_nothing_up(
    grouped: Office, code: str, what_to_do: str
) -> None:
    grouped.slack.faults.add(Fault("usergroups.users.update", kind=code, times=9))
    await grouped.pass_time(seconds=11)
    await grouped.pass_time(hours=24)
    await grouped.pass_time(seconds=11)
    answer = await grouped.says("ana", "general", "open sev3 checkout is slow")

    told = [post for post in grouped.posts("payments") if post.startswith("The user group @pay-oncall does not follow")]
    assert [what_to_do in post for post in told] == [True]
    assert "INC-1" in answer
    assert grouped.bot.courier.health.unknown == ()


async def test_an_app_without_the_scopes_is_told_how_to_get_them(tmp_path: Path) -> None:
    async with open_office(tmp_path, "socket", GROUP) as office:
        await office.pass_time(seconds=1)
        await office.pass_time(seconds=11)

        assert "The app lacks `usergroups:read` and `usergroups:write`." in office.posts("payments")[-1]


async def test_on_the_free_plan_the_team_is_told_and_once_there_is_a_paid_one_it_works(grouped: Office) -> None:
    grouped.slack.core.space.settings.paid = False
    await grouped.pass_time(seconds=11)
    told = grouped.posts("payments")[-1]
    grouped.slack.core.space.settings.paid = True
    await grouped.pass_time(hours=24)
    await grouped.pass_time(seconds=11)

    assert "User groups need a paid plan of Slack. Without one take `user_group` out of `[teams.pay]`" in told
    assert members(grouped) == ["U0ANA", "U0MIA"]
