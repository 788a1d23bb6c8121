"""An incident told in Chinese: the words that come in, the channel's name, the answers to one who reads Chinese."""

import re

from tests.office import Office, TellBoth

ROOM = "inc-1-支付失败-错误-502"
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
    assert "Fixed by: 回滚到 4.17" in office.posts(ROOM)[-1]


def is_chinese(text: str) -> bool:
    """Whether it speaks Chinese beyond what 陈伟 typed himself."""
    return bool(HAN.search(HIS_OWN.sub("", text)))
