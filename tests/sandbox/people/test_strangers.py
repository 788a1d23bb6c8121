"""People of other teams: in a channel that is shared with their team, and strangers who are in none."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.model import Person
from sandbox.refusal import Refusal
from sandbox.seed import ChannelSeed, Seed
from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard, Refused

ZOE = Person("U0ZOE", "zoe", "Zoe Park", email="zoe@partner.example", locale="ko-KR", team_id="T0PARTNER")


@pytest.fixture
async def shared(slack: LocalSlack, room: str) -> str:
    """The app's channel, with Zoe of another team in it."""
    await slack.meet(ZOE, room)
    return room


async def test_somebody_in_a_shared_channel_is_of_another_team_and_no_stranger(
    client: AsyncWebClient, shared: str
) -> None:
    answer = await client.users_info(user="U0ZOE", include_locale=True)

    user: dict[str, Any] = answer["user"]
    assert (user["team_id"], user["profile"]["team"]) == ("T0PARTNER", "T0PARTNER")
    assert user["is_stranger"] is False
    assert not {"tz", "locale", "is_restricted", "is_admin"} & set(user)


async def test_somebody_in_no_channel_that_the_app_sees_is_a_stranger(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused
) -> None:
    await slack.meet(ZOE)

    answer = await client.users_info(user="U0ZOE")
    codes = [
        await refused("chat.postMessage", channel="U0ZOE", text="x"),
        await refused("conversations.open", users="U0ZOE"),
    ]

    assert (answer["user"]["team_id"], answer["user"]["is_stranger"]) == ("T0PARTNER", True)
    assert codes == ["channel_not_found", "invalid_user_combination"]


async def test_who_is_in_a_shared_channel_can_be_written_to(
    slack: LocalSlack, client: AsyncWebClient, shared: str
) -> None:
    await client.chat_postMessage(channel="U0ZOE", text="for you")

    assert [said["text"] for said in slack.dm("zoe")] == ["for you"]


async def test_a_shared_channel_says_with_whom_and_lists_everybody(client: AsyncWebClient, shared: str) -> None:
    found = await client.conversations_info(channel=shared)
    members = await client.conversations_members(channel=shared)
    created = await client.conversations_create(name="ours-alone")

    channel: dict[str, Any] = found["channel"]
    assert (channel["is_shared"], channel["is_ext_shared"]) == (True, True)
    assert channel["connected_team_ids"] == ["T0PARTNER"]
    assert members["members"] == ["U0SITREP", "U0ANA", "U0ZOE"]
    assert not created["channel"]["is_ext_shared"]


async def test_the_team_itself_stays_as_it_is(client: AsyncWebClient, refused: Refused, shared: str) -> None:
    listed = await client.users_list()
    group = await client.usergroups_create(name="On call", handle="oncall")

    codes = [
        await refused("users.lookupByEmail", email="zoe@partner.example"),
        await refused("usergroups.users.update", usergroup=group["usergroup"]["id"], users="U0ANA,U0ZOE"),
        await refused("conversations.invite", channel=await other_channel(client), users="U0ZOE"),
    ]

    assert "zoe" not in [each["name"] for each in listed["members"]]
    assert codes == ["users_not_found", "failed_for_some_users", "no_external_invite_permission"]


async def test_what_they_do_is_told_with_their_team(
    slack: LocalSlack, client: AsyncWebClient, room: str, bot: Bot, heard: Heard, button: dict[str, Any]
) -> None:
    await slack.meet(ZOE, room)
    await slack.say("zoe", room, "hello")
    posted = await client.chat_postMessage(channel=room, text="card", blocks=[button])
    await slack.click("zoe", "ack", channel=room, ts=posted["ts"])
    await heard()

    [said] = [body for body in bot.bodies if body.get("event", {}).get("text") == "hello"]
    [joined] = [each for each in bot.events if each["type"] == "member_joined_channel" and each["user"] == "U0ZOE"]
    [pressed] = [body for body in bot.bodies if body.get("type") == "block_actions"]
    assert (said["is_ext_shared_channel"], said["event"]["team"], said["team_id"]) == (True, "T0PARTNER", "T0ACME")
    assert joined["team"] == "T0PARTNER"
    assert pressed["user"]["team_id"] == "T0PARTNER"
    assert "channel_shared" in bot.types()


async def test_commands_and_shortcuts_are_for_the_team_that_installed_the_app(
    slack: LocalSlack, shared: str, bot: Bot
) -> None:
    ack = await slack.command("zoe", shared, "open")
    with pytest.raises(Refusal, match="unknown_shortcut"):
        await slack.shortcut("zoe", "declare")

    assert ack.error == "unknown_command"
    assert bot.asked() == []


async def test_they_enter_and_see_only_what_is_shared_with_them(slack: LocalSlack, shared: str) -> None:
    with pytest.raises(Refusal, match="channel_not_found"):
        await slack.join("zoe", "general")

    seen = [room.id for room in slack.core.space.channels.values() if slack.core.space.may_see("U0ZOE", room)]
    assert seen == [shared]


async def test_a_seed_may_hold_them() -> None:
    people = (*Seed.default().people, ZOE)
    channels = (ChannelSeed("C0ALL", "all"), ChannelSeed("C0BOTH", "both", members=("ana", "zoe")))

    slack = await LocalSlack.start(seed=Seed(people=people, channels=channels))
    await slack.stop()

    assert (slack.channel("all").connected, slack.channel("both").connected) == ([], ["T0PARTNER"])
    assert "U0ZOE" not in slack.channel("all").members


async def test_they_are_met_over_http(browser: aiohttp.ClientSession, slack: LocalSlack, room: str) -> None:
    zoe = {"id": "U0ZOE", "name": "zoe", "real_name": "Zoe Park", "channel": room}

    met = await browser.post("/control/meet", json={**zoe, "team_id": "T0PARTNER"})
    ours = await browser.post("/control/meet", json={**zoe, "team_id": slack.team_id})

    assert (await met.json(), (await ours.json())["error"]) == ({"ok": True}, "not_of_another_team")
    assert "U0ZOE" in slack.channel(room).members


async def test_a_guest_of_one_channel_is_in_one_at_most(slack: LocalSlack, client: AsyncWebClient, room: str) -> None:
    await slack.update_user("gus", is_restricted=True, is_ultra_restricted=True)
    await slack.leave("gus", "payments")
    await client.conversations_invite(channel=room, users="U0GUS")

    answer = await client.conversations_invite(
        channel=await other_channel(client), users=["U0BEA", "U0GUS"], force=True
    )
    told = await client.users_info(user="U0GUS")

    assert answer["errors"] == [{"user": "U0GUS", "ok": False, "error": "ura_max_channels"}]
    assert told["user"]["is_ultra_restricted"]


async def other_channel(client: AsyncWebClient) -> str:
    """One more channel of the app's."""
    created = await client.conversations_create(name="inc-2")
    return str(created["channel"]["id"])
