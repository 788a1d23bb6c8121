"""The robots of groups are told of pages and of who answered, each by its maker's rules, against a server that checks
them.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.rings import outfit
from bot.config.reading import parse
from bot.stop import Stop
from incidents.policy import Policy
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.reached import office_with
from tests.wires.rings.robot import SECRET, Group
from tests.workspace import Entry, settings_for

MAKERS = ("feishu", "dingtalk", "wecom")
OPEN = "open sev2 checkout is failing svc:checkout"
ROOM = "inc-1-checkout-is-failing"


def settings(slack: LocalSlack) -> Policy:
    """A team with a robot, and a policy that calls the two others with its backup."""
    ana, bea = slack.person("ana").id, slack.person("bea").id
    return parse(
        f"""
        [teams.payments]
        members = ["{bea}", "{ana}"]
        robot = "Feishu"
        [services.checkout]
        team = "payments"
        [robots.feishu]
        maker = "feishu"
        address = "SITREP_HOOK_FEISHU_URL"
        secret = "SITREP_HOOK_SIGN"
        [robots.dingtalk]
        maker = "dingtalk"
        address = "SITREP_HOOK_DINGTALK_URL"
        secret = "SITREP_HOOK_SIGN"
        [robots.wecom]
        maker = "wecom"
        address = "SITREP_HOOK_WECOM_URL"
        [escalation.payments]
        teams = ["payments"]
        [[escalation.payments.steps]]
        page = ["primary:payments"]
        [[escalation.payments.steps]]
        page = ["robot:DingTalk", "robot:wecom"]
        [[escalation.payments.steps]]
        page = ["backup:payments"]
        """,
        Path("sitrep.toml"),
    )


def keys(group: Group) -> dict[str, str]:
    """What the environment holds."""
    return {"SITREP_HOOK_SIGN": SECRET, **{f"SITREP_HOOK_{one.upper()}_URL": group.url(one) for one in MAKERS}}


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, group: Group, logged: list[Entry]) -> AsyncIterator[Office]:
    """A workspace whose settings name the robots."""
    given = {"hook_secrets": keys(group)}
    async with office_with(slack, tmp_path, given, policy=settings(slack)) as opened:
        group.now = lambda: opened.clock.now().timestamp()
        yield opened


async def told(office: Office) -> list[str]:
    """What the timeline tells of what was told outside."""
    lines = await office.bot.store.read(lambda tx: tx.timeline.whole(1))  # type: ignore[arg-type]  # A number is an id.
    bodies = [(line.kind, line.body or {}) for line in lines]
    return [f"{kind} {body['target']} {body.get('code', '')}".strip() for kind, body in bodies if "target" in body]


async def test_a_team_s_robot_is_told_who_is_paged_and_who_answered(office: Office, group: Group) -> None:
    await office.says("ana", "general", OPEN)
    paged = list(group.said)

    await office.says("bea", ROOM, "ack")
    await office.says("bea", ROOM, "status identified")
    await office.says("bea", ROOM, "resolve rolled back")

    [(maker, first), (_, second)] = group.said
    assert paged == [(maker, first)]
    assert maker == "feishu"
    assert first.split("\n")[0] == "SEV2 INC-1: checkout is failing"
    assert "Nobody has it yet.\nBeing paged: Bea" in first
    assert "/incident ack INC-1" in first
    assert "Bea" in second.split("\n")[1]
    assert "has it, since" in second


async def test_a_robot_says_that_an_answer_was_taken_back_and_then_who_is_paged(office: Office, group: Group) -> None:
    await office.says("ana", "general", OPEN)
    await office.says("bea", ROOM, "ack")

    await office.says("bea", ROOM, "unack my laptop is dead")
    freed = group.texts("feishu")[2:]
    await office.pass_time(minutes=3)
    await office.says("bea", ROOM, "ack")

    assert ["Nobody has it any more." in one for one in freed] == [True]
    assert "has it, since" in group.texts("feishu")[-1]


async def test_a_step_calls_its_robots_each_signed_as_its_maker_checks_it(office: Office, group: Group) -> None:
    await office.says("ana", "general", OPEN)

    await office.pass_time(minutes=6)
    await office.says("bea", ROOM, "ack")

    assert [len(group.texts(one)) for one in MAKERS] == [2, 2, 2]
    assert await told(office) == []


@pytest.mark.parametrize("words", ["--private", "--test"])
async def test_nothing_private_and_no_test_is_told(office: Office, group: Group, words: str) -> None:
    await office.says("ana", "general", f"{OPEN} {words}")
    await office.says("ana", "general", f"page INC-1 <@{office.slack.person('bea').id}>")

    await office.pass_time(minutes=6)
    await office.says("ana", "general", "ack INC-1")

    assert group.asked == 0


async def test_a_no_with_http_200_is_a_no_and_the_incident_says_so(office: Office, group: Group) -> None:
    group.answers.append(19024)

    await office.says("ana", "general", OPEN)

    assert group.said == []
    assert await told(office) == ["unpaged robot:feishu feishu 19024"]
    assert any("robot feishu could NOT be told: feishu 19024" in post for post in office.posts(ROOM))
    assert "could NOT tell the robot feishu: feishu 19024" in await office.says("ana", ROOM, "timeline")


async def test_a_wrong_secret_is_a_no_of_its_maker(slack: LocalSlack, tmp_path: Path, group: Group) -> None:
    given = {"hook_secrets": {**keys(group), "SITREP_HOOK_SIGN": "another"}}
    async with office_with(slack, tmp_path, given, policy=settings(slack)) as office:
        group.now = lambda: office.clock.now().timestamp()
        await office.says("ana", "general", OPEN)
        await office.pass_time(minutes=6)
        lines = {*await told(office)}

    assert lines == {"unpaged robot:dingtalk dingtalk 310000", "unpaged robot:feishu feishu 19021"}
    assert len(group.texts("wecom")) == 1


@pytest.mark.parametrize("code", [11232, -1])
async def test_a_robot_that_is_asked_too_often_or_busy_is_asked_again(office: Office, group: Group, code: int) -> None:
    group.answers.append(code)

    await office.says("ana", "general", OPEN)
    before = len(group.said)
    await office.pass_time(seconds=61)

    assert before == 0
    assert len(group.texts("feishu")) == 1
    assert await told(office) == []


async def test_trouble_on_the_way_is_tried_again(office: Office, group: Group) -> None:
    group.statuses.append(502)

    await office.says("ana", "general", OPEN)
    await office.pass_time(seconds=30)

    assert len(group.texts("feishu")) == 1


async def test_no_more_than_twenty_a_minute_are_said_and_none_is_lost(office: Office, group: Group) -> None:
    opened = [await office.says("ana", "general", f"{OPEN} {number}") for number in range(23)]
    first = group.asked
    await office.pass_time(seconds=61)

    assert (len(opened), first) == (23, 20)
    assert len(group.texts("feishu")) == 23


async def test_a_title_mentions_nobody_and_long_ones_are_taken(office: Office, group: Group) -> None:
    hostile = '<at user_id="all">all</at> <@all> ' + "支" * 900

    await office.says("ana", "general", f"{OPEN} {hostile}")
    await office.pass_time(minutes=6)

    assert [one for _, one in group.said if "<" in one] == []
    assert [len(group.texts(one)) for one in MAKERS] == [1, 1, 1]


async def test_no_secret_and_no_address_is_logged_or_written_down(
    office: Office, group: Group, logged: list[Entry]
) -> None:
    group.answers.append(19001)

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=6)
    kept = await office.bot.store.read(lambda tx: [line.body for line in tx.timeline.whole(1)])  # type: ignore[arg-type]  # A number is an id.
    everything = json.dumps([logged, kept], default=str)

    assert [one for one in (SECRET, "t0k", "k3y", "hook/f19") if one in everything] == []


def test_a_robot_with_an_address_that_can_be_read_on_the_way_stops_the_start(slack: LocalSlack) -> None:
    bare = settings_for(slack, "socket", "bot.db")
    open_to_all = dict.fromkeys(keys(Group()), "http://open.feishu.cn/hook/1")

    with pytest.raises(Stop, match=r"\[robots.feishu\] has its address in SITREP_HOOK_FEISHU_URL.*write https://"):
        outfit.demand(type(bare)(hook_secrets=open_to_all), settings(slack))
