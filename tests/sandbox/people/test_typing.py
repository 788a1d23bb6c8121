"""What people type: Slack's escapes in the text, and the rich_text block beside it."""

from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import blocks
from sandbox.people import richtext
from sandbox.server import LocalSlack

TYPED = [
    ("@ana look", "<@U0ANA> look"),
    ("ask @ana.", "ask <@U0ANA>."),
    ("mail ana@acme.example", "mail ana@acme.example"),
    ("in #payments now", "in <#C0PAYMENTS|payments> now"),
    ("see https://x.example/#payments", "see <https://x.example/#payments>"),
    ("see https://x.example/@ana.", "see <https://x.example/@ana>."),
    ("a/#payments", "a/#payments"),
    ("`#payments @ana`", "`#payments @ana`"),
    ("```\n@ana\n```", "```\n@ana\n```"),
    ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
    ("1 &lt; 2", "1 &lt; 2"),
    ("<@U0BEA> <https://x.example|x>", "<@U0BEA> <https://x.example|x>"),
    ("@here", "<!here>"),
    ("@oncall", "<!subteam^{group}>"),
    ("@nobody #nowhere", "@nobody #nowhere"),
    ("https://x.example/?a=1&b=2", "<https://x.example/?a=1&amp;b=2>"),
]
RICH: list[tuple[str, list[dict[str, Any]]]] = [
    ("plain", [{"type": "text", "text": "plain"}]),
    ("<@U0ANA>", [{"type": "user", "user_id": "U0ANA"}]),
    ("<#C1|x>", [{"type": "channel", "channel_id": "C1"}]),
    ("<!here>", [{"type": "broadcast", "range": "here"}]),
    ("<!subteam^S1>", [{"type": "usergroup", "usergroup_id": "S1"}]),
    (":eyes:", [{"type": "emoji", "name": "eyes"}]),
    ("*b*", [{"type": "text", "text": "b", "style": {"bold": True}}]),
    ("`1 &lt; 2`", [{"type": "text", "text": "1 < 2", "style": {"code": True}}]),
    ("<https://x.example|x>", [{"type": "link", "url": "https://x.example", "text": "x"}]),
    ("12:30:45", [{"type": "text", "text": "12:30:45"}]),
]
WHOLE = "look:\n• one\n• two\n1. first\n&gt; said\n```\ncode\n```\nend"


@pytest.mark.parametrize(("typed", "stored"), TYPED)
async def test_names_links_and_entities_are_escaped(
    slack: LocalSlack, client: AsyncWebClient, room: str, typed: str, stored: str
) -> None:
    group = await client.usergroups_create(name="On call", handle="oncall")

    await slack.say("ana", room, typed)

    assert slack.messages(room)[-1]["text"] == stored.replace("{group}", group["usergroup"]["id"])


@pytest.mark.parametrize(("text", "elements"), RICH)
def test_the_parts_of_a_line_are_told_apart(text: str, elements: list[dict[str, Any]]) -> None:
    made = richtext.block(text)

    assert made["elements"] == [{"type": "rich_text_section", "elements": elements}]


def test_lists_quotes_and_code_stand_for_themselves() -> None:
    made = richtext.block(WHOLE)

    assert [part["type"].removeprefix("rich_text_") for part in made["elements"]] == [
        *("section", "list", "list", "quote", "preformatted", "section"),
    ]
    assert made["elements"][1]["elements"][1]["elements"] == [{"type": "text", "text": "two"}]


@pytest.mark.parametrize("text", [WHOLE, *[text for text, _ in RICH]])
def test_slack_itself_would_take_the_block(text: str) -> None:
    made = richtext.block(text)
    parsed = Block.parse(made)

    assert blocks.check_message([made]) == []
    assert parsed is not None
    parsed.validate_json()
