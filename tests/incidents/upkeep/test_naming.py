"""Where the settings name somebody, and what would stand there without them."""

from dataclasses import replace
from datetime import date

from incidents.oncall.model import Layer, Schedule
from incidents.people.leaving import Line
from incidents.policy import Policy, Team
from incidents.upkeep.naming import lines_naming

LAYER = Layer(people=("U0ANA", "Bea@example.com"), start=date(2026, 1, 5), backups=("U0BEA",))
POLICY = Policy(
    teams=(Team(name="pay", members=("U0ANA", "bea@example.com")), Team(name="U0BEAM", members=("U0ANA",))),
    schedules=(Schedule(name="payments", layers=(LAYER,), shadows=(("U0BEA", "U0ANA"),)),),
)


def test_ids_and_addresses_count_whatever_the_case_of_their_letters() -> None:
    assert list(lines_naming(POLICY, ("U0BEA", "bea@EXAMPLE.com"))) == [
        Line("teams.pay.members", '["U0ANA"]'),
        Line("schedules.payments.shadows", None),
        Line("schedules.payments.layers.1.people", '["U0ANA"]'),
        Line("schedules.payments.layers.1.backups", None),
    ]


def test_who_is_named_nowhere_has_no_line_and_an_empty_address_is_nobody_s() -> None:
    assert list(lines_naming(replace(POLICY, contacts=("",)), ("U0", ""))) == []
