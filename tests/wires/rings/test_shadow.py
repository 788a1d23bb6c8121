"""Who learns from somebody on call gets a copy of every page by DM, and no duty with it."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from incidents.oncall.model import Layer, Schedule
from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Policy
from sandbox.server import LocalSlack
from tests.office import Office
from tests.wires.rings.post_office import PostOffice
from tests.wires.rings.reached import OPEN, ROOM, office_with, prove

MINUTE = timedelta(minutes=1)
POLICY = Policy(
    schedules=(
        Schedule(
            name="payments",
            layers=(Layer(people=("U0ANA",), start=date(2020, 1, 6)),),
            shadows=(("U0BEA", "U0ANA"),),
        ),
    ),
    escalations=(
        Escalation(
            name="default",
            severities=("sev2",),
            steps=(
                Step(targets=(Target(Reach.PRIMARY, "payments"),), wait=5 * MINUTE),
                Step(targets=(Target(Reach.PERSON, "U0NIA"),), wait=5 * MINUTE),
            ),
        ),
    ),
)


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path, post: PostOffice) -> AsyncIterator[Office]:
    """Bea learns from Ana, who is on call; both are reached by mail."""
    given = {"smtp_url": post.url, "mail_from": "sitrep@acme.example"}
    async with office_with(slack, tmp_path, given, policy=POLICY) as opened:
        await prove(opened, "ana", "mail ana@home.example")
        await prove(opened, "bea", "mail bea@home.example")
        yield opened


async def test_a_copy_of_the_page_says_that_there_is_no_duty_and_asks_for_nothing(office: Office) -> None:
    await office.says("mia", "general", OPEN)

    [copy] = office.dm("bea")[-1:]

    assert "A copy for you, who learn from whoever is on call for payments: you have no duty." in copy["text"]
    assert "Whoever is on call answers; nobody waits for you." in copy["text"]
    assert buttons(copy) == ["I have it", "Open the channel"]
    assert "You are primary for payments." in office.dm("ana")[-1]["text"]


async def test_the_copy_rings_nowhere_else(office: Office, post: PostOffice) -> None:
    before = len(post.recipients)

    await office.says("mia", "general", OPEN)

    assert post.recipients[before:] == ["ana@home.example"]


async def test_nobody_waits_for_who_learns(office: Office) -> None:
    await office.says("mia", "general", OPEN)
    before = len(office.dm("nia"))

    await office.pass_time(minutes=6)

    assert len(office.dm("nia")) == before + 1


async def test_who_learns_may_take_it_and_the_paging_stops(office: Office) -> None:
    await office.says("mia", "general", OPEN)
    before = len(office.dm("nia"))

    await office.presses("bea", "I have it", "dm")
    await office.pass_time(minutes=6)

    assert len(office.dm("nia")) == before
    assert "Bea has" in office.dm("ana")[-1]["text"]
    assert "Bea" in office.pins(ROOM)[0]


def buttons(said: dict[str, object]) -> list[str]:
    """What is written on the buttons of a DM."""
    blocks: list[dict[str, list[dict[str, dict[str, str]]]]] = said["blocks"]  # type: ignore[assignment]  # JSON.
    return [one["text"]["text"] for block in blocks for one in block.get("elements", []) if "action_id" in one]
