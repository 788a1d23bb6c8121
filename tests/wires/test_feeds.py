"""A schedule that follows a calendar, beside a running bot: what changes there changes who is paged here."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incidents.oncall.model import Schedule, Seat
from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Policy, Service, Team
from tests.commands.oncall.desk import on_call
from tests.office import Office, open_office
from tests.wires.almanac import KEY, Almanac, open_almanac
from tests.workspace import Entry

NAMES = (("Ana", "U0ANA"), ("Bea", "U0BEA"), ("Chen", "U0CHEN"))
POLICY = Policy(
    teams=(Team(name="pay", schedule="payments", channel="#payments"),),
    services=(Service(name="checkout", team="pay"),),
    schedules=(Schedule(name="payments", ical="", names=NAMES),),
    escalations=(
        Escalation(
            name="pay",
            teams=("pay",),
            steps=(Step(targets=(Target(Reach.PRIMARY, "payments"),), wait=timedelta(minutes=30)),),
        ),
    ),
)


@pytest.fixture
async def almanac() -> AsyncIterator[Almanac]:
    """A server with an empty calendar."""
    async with open_almanac() as opened:
        yield opened


@pytest.fixture
def settings(almanac: Almanac) -> Policy:
    """A schedule that follows it."""
    return replace(POLICY, schedules=(replace(POLICY.schedules[0], ical=almanac.address),))


@pytest.fixture
async def office(tmp_path: Path, almanac: Almanac, settings: Policy, logged: list[Entry]) -> AsyncIterator[Office]:
    """A workspace whose bot follows the calendar, in which nobody is on call yet."""
    async with open_office(tmp_path, "socket", settings) as opened:
        await opened.pass_time(seconds=1)  # The settings are seen.
        yield opened
    assert KEY not in repr(logged)


async def later(office: Office, **span: float) -> None:
    """Time passes, and somebody looks."""
    await office.pass_time(**span)
    await office.bot.feeds.look()
    await office.pass_time(seconds=1)


async def seats(office: Office) -> tuple[str | None, str | None]:
    """Who is on call now."""
    now = office.clock.now()
    found = await office.bot.store.read(lambda tx: on_call(tx, "payments", now))
    return found.get(Seat.PRIMARY), found.get(Seat.BACKUP)


async def test_when_the_calendar_changes_the_page_goes_to_the_new_person(office: Office, almanac: Almanac) -> None:
    almanac.says(("Ana", office.clock.now(), 100), ("Bea (backup)", office.clock.now(), 100))
    await later(office, minutes=20)
    await office.says("mia", "general", "open sev2 checkout is failing svc:checkout")
    await office.pass_time(seconds=1)
    almanac.says(("Chen", office.clock.now(), 100), ("Bea (backup)", office.clock.now(), 100))
    await later(office, minutes=20)

    await office.says("mia", "general", "open sev2 search is slow svc:checkout")
    await office.pass_time(seconds=1)

    ana, chen = ("\n".join(one["text"] for one in office.dm(who)) for who in ("ana", "chen"))
    assert ("checkout is failing" in ana, "search is slow" in ana) == (True, False)
    assert "search is slow" in chen
    assert "payments" in chen  # Who comes in is told so.
    assert await seats(office) == ("U0CHEN", "U0BEA")


async def test_what_says_nobody_known_is_told_to_whoever_asks_with_how_old_it_is(
    office: Office, almanac: Almanac
) -> None:
    almanac.says(("Ana", office.clock.now(), 500), ("Retro", office.clock.now(), 1))
    await later(office, minutes=20)

    await office.says("bea", "general", "oncall check payments")
    await office.pass_time(seconds=1)

    told = office.dm("bea")[-1]
    assert "“Retro” stands in the calendar from " in str(told)
    assert "The calendar was read " in str(told)


async def test_a_calendar_that_fails_stays_in_force_and_the_team_hears_of_it_once_and_when_it_is_over(
    office: Office, almanac: Almanac
) -> None:
    almanac.says(("Ana", office.clock.now(), 2000), ("Bea", office.clock.now(), 2000))
    await later(office, minutes=20)
    await office.pass_time(days=4)
    almanac.status = 500
    await later(office, minutes=20)
    await later(office, hours=1)
    await later(office, hours=70)
    failing = [one for one in office.posts("payments") if "cannot be read any more" in one]
    kept = await seats(office)
    almanac.status = 200
    await later(office, minutes=20)

    await later(office, days=4)

    over = [one for one in office.posts("payments") if "can be read again" in one]
    assert kept == ("U0ANA", "U0BEA")
    assert (len(failing), len(over)) == (1, 1)
    assert "(http_500)" in failing[0]


async def test_a_bot_that_starts_while_the_calendar_is_gone_goes_by_what_was_read(
    tmp_path: Path, settings: Policy, almanac: Almanac
) -> None:
    async with open_office(tmp_path, "socket", settings) as office:
        almanac.says(("Ana", office.clock.now(), 100))
        await later(office, minutes=20)
    almanac.status = 500
    asked = len(almanac.asked)

    async with open_office(tmp_path, "socket", settings) as office:
        await office.bot.feeds.look()
        found = await seats(office)

    assert found == ("U0ANA", None)
    assert len(almanac.asked) > asked


async def test_the_next_shift_by_the_calendar_is_told_when_it_begins(office: Office, almanac: Almanac) -> None:
    now = office.clock.now()
    almanac.says(("Ana", now, 2), ("Bea (backup)", now, 100))
    await later(office, minutes=20)
    before = len(office.dm("bea"))

    await office.pass_time(hours=2)

    assert "primary" in office.dm("bea")[before]["text"]
    assert await seats(office) == ("U0BEA", None)
