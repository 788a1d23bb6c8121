"""The contract: what our bot said to Slack in the whole run, and what the local Slack said, as Slack's own types and
slack_sdk's models have it. Needs the recording of a whole run, see recording.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.clients.foreign import need_node
from tests.contract import canaries, compiler, lists
from tests.contract.compiler import Listing
from tests.contract.gaps import GAPS, Gap
from tests.contract.recorded import Fact, recorded
from tests.contract.rules import broken, models_refuse

pytestmark = pytest.mark.contract
CANARY = "canary: "


@dataclass(frozen=True)
class Verdict:
    """What the compiler found in each list, and which gaps of the types the recording needed."""

    sizes: Mapping[str, int]
    complaints: Mapping[str, Mapping[str, str]]
    gaps: frozenset[Gap]

    def wrong(self, name: str) -> list[str]:
        """The complaints about what was recorded."""
        return [f"{text} in {each}" for each, text in self.complaints[name].items() if not each.startswith(CANARY)]

    def refused(self, name: str) -> set[str]:
        """The canaries that were noticed."""
        return {each.removeprefix(CANARY) for each in self.complaints[name] if each.startswith(CANARY)}


@pytest.fixture(scope="module")
def facts(pytestconfig: pytest.Config) -> list[Fact]:
    """Everything recorded."""
    return list(recorded(pytestconfig.getoption("--recorded-slack")))


@pytest.fixture(scope="module")
def verdict(facts: list[Fact], tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """The compiler's, on everything at once."""
    need_node()
    responses, first = lists.responses(facts)
    payloads, second = lists.payloads(facts)
    listings = [lists.calls(facts), lists.answers(facts), responses, payloads]
    sizes = {each.name: len(each.lines) for each in listings}
    for listing in listings:
        add_canaries(listing)
    complaints = compiler.compiled(listings, tmp_path_factory.mktemp("contract"))
    return Verdict(sizes, complaints, frozenset(first | second))


@pytest.mark.parametrize("name", ["calls", "answers", "responses", "payloads"])
def test_what_was_recorded_is_of_slacks_own_types(verdict: Verdict, name: str) -> None:
    assert verdict.wrong(name) == []
    assert verdict.sizes[name] > 0, "nothing was recorded"


@pytest.mark.parametrize(("name", "birds"), canaries.FOR_COMPILER.items())
def test_the_compiler_refuses_every_canary(verdict: Verdict, name: str, birds: Mapping[str, object]) -> None:
    assert verdict.refused(name) == set(birds)


def test_no_gap_of_the_types_is_listed_that_is_none(verdict: Verdict) -> None:
    assert [gap for gap in GAPS if gap not in verdict.gaps] == []


def test_our_calls_keep_the_rules_that_no_type_knows(facts: list[Fact]) -> None:
    found = {complaint for call in lists.our_calls(facts) for complaint in broken(*call)}

    assert found == set()


def test_slack_sdks_models_take_our_blocks_and_views(facts: list[Fact]) -> None:
    found = {complaint for call in lists.our_calls(facts) for complaint in models_refuse(*call)}

    assert found == set()


def add_canaries(listing: Listing) -> None:
    """What must be refused, after what was recorded."""
    statements = {
        "calls": compiler.call,
        "answers": compiler.answer,
        "responses": compiler.sent,
        "payloads": compiler.sent,
    }
    for name, bird in canaries.FOR_COMPILER[listing.name].items():
        listing.add(statements[listing.name](*bird), f"{CANARY}{name}")


def test_the_recording_holds_our_bots_doings_and_others(facts: list[Fact]) -> None:
    assert {each["kind"] for each in facts} >= {"call", "interaction", "event", "respond"}
    assert {each["ours"] for each in facts} == {True, False}
