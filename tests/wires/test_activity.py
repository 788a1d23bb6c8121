"""When somebody last wrote in an incident's channel: exact to a minute, and nobody's affair elsewhere."""

from datetime import timedelta

import pytest

from incidents.model import IncidentId
from tests.office import Office

ROOM = "inc-1-checkout-is-failing"


@pytest.fixture
async def opened(office: Office) -> Office:
    """Ana has reported, Bea is in the channel."""
    await office.says("ana", "general", "open sev2 checkout is failing")
    await office.slack.join("bea", ROOM)
    await office.rest()
    return office


async def said(office: Office, text: str) -> None:
    """Ana writes into the channel."""
    await office.slack.say("ana", ROOM, text)
    await office.rest()


async def test_when_somebody_last_wrote_is_known_to_a_minute(opened: Office, wire: str) -> None:
    async def active() -> timedelta:
        at = await opened.bot.store.read(lambda tx: tx.activity.of(IncidentId(1)))
        assert at is not None
        return opened.clock.now() - at

    await said(opened, "looking")
    first = await active()
    await opened.pass_time(seconds=50)
    await said(opened, "still looking")
    within = await active()
    await opened.pass_time(seconds=20)
    await said(opened, "found it")
    after = await active()
    await opened.pass_time(minutes=5)
    await opened.says("bea", ROOM, "update found it")
    by_bot = await active()

    assert [span.total_seconds() for span in (first, within, after, by_bot)] == [0, 50, 0, 300]


async def test_what_is_written_in_other_channels_is_nobodys_activity(opened: Office) -> None:
    await opened.slack.say("ana", "general", "lunch")
    await opened.rest()

    assert await opened.bot.store.read(lambda tx: tx.activity.of(IncidentId(1))) is None
