"""An incident told in Chinese: the words that come in, the channel's name, the answers to one who reads Chinese."""

import json
import re

from incidents.policy import Policy
from tests.office import Office, TellBoth, words_of

ROOM = "inc-1-支付失败-错误-502"
REFUNDS = "inc-1-退款失败"
# What is the same in every language, and what is typed word for word.
NO_LANGUAGE = re.compile(r"<[^>]*>|`[^`]*`|INC-\d+|SEV\d|[Ss]itrep|Bea|Mia|Ana|#[\w-]+|nobody")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
CAPTION = re.compile(r'"text": "([^"]*)"')
HAN = re.compile(r"[\u4e00-\u9fff]")
HIS_OWN = re.compile(r"支付失败 错误 502|陈伟|已切换到备用通道|回滚到 4.17")


async def test_an_incident_in_chinese(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(in_chinese)


async def in_chinese(office: Office) -> None:
    """陈伟 reports in Chinese and is answered in Chinese; the room speaks the workspace's language."""
    await chen_opens_it(office)
    await chen_is_made_its_owner(office)
    await chen_works_on_it(office)


async def chen_opens_it(office: Office) -> None:
    opened = await office.says("chen", "general", "open 严重 “支付失败” 错误 502")
    raised = await office.says("chen", ROOM, "severity 二级")

    assert "INC-1" in opened
    assert "支付失败 错误 502" in opened
    assert is_chinese(opened)
    assert "SEV2" in raised
    assert is_chinese(raised)
    assert office.members(ROOM) == ["chen"]
    assert "🟠 INC-1 · SEV2" in office.topic(ROOM)
    assert "支付失败 错误 502" in office.topic(ROOM)
    assert "INC-1 is open." in office.posts(ROOM)[1]


async def chen_is_made_its_owner(office: Office) -> None:
    given = await office.says("bea", "general", "owner INC-1 @chen")
    [duty] = office.dm("chen")
    answered = await office.press("chen", office.buttons("chen", "dm")[0])

    assert given == "<@U0CHEN> owns INC-1 and is told by DM."
    assert "支付失败" in duty["text"]
    assert is_chinese(duty["text"])
    assert "INC-1" in answered
    assert is_chinese(answered)
    assert "*Owner* 陈伟, acknowledged" in office.pins(ROOM)[0]


async def chen_works_on_it(office: Office) -> None:
    moved = await office.says("chen", ROOM, "status 观察中")
    noted = await office.says("chen", ROOM, "note 已切换到备用通道")
    lines = await office.says("chen", ROOM, "timeline")
    resolved = await office.says("chen", ROOM, "resolve 回滚到 4.17")

    assert is_chinese(moved)
    assert is_chinese(noted)
    assert "已切换到备用通道" in lines
    assert is_chinese(lines)
    assert is_chinese(resolved)
    assert "Fixed by: 回滚到 4.17" in office.posts(ROOM)[-2]  # After it comes the postmortem.


def is_chinese(text: str) -> bool:
    """Whether it speaks Chinese beyond what 陈伟 typed himself."""
    return bool(HAN.search(HIS_OWN.sub("", text)))


async def test_a_team_that_reads_chinese_reads_nothing_else(tell_over_both_wires: TellBoth) -> None:
    await tell_over_both_wires(throughout, Policy(language="zh_CN"))


async def throughout(office: Office) -> None:
    """Bea reads Chinese too: what the room, the DMs, the forms and the home say to the two is all in Chinese."""
    await office.slack.update_user("bea", locale="zh-CN")
    await chen_calls_bea_in(office)
    await they_share_the_work(office)
    await they_tell_and_take_back(office)
    await it_changes_hands_and_ends(office)
    await two_become_one(office)
    await what_else_they_ask(office)
    await the_room_spoke_chinese_alone(office)


async def chen_calls_bea_in(office: Office) -> None:
    opened = await office.says("chen", "general", "创建 二级 退款失败")
    called = await office.says("chen", REFUNDS, "呼叫 @bea 需要你看数据库")
    asked = words_of(office.dm("bea")[0])
    came = await office.presses("bea", "我接手", "dm")

    assert "INC-1（SEV2） *退款失败* 已记录。" in opened
    assert called == "正在为 INC-1 呼叫并邀请进入频道：Bea。"
    assert "陈伟 于" in asked
    assert "需要你看数据库" in asked
    all_chinese(opened, called, asked, came)


async def they_share_the_work(office: Office) -> None:
    given = await office.says("bea", REFUNDS, "分工 记录 @chen")
    todo = await office.says("bea", REFUNDS, "待办 @chen 回滚 4.18")
    todos = await office.says("chen", REFUNDS, "待办")
    linked = await office.says("bea", REFUNDS, "链接 https://dash.example/t 仪表盘")
    done = await office.presses("chen", "完成", "dm")

    assert "回滚 4.18" in todos
    assert "仪表盘" in office.pins(REFUNDS)[0]
    all_chinese(given, todo, todos, linked, done)


async def they_tell_and_take_back(office: Office) -> None:
    told = await office.says("bea", REFUNDS, "更新 开始回滚 影响: 部分退款失败 下一步: 十分钟内完成 状态:已定位")
    raised = await office.says("bea", REFUNDS, "级别 一级")
    undone = await office.says("bea", REFUNDS, "撤销")
    late = await office.says("bea", REFUNDS, "撤销")
    noted = await office.says("chen", REFUNDS, "备注 10m ago 重启了网关")

    assert "*影响* 部分退款失败" in office.pins(REFUNDS)[0]
    all_chinese(told, raised, undone, late, noted)


async def it_changes_hands_and_ends(office: Office) -> None:
    offered = await office.says("bea", REFUNDS, "移交 @chen 我要下班了")
    packet = words_of(office.dm("chen")[-1])
    taken = await office.presses("chen", "接受", "dm")
    caught_up = await office.says("bea", REFUNDS, "了解情况")
    resolved = await office.says("chen", REFUNDS, "解决 已回滚到 4.17")
    again = await office.says("bea", REFUNDS, "接手")

    assert "我要下班了" in packet
    assert "*负责人* 陈伟" in office.pins(REFUNDS)[0]
    assert "撤销：SEV2 → SEV1" in caught_up
    all_chinese(offered, packet, taken, caught_up, resolved, again)


async def two_become_one(office: Office) -> None:
    first = await office.says("bea", "general", "打开 三级 登录变慢")
    second = await office.says("bea", "general", "打开 三级 登录变慢")
    merged = await office.presses("bea", "合并到 INC-2", "general")
    cancelled = await office.says("bea", "general", "取消 INC-2 探针误报")

    assert merged.startswith("INC-3 已合并到 INC-2")
    all_chinese(first, second, merged, cancelled)


async def what_else_they_ask(office: Office) -> None:
    typed = (
        "列表",
        "列表 all",
        "详情 INC-1",
        "时间线 INC-1",
        "关注 一级",
        "关注",
        "更多 INC-1",
        "重新打开 INC-1 又出现了",
    )
    answers = [await office.says("chen", "general", words) for words in typed]
    odd = [await office.says("chen", "general", words) for words in ("打开吗", "sev1", "呼叫 INC-1 @nobody", "设置")]
    await office.slack.open_home("chen")
    await office.rest()
    home = words_of(office.slack.home("chen") or {})

    assert "退款失败" in home
    all_chinese(*answers, *odd, home)


async def the_room_spoke_chinese_alone(office: Office) -> None:
    asked = [await office.says("bea", REFUNDS, verb) for verb in ("更新", "解决", "移交", "呼叫", "分工")]
    forms = [json.dumps(view["blocks"], ensure_ascii=False) for view in office.slack.views("bea")]
    dms = [words_of(one) for who in ("chen", "bea") for one in office.dm(who)]

    assert asked == [""] * 5
    assert CAPTION.findall(forms[0])
    all_chinese(*office.posts(REFUNDS), *office.posts("incidents"), office.topic(REFUNDS), *dms)
    all_chinese(*(caption for form in forms for caption in CAPTION.findall(form)))


def all_chinese(*texts: str) -> None:
    """No English is left beside what is nobody's language: names, numbers, addresses and what is typed. And people are
    spoken to in one way.
    """
    for text in texts:
        assert ENGLISH.search(NO_LANGUAGE.sub(" ", text)) is None, text
        assert "您" not in text, text
