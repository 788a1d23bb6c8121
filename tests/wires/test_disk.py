"""The disk fills up at night: what people say is recorded in the reserve, and everybody who can be told is told."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from incidents.policy import Hook, Policy
from sandbox.server import LocalSlack
from tests.office import Office, StandingClock
from tests.small_disk import RESERVE, fill, leave, small_disk
from tests.wires.opening import OPEN, ROOM, readiness
from tests.wires.receiver import Receiver
from tests.workspace import HOOK_VARIABLE, LONG, Entry, begin, settings_for

pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    with small_disk(tmp_path) as place:
        yield place


@pytest.fixture
async def office(slack: LocalSlack, disk: Path, receiver: Receiver) -> AsyncIterator[Office]:
    """A workspace whose bot keeps its memory on that disk."""
    clock = StandingClock()
    settings = replace(settings_for(slack, "socket", str(disk / "bot.db")), reserve=RESERVE)
    hook = Hook(name="audit", address=receiver.address, secret=HOOK_VARIABLE, kinds=("disk_full", "disk_free"))
    bot = await begin(slack, settings, policy=Policy(hooks=(hook,)), clock=clock, patience=LONG)
    yield Office(slack, bot, clock, "socket")
    await bot.stop()


async def looked(office: Office) -> None:
    """As the audit does every ten seconds."""
    await office.bot.disk.look()
    await office.rest()


async def test_with_a_full_disk_an_incident_is_opened_out_of_the_reserve_and_the_disk_is_told_of(
    office: Office, disk: Path, receiver: Receiver
) -> None:
    rubbish = fill(disk)
    opened = await office.says("ana", "general", OPEN)
    acked = await office.says("bea", "general", "ack INC-1")
    await looked(office)
    red = await readiness(office)
    told = list(receiver.events)

    rubbish.unlink()
    await looked(office)
    green = await readiness(office)

    assert "INC-1 (SEV2) is recorded" in opened
    assert acked == "INC-1 is yours. Nobody else will be paged."
    assert red == (503, "the disk is full: make room, until then there is only the reserve")
    assert told == ["disk_full"]
    assert receiver.events == ["disk_full", "disk_free"]
    assert green == (200, "")
    assert len(office.posts(ROOM)) == len({*office.posts(ROOM)})
    assert "Bea has it." in office.posts(ROOM)[-1]


async def test_where_there_is_room_but_none_for_a_reserve_that_is_said_once_and_nothing_is_the_matter(
    office: Office, disk: Path, logged: list[Entry]
) -> None:
    office.bot.store.ballast.path.unlink()
    leave(disk, RESERVE * 3 // 2)
    await looked(office)
    await looked(office)

    assert [entry["event"] for entry in logged if entry["event"].startswith("disk.")] == ["disk.no_reserve"]
    assert await readiness(office) == (200, "")


async def test_a_disk_that_was_full_is_told_of_no_more_once_nobody_looks_after_it(office: Office, disk: Path) -> None:
    fill(disk)
    await office.says("ana", "general", OPEN)
    await looked(office)
    red = await readiness(office)
    office.bot.store.ballast.size = 0

    await looked(office)

    assert red[0] == 503
    assert await readiness(office) == (200, "")
