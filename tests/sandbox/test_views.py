"""Modals and the Home tab: trigger ids, the stack of three, hashes, external ids."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import LocalSlack
from tests.sandbox.small_app import Refused

HOME = {"type": "home", "blocks": [{"type": "divider"}]}


def trigger(slack: LocalSlack) -> str:
    return slack.core.app.issue_trigger("U0ANA", slack.core.clock.now())


async def test_a_trigger_opens_one_form(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, modal: dict[str, Any]
) -> None:
    issued = trigger(slack)

    opened = await client.views_open(trigger_id=issued, view=modal)
    again = await refused("views.open", trigger_id=issued, view=modal)

    assert [view["id"] for view in slack.views("ana")] == [opened["view"]["id"]]
    assert again == "exchanged_trigger_id"


async def test_a_trigger_lasts_three_seconds(slack: LocalSlack, refused: Refused, modal: dict[str, Any]) -> None:
    issued = trigger(slack)
    slack.core.clock.offset += 3.1

    code = await refused("views.open", trigger_id=issued, view=modal)

    assert code == "expired_trigger_id"


async def test_a_made_up_trigger_is_invalid(refused: Refused, modal: dict[str, Any]) -> None:
    code = await refused("views.open", trigger_id="abc", view=modal)

    assert code == "invalid_trigger_id"


async def test_a_bad_view_does_not_use_the_trigger_up(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, modal: dict[str, Any]
) -> None:
    issued = trigger(slack)

    code = await refused("views.open", trigger_id=issued, view={**modal, "title": None})
    opened = await client.views_open(trigger_id=issued, view=modal)

    assert code == "invalid_arguments"
    assert opened["ok"]


async def test_three_forms_may_lie_on_each_other(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, modal: dict[str, Any]
) -> None:
    await client.views_open(trigger_id=trigger(slack), view=modal)
    await client.views_push(trigger_id=trigger(slack), view=modal)
    await client.views_push(trigger_id=trigger(slack), view=modal)

    code = await refused("views.push", trigger_id=trigger(slack), view=modal)

    stack = slack.views("ana")
    assert code == "push_limit_reached"
    assert {view["root_view_id"] for view in stack} == {stack[0]["id"]}


async def test_an_update_with_an_old_hash_conflicts(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, modal: dict[str, Any]
) -> None:
    opened = await client.views_open(trigger_id=trigger(slack), view=modal)
    view_id, first = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=view_id, hash=first, view=modal)

    code = await refused("views.update", view_id=view_id, hash=first, view=modal)

    assert code == "hash_conflict"


async def test_a_form_is_found_by_its_external_id(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, modal: dict[str, Any]
) -> None:
    await client.views_open(trigger_id=trigger(slack), view={**modal, "external_id": "inc-1"})

    updated = await client.views_update(external_id="inc-1", view={**modal, "external_id": "inc-1"})
    twice = await refused("views.push", trigger_id=trigger(slack), view={**modal, "external_id": "inc-1"})

    assert updated["view"]["external_id"] == "inc-1"
    assert twice == "invalid_arguments"


async def test_a_closed_form_cannot_be_updated(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused, modal: dict[str, Any]
) -> None:
    opened = await client.views_open(trigger_id=trigger(slack), view=modal)
    await slack.close("ana", opened["view"]["id"])

    code = await refused("views.update", view_id=opened["view"]["id"], view=modal)

    assert code == "not_found"


async def test_the_home_tab_is_each_persons_own(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.views_publish(user_id="U0ANA", view=HOME)

    shown = slack.home("ana")

    assert shown is not None
    assert shown["blocks"][0]["type"] == "divider"
    assert slack.home("bea") is None


async def test_publishing_with_an_old_hash_conflicts(
    slack: LocalSlack, client: AsyncWebClient, refused: Refused
) -> None:
    first = await client.views_publish(user_id="U0ANA", view=HOME)
    await client.views_publish(user_id="U0ANA", view=HOME)

    code = await refused("views.publish", user_id="U0ANA", view=HOME, hash=first["view"]["hash"])

    assert code == "hash_conflict"


async def test_a_view_beyond_250_kb_is_too_large(slack: LocalSlack, refused: Refused, modal: dict[str, Any]) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "火" * 3000}}

    code = await refused("views.open", trigger_id=trigger(slack), view={**modal, "blocks": [section] * 30})

    assert code == "view_too_large"
