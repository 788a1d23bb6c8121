"""The checks of calls notice what they are there for, and leave alone what is right."""

import pytest

from tests.contract import canaries
from tests.contract.recorded import Fact, one_of_each
from tests.contract.rules import broken, models_refuse

GOOD = [
    ("chat.postMessage", {"channel": "C1", "text": "x" * 4000}),
    ("chat.postMessage", {"channel": "C1", "blocks": [{"type": "divider"}] * 50}),
    ("conversations.create", {"name": "inc-1_支付故障"}),
    ("conversations.invite", {"channel": "C1", "users": ["U1"] * 100}),
    ("conversations.setTopic", {"channel": "C1", "topic": "x" * 250}),
]


@pytest.mark.parametrize("call", canaries.FOR_RULES.values(), ids=canaries.FOR_RULES)
def test_a_rule_refuses_its_canary(call: tuple[str, Fact]) -> None:
    assert broken(*call) != []


@pytest.mark.parametrize("call", canaries.FOR_MODELS.values(), ids=canaries.FOR_MODELS)
def test_the_models_refuse_their_canary(call: tuple[str, Fact]) -> None:
    assert models_refuse(*call) != []


@pytest.mark.parametrize("call", GOOD)
def test_what_is_right_is_left_alone(call: tuple[str, Fact]) -> None:
    assert broken(*call) == models_refuse(*call) == []


def test_things_that_differ_in_texts_and_numbers_are_one_shape() -> None:
    things = [("a", {"x": "1", "type": "t"}), ("a", {"x": "2", "type": "t"}), ("a", {"x": 2, "type": "t"})]

    found = one_of_each([*things, ("a", {"x": "1", "type": "u"}), ("b", {"x": "1", "type": "t"})])

    assert found == [
        ("a", {"x": "1", "type": "t"}),
        ("a", {"x": 2, "type": "t"}),
        ("a", {"x": "1", "type": "u"}),
        ("b", {"x": "1", "type": "t"}),
    ]
