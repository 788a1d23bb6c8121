"""The schedules of these tests: Ana and Bea by the week, Ana primary now; a second one of Chen and Mia."""

from collections.abc import Mapping
from datetime import date, datetime

from commands.oncall.seats import rota
from incidents.model import PersonId
from incidents.oncall.model import Duty, Layer, Schedule, Seat
from incidents.policy import Policy, Service, Team
from storage.tx import Tx
from tests.desk import ANA, BEA, CHEN, MIA

WEEKS = Layer(people=(ANA, BEA), start=date(2026, 3, 2))
DAYS = Layer(people=(CHEN, MIA), start=date(2026, 3, 2))
POLICY = Policy(
    teams=(Team(name="pay", members=(ANA,), schedule="payments"), Team(name="search", members=(CHEN,))),
    services=(Service(name="checkout", team="pay"),),
    schedules=(Schedule(name="payments", layers=(WEEKS,)), Schedule(name="search", layers=(DAYS,))),
)


def duty(tx: Tx, name: str, at: datetime) -> Duty:
    """Who is on call by a schedule, or for a team."""
    found = rota(tx, name, since=at)
    assert found
    return found.duty(at)


def on_call(tx: Tx, name: str, at: datetime) -> Mapping[Seat, PersonId]:
    """The same by Slack id."""
    return duty(tx, name, at).seated
