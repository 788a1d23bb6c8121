"""People and groups as the Web API shows them, and the events about them."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Bot, Heard, Refused


async def test_somebody_is_found_by_their_address(client: AsyncWebClient) -> None:
    found = await client.users_lookupByEmail(email="Ana@Acme.example")

    assert found["user"]["id"] == "U0ANA"


async def test_a_deactivated_person_is_not_found_by_address(slack: LocalSlack, refused: Refused) -> None:
    await slack.deactivate("ana")

    code = await refused("users.lookupByEmail", email="ana@acme.example")

    assert code == "users_not_found"


async def test_presence_and_profile_follow_the_person(slack: LocalSlack, client: AsyncWebClient) -> None:
    await slack.update_user("ana", presence="away", status_text="On call")

    presence = await client.users_getPresence(user="U0ANA")
    profile = await client.users_profile_get(user="U0ANA")

    assert presence["presence"] == "away"
    assert profile["profile"]["status_text"] == "On call"


async def test_do_not_disturb_is_shown_and_told(
    slack: LocalSlack, client: AsyncWebClient, bot: Bot, heard: Heard
) -> None:
    await slack.update_user("ana", dnd_start=1000, dnd_end=2000)
    await heard()

    info = await client.dnd_info(user="U0ANA")
    team = await client.dnd_teamInfo(users=["U0ANA", "U0BEA"])

    assert (info["dnd_enabled"], info["next_dnd_end_ts"]) == (True, 2000)
    assert not team["users"]["U0BEA"]["dnd_enabled"]
    assert "dnd_updated_user" in bot.types()


async def test_the_teams_own_emoji_are_listed(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.core.space.emoji["siren"] = "https://x.example/siren.png"

    found = await client.emoji_list(include_categories=True)

    assert found["emoji"] == {"siren": "https://x.example/siren.png"}
    assert found["categories"]


async def test_a_group_changes_hands(client: AsyncWebClient, bot: Bot, heard: Heard) -> None:
    made = await client.usergroups_create(name="On call", handle="oncall")
    group = made["usergroup"]["id"]
    await client.usergroups_users_update(usergroup=group, users=["U0ANA"])
    await client.usergroups_users_update(usergroup=group, users=["U0BEA"])
    await heard()

    users = await client.usergroups_users_list(usergroup=group)
    changed = [event for event in bot.events if event["type"] == "subteam_members_changed"]
    assert users["users"] == ["U0BEA"]
    assert sorted(event["added_users"] for event in changed) == [["U0ANA"], ["U0BEA"]]
    assert sorted(event["removed_users"] for event in changed) == [[], ["U0ANA"]]


async def test_a_group_is_renamed_and_listed(client: AsyncWebClient) -> None:
    made = await client.usergroups_create(name="On call", handle="oncall", channels=["C0PAYMENTS"])

    await client.usergroups_update(usergroup=made["usergroup"]["id"], name="Pagers")
    listed = await client.usergroups_list(include_users=True, include_count=True)

    [group] = listed["usergroups"]
    assert (group["name"], group["handle"], group["user_count"]) == ("Pagers", "oncall", 0)
    assert group["prefs"]["channels"] == ["C0PAYMENTS"]


@pytest.mark.parametrize(
    ("method", "args", "code"),
    [
        ("usergroups.list", {}, "plan_upgrade_required"),
        ("usergroups.create", {"name": "x"}, "plan_upgrade_required"),
        ("usergroups.update", {"usergroup": "S0"}, "paid_teams_only"),
        ("usergroups.users.list", {"usergroup": "S0"}, "plan_upgrade_required"),
        ("usergroups.users.update", {"usergroup": "S0", "users": "U0ANA"}, "plan_upgrade_required"),
    ],
)
async def test_a_free_plan_has_no_groups(
    slack: LocalSlack, refused: Refused, method: str, args: dict[str, str], code: str
) -> None:
    slack.settings.paid = False

    found = await refused(method, **args)

    assert found == code
