"""Slack takes a call and says nothing: the call is given up in time, and looked into before it is made again."""

import pytest

from sandbox.faults import Fault
from tests.office import Office
from tests.wires.opening import CALLS, OPEN, assert_everything_is_there_once
from tests.workspace import owed

pytestmark = pytest.mark.slow


@pytest.fixture
def call_limit() -> float:
    """Seconds after which a call is given up."""
    return 1.0


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("method", "nth"), CALLS)
async def test_a_call_that_hangs_is_given_up_and_made_good(office: Office, method: str, nth: int, when: str) -> None:
    office.slack.faults.add(Fault(method, nth, "hang", when))

    await office.says("ana", "general", OPEN)
    await office.pass_time(minutes=1)
    await office.pass_time(minutes=1)

    assert_everything_is_there_once(office.slack)
    assert await owed(office.bot) == 0
