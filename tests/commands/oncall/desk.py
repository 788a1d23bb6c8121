"""The schedules of these tests: Ana and Bea by the week, Ana primary now; a second one of Chen and Mia."""

from datetime import date

from incidents.oncall.model import Layer, Schedule
from incidents.policy import Policy, Service, Team
from tests.desk import ANA, BEA, CHEN, MIA

WEEKS = Layer(people=(ANA, BEA), start=date(2026, 3, 2))
DAYS = Layer(people=(CHEN, MIA), start=date(2026, 3, 2))
POLICY = Policy(
    teams=(Team(name="pay", members=(ANA,), schedule="payments"), Team(name="search", members=(CHEN,))),
    services=(Service(name="checkout", team="pay"),),
    schedules=(Schedule(name="payments", layers=(WEEKS,)), Schedule(name="search", layers=(DAYS,))),
)
