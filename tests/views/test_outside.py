"""What a group outside Slack and PagerDuty read: plain words, in the workspace's language, with nobody mentioned."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.views.escalation import posts
from bot.views.people import outside
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.model import NOTHING, Incident, IncidentId, Status
from incidents.policy import Policy
from tests.desk import ANA, BEA, NOON

OPEN = Incident(id=IncidentId(7), title="a <b> c", severity="sev2", reporter=ANA, opened_at=NOON)
TAKEN = replace(OPEN, acknowledged_at=NOON, acknowledged_by=BEA)


def told(incident: Incident, language: str = "en", said: Mapping[str, str] = NOTHING) -> str:
    """All of it."""
    voice = Voice(language, {ANA: "Ana", BEA: "Bea <x>"})
    scene = Scene(about=incident, policy=Policy(), voice=voice, now=NOON, said=said)
    return "\n".join((outside.head(scene), *outside.told(scene)))


@pytest.mark.parametrize(
    ("incident", "said"),
    [
        (OPEN, "Nobody has it yet.\nSay in Slack that you have it: /incident ack INC-7"),
        (TAKEN, "Bea \u2039x\u203a has it, since "),
        (replace(TAKEN, owner=ANA), "Ana has it, since "),
        (replace(OPEN, status=Status.RESOLVED), "It is resolved."),
        (replace(OPEN, status=Status.CANCELLED), "It was a false alarm."),
        (replace(OPEN, status=Status.MERGED, merged_into=IncidentId(3)), "It goes on in INC-3."),
    ],
)
def test_each_turn_is_a_line_of_plain_words(incident: Incident, said: str) -> None:
    assert told(incident).startswith("SEV2 INC-7: a \u2039b\u203a c\n")
    assert said in told(incident)
    assert "<" not in told(incident)


def test_what_was_freed_says_so_as_long_as_nobody_has_taken_it() -> None:
    freed = {"act": "freed"}

    assert "Nobody has it any more.\nSay in Slack" in told(OPEN, said=freed)
    assert "Bea \u2039x\u203a has it" in told(TAKEN, said=freed)


@pytest.mark.parametrize(("incident", "is_said"), [(OPEN, True), (TAKEN, False)])
def test_somebody_else_is_to_be_paged_only_while_somebody_is_asked(incident: Incident, is_said: bool) -> None:  # noqa: FBT001  # A column of the table.
    said = {"act": "unreached", "target": "robot:feishu", "code": "feishu 19021"}
    scene = Scene(about=incident, policy=Policy(), voice=Voice("en"), now=NOON, said=said)

    assert ("Page somebody else." in posts.escalation(scene).text) is is_said


def test_a_team_that_reads_chinese_reads_chinese() -> None:
    assert "尚无人接手" in told(OPEN, "zh_CN")
    assert "接手" in told(TAKEN, "zh_CN")
    assert "已解决。" in told(replace(OPEN, status=Status.RESOLVED), "zh_CN")
