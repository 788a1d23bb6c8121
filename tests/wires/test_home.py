"""Somebody's Home in the app: drawn when they look, for them alone."""

import json
from typing import Any

import pytest

from tests.office import Office, words_of

OPEN = "open sev2 checkout is failing"


async def test_it_shows_what_is_open_and_theirs_in_their_language(office: Office) -> None:
    await office.says("ana", "general", f"{OPEN} @bea")
    await office.slack.update_user("bea", locale="zh-CN")

    english, chinese = await home(office, "ana"), await home(office, "bea")

    assert "INC-1* checkout is failing" in english
    assert "*Yours*" not in english
    assert "*INC-1* · 负责人" in chinese


async def test_whoever_has_no_part_in_incidents_is_told_so_and_sees_none(office: Office) -> None:
    await office.says("ana", "general", OPEN)
    await office.slack.update_user("mia", is_restricted=True)
    await office.rest()

    shown = await home(office, "mia")

    assert shown.startswith("Incidents are for members of this workspace.")
    assert "INC-1" not in shown


async def test_an_incident_can_be_opened_from_it(office: Office) -> None:
    await home(office, "ana")

    await press(office, "ana", "Open an incident")
    answer = await office.fills("ana", title="checkout is failing")

    assert "INC-1" in answer
    assert "INC-1" in await home(office, "ana")


async def test_a_refusal_is_shown_in_a_window_and_the_home_is_true_again(office: Office) -> None:
    await office.says("ana", "general", "follow sev1")
    await home(office, "ana")
    stale = button(office, "ana", "Stop")
    await office.says("ana", "general", "follow stop")

    await click(office, "ana", *stale)

    assert "Nothing of that is followed." in words_of(office.slack.views("ana")[-1])
    assert "SEV1" not in words_of(office.slack.home("ana") or {})


async def test_many_open_incidents_fit_and_the_rest_is_counted_on_the_list(office: Office) -> None:
    for number in range(17):
        await office.says("ana", "general", f"open sev3 failure {number}")

    shown = await home(office, "ana")

    assert "failure 16" in shown
    assert "failure 0" not in shown
    assert "There are more: `/incident list`." in shown


@pytest.mark.parametrize("wire", ["socket", "http"], indirect=True)
async def test_who_opens_it_twice_has_it_drawn_twice_and_only_then(office: Office, wire: str) -> None:
    before = published(office)
    await home(office, "ana")
    await home(office, "ana")
    after = published(office)
    await office.says("ana", "general", OPEN)

    assert (before, after, published(office)) == (0, 2, 2)


def published(office: Office) -> int:
    """How often a Home was drawn."""
    return sum(call.method == "views.publish" for call in office.slack.calls)


async def home(office: Office, who: str) -> str:
    """What somebody reads who opens their Home."""
    await office.slack.open_home(who)
    await office.rest()
    return words_of(office.slack.home(who) or {})


def button(office: Office, who: str, label: str) -> tuple[str, dict[str, Any]]:
    """The first button of this label in somebody's Home, with its block's id."""
    view = office.slack.home(who) or {}
    return next(
        (block["block_id"], element)
        for block in view["blocks"]
        for element in (*block.get("elements", []), *([block["accessory"]] if "accessory" in block else []))
        if element.get("type") == "button" and element["text"]["text"] == label
    )


async def press(office: Office, who: str, label: str) -> None:
    """Press it."""
    await click(office, who, *button(office, who, label))


async def click(office: Office, who: str, block_id: str, element: dict[str, Any]) -> None:
    """Press this very button, even one that is not shown any more."""
    view = office.slack.home(who) or {}
    value, action = element["value"], element["action_id"]
    assert json.loads(value)["words"]
    await office.slack.click(who, action, value=value, view_id=view["id"], block_id=block_id)
    await office.rest()
