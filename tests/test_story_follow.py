"""A manager follows without joining: what is public reaches her as it happens, what is private stays unseen."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from incidents.overview import routine
from incidents.policy import Policy
from tests.office import WIRES, Office, open_office, words_of
from tests.workspace import Entry, complaints

POLICY = Policy(daily_at=8 * 60, contacts=("Duty phone on the wall",))
ROOM = "inc-1-checkout-is-failing"
SECRET = "card data leaked"


@pytest.fixture(params=WIRES)
async def office(
    tmp_path: Path, request: pytest.FixtureRequest, logged: list[Entry], caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Office]:
    """A workspace with a daily post at eight, over each wire."""
    async with open_office(tmp_path, str(request.param), POLICY) as opened:
        yield opened
    assert complaints(logged, caplog) == []


async def test_a_manager_is_told_of_what_is_bad_and_learns_nothing_private(office: Office) -> None:
    await mia_follows(office)
    await an_incident_rises_and_she_hears(office)
    await what_is_private_reaches_her_nowhere(office)
    await her_home_shows_what_is_open_and_hers(office)
    await the_morning_brings_the_list_and_the_digest(office)
    await the_end_is_told_and_she_stops(office)


async def mia_follows(office: Office) -> None:
    assert "You follow SEV1" in await office.says("mia", "general", "follow sev1")
    assert "once a day" in await office.says("mia", "general", "follow all daily #general")
    listed = await office.says("mia", "general", "follow")
    await office.pass_time(minutes=1)

    assert "SEV1 · at once · by DM" in listed
    assert "every incident · once a day" in listed


async def an_incident_rises_and_she_hears(office: Office) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    quiet = told(office)
    await office.says("ana", ROOM, "severity sev1")
    await office.says("ana", ROOM, "update rollback of 4.18 started")

    assert quiet == []
    assert "SEV2 → SEV1" in told(office)[0]
    assert "rollback of 4.18 started" in told(office)[1]
    assert office.members(ROOM) == ["ana"]


async def what_is_private_reaches_her_nowhere(office: Office) -> None:
    before = len(told(office))
    await office.says("ana", "general", f"open sev1 {SECRET} @bea --private")
    await office.says("bea", "inc-2-card-data-leaked", "update keys are revoked")

    assert len(told(office)) == before
    assert SECRET not in await home(office, "mia")
    assert SECRET in await home(office, "bea")
    assert "There is no incident INC-2." in await office.says("mia", "general", "follow INC-2")


async def her_home_shows_what_is_open_and_hers(office: Office) -> None:
    shown = await home(office, "mia")
    await press_at_home(office, "mia", "Details")
    window = words_of(office.slack.views("mia")[-1])
    await press_at_home(office, "mia", "Stop")
    afterwards = words_of(office.slack.home("mia") or {})
    await office.says("mia", "general", "follow sev1")

    assert "INC-1" in shown
    assert "SEV1 · at once · by DM" in shown
    assert "rollback of 4.18 started" in window
    assert "SEV1 · at once · by DM" not in afterwards
    assert "*INC-1* · Owner" not in await home(office, "ana")


async def the_morning_brings_the_list_and_the_digest(office: Office) -> None:
    morning = routine.next_digest(POLICY, POLICY.zone, office.clock.now() + timedelta(minutes=5))
    await office.pass_time(seconds=(morning - office.clock.now()).total_seconds())
    posted, digested = office.posts("incidents")[-1], office.posts("general")[-1]

    assert posted.startswith("*One open incident*")
    assert "INC-1" in posted
    assert digested.startswith("*What you follow*")
    assert "checkout is failing" in digested
    assert SECRET not in "\n".join((*office.posts("incidents"), *office.posts("general")))


async def the_end_is_told_and_she_stops(office: Office) -> None:
    await office.says("ana", ROOM, "resolve rolled back")
    last = told(office)[-1]
    answer = await office.presses("mia", "Stop", "dm")
    await office.says("ana", "general", "open sev1 search is down")

    assert "Resolved after" in last
    assert "You do not follow SEV1 any more." in answer
    assert told(office)[-1] == last
    assert SECRET not in "\n".join(told(office))


def told(office: Office) -> list[str]:
    """What the bot has told Mia by DM."""
    return [words_of(said) for said in office.dm("mia") if said.get("bot_id")]


async def home(office: Office, who: str) -> str:
    """What somebody reads who opens their Home."""
    await office.slack.open_home(who)
    await office.rest()
    return words_of(office.slack.home(who) or {})


async def press_at_home(office: Office, who: str, label: str) -> None:
    """Press the first button of this label in somebody's Home."""
    view = office.slack.home(who) or {}
    found = [
        (block["block_id"], element)
        for block in view["blocks"]
        for element in (*block.get("elements", []), *([block["accessory"]] if "accessory" in block else []))
        if element.get("type") == "button" and element["text"]["text"] == label
    ]
    block_id, button = found[0]
    await office.slack.click(who, button["action_id"], value=button["value"], view_id=view["id"], block_id=block_id)
    await office.rest()
