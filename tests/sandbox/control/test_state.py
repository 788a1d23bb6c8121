"""What the page asks for: everything a person sees, or where that is enough the last of a channel's messages."""

from typing import Any

import aiohttp

from sandbox.server import LocalSlack


async def test_the_last_messages_come_alone_and_say_that_there_are_more(slack: LocalSlack) -> None:
    for number in range(5):
        await slack.say("ana", "general", f"message {number}")

    async with aiohttp.ClientSession() as session:
        seen = [await asked(session, slack, last) for last in ("2", "5", "none", "")]

    assert [len(one["messages"]) for one in seen] == [2, 5, 5, 5]
    assert [one["whole"] for one in seen] == [False, True, True, True]
    assert seen[0]["messages"][-1]["text"] == "message 4"


async def test_a_page_without_a_stage_shows_none(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        seen = await asked(session, slack, "")

    assert "stage" not in seen


async def asked(session: aiohttp.ClientSession, slack: LocalSlack, last: str) -> dict[str, Any]:
    """The state of #general as Ana sees it."""
    query = {"as": "U0ANA", "channel": "C0GENERAL", "last": last}
    async with session.get(f"{slack.url}/control/state", params=query) as answer:
        return dict(await answer.json())
