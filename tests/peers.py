"""Whoever the bot reaches beside Slack, each a real peer on loopback that behaves as documented."""

from collections.abc import AsyncIterator

import pytest

from tests.wires.receiver import Receiver, receiving
from tests.wires.rings.duty import Duty, open_duty
from tests.wires.rings.exchange import Exchange, open_exchange
from tests.wires.rings.gate import Gate, open_gate
from tests.wires.rings.post_office import PostOffice, open_office
from tests.wires.rings.robot import Group, open_groups
from tests.wires.sage import Sage, open_sage


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    """Somebody who takes mail."""
    async with open_office() as opened:
        yield opened


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    """Somebody who sends SMS and calls."""
    async with open_exchange() as opened:
        yield opened


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    """Another maker's gateway."""
    async with open_gate() as opened:
        yield opened


@pytest.fixture
async def group() -> AsyncIterator[Group]:
    """Three groups with a robot each."""
    async with open_groups() as opened:
        yield opened


@pytest.fixture
async def duty() -> AsyncIterator[Duty]:
    """PagerDuty."""
    async with open_duty() as opened:
        yield opened


@pytest.fixture
async def sage() -> AsyncIterator[Sage]:
    """A language model."""
    async with open_sage() as opened:
        yield opened


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Somebody who takes webhooks."""
    async with receiving() as opened:
        yield opened
