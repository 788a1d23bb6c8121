"""`[escalation.name]` in sitrep.toml: what it says, and what of it is refused with its line."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config.escalations import target
from bot.config.reading import BadConfig, parse
from incidents.plan import Reach, Shift, Target
from incidents.policy import Policy

TEAM = """
[teams.payments]
members = ["U0ANA", "U0BEA"]

[escalation.pay]
teams = ["payments"]
"""


@pytest.fixture
def load() -> Callable[[str], Policy]:
    """The policy of a text."""
    return lambda text: parse(text, Path("sitrep.toml"))


def refused(text: str) -> list[str]:
    """The mistakes that are named."""
    with pytest.raises(BadConfig) as bad:
        parse(text, Path("sitrep.toml"))
    return bad.value.mistakes


def test_steps_are_read_with_their_targets_and_waits(load: Callable[[str], Policy]) -> None:
    [own] = load(
        f"""{TEAM}
        repeat = 2
        forever = ["sev1"]
        [[escalation.pay.steps]]
        page = ["primary:payments", "U0MIA"]
        wait = "2m"
        hours = "out"
        [[escalation.pay.steps]]
        page = ["channel:C0123ABCD"]
        """
    ).escalations

    first, second = own.steps
    assert first.targets == (Target(Reach.PRIMARY, "payments"), Target(Reach.PERSON, "U0MIA"))
    assert (first.wait, first.hours) == (timedelta(minutes=2), Shift.OUT)
    assert (second.targets[0].reach, second.wait) == (Reach.CHANNEL, timedelta(minutes=5))
    assert (own.repeat, own.forever, own.teams) == (2, ("sev1",), ("payments",))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ('page = ["primary:nights"]', "line 8: escalation.pay.steps.0.page: there is no schedule “nights”"),
        ('page = ["team:nights"]', "there is no team “nights”; write [teams.nights]"),
        ('page = ["webhook:nights"]', "there is no webhook “nights”; write [hooks.nights]"),
        ('page = ["channel:general"]', "“general” is not a channel's id"),
        ('page = ["somebody"]', "“somebody” is nobody that can be paged: write primary:NAME"),
        ('page = ["U0ANA"]\nwait = "0m"', "line 9: escalation.pay.steps.0.wait: a step waits from 1m to 7d"),
        ('page = ["U0ANA"]\nwait = "8d"', "a step waits from 1m to 7d"),
        ('page = ["U0ANA"]\nwait = "never"', "a step waits from 1m to 7d"),
        ('page = ["U0ANA"]\nseverities = ["sev9"]', "“sev9” is not one of sev1"),
        ("page = []", "steps.0.page"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_line(step: str, said: str) -> None:
    [mistake] = refused(f"{TEAM}[[escalation.pay.steps]]\n{step}")

    assert said in mistake


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("repeat = 10", "escalation.pay.repeat"),
        ('then = "nights"', "there is no escalation policy “nights”; write [escalation.nights]"),
        ('forever = ["sev9"]', "“sev9” is not one of sev1"),
        ('services = ["shop"]', "there is no service “shop”; write [services.shop]"),
        ('fallback = ["team:nights"]', "there is no team “nights”"),
        ('then = "pay"', "it comes back to itself: pay → pay"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_with_its_line(keys: str, said: str) -> None:
    [mistake] = refused(f'{TEAM}{keys}\n[[escalation.pay.steps]]\npage = ["U0ANA"]')

    assert "line 7: " in mistake
    assert said in mistake


def test_a_circle_of_policies_is_told_at_each_of_them() -> None:
    steps = 'page = ["U0ANA"]'
    text = "".join(
        f'[escalation.{name}]\nthen = "{then}"\n[[escalation.{name}.steps]]\n{steps}\n'
        for name, then in (("days", "nights"), ("nights", "feasts"), ("feasts", "days"))
    )

    said = refused(text)

    where = ((2, "days"), (6, "nights"), (10, "feasts"))
    told = [f"sitrep.toml, line {line}: escalation.{name}.then" for line, name in where]
    assert [one.partition(": it")[0] for one in said] == told


def test_a_person_is_read_as_it_is_written() -> None:
    assert [target(one) for one in ("ana@example.test", "person:ana@example.test", "person:U0ANA")] == [
        Target(Reach.PERSON, "ana@example.test"),
        Target(Reach.PERSON, "ana@example.test"),
        Target(Reach.PERSON, "U0ANA"),
    ]
