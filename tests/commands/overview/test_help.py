"""`/incident help`: the verbs, the urgent ones first."""

import pytest

from commands import registry
from commands.core import Command
from incidents.policy import Policy
from incidents.reply import Answer, Help, Reply
from storage.store import Store
from tests.commands.ledger import ON_A_FILE, everything, settle_in
from tests.commands.oncall.desk import POLICY
from tests.desk import ANA, MIA, AskAt


@pytest.fixture
def policy() -> Policy:
    """With somebody on call."""
    return POLICY


async def test_every_verb_is_shown_in_the_order_of_the_registry(ask: AskAt, store: Store) -> None:
    await ask(ANA, "list")
    before = await everything(store)

    told = await ask(ANA, "help")

    assert [verb.name for verb in shown(told).verbs] == [command.name for command in registry.COMMANDS]
    assert await everything(store) == before


async def test_the_verbs_of_an_emergency_are_marked(ask: AskAt) -> None:
    told = await ask(ANA, "help")

    assert [verb.name for verb in shown(told).verbs if verb.urgent] == ["open", "ack", "page", "update", "resolve"]


async def test_nothing_typed_is_a_call_for_help(ask: AskAt) -> None:
    told = await ask(ANA, "  ")

    assert told.kind is Answer.HELP
    assert shown(told).one is None


@ON_A_FILE
@pytest.mark.parametrize("word", ["open", "NEW", "declare"])
async def test_a_verb_is_shown_whole_by_any_of_its_names(ask: AskAt, word: str) -> None:
    told = await ask(ANA, f"help {word}")

    one = shown(told).one
    assert one is not None
    assert one.name == "open"


async def test_help_on_what_is_no_verb_is_the_whole_help(ask: AskAt) -> None:
    told = await ask(ANA, "help me please")

    assert shown(told).one is None


@ON_A_FILE
@pytest.mark.parametrize("command", registry.COMMANDS, ids=lambda command: command.name)
async def test_the_example_of_every_verb_works_when_typed(ask: AskAt, store: Store, command: Command) -> None:
    await ask(ANA, "open sev2 checkout is failing")
    await settle_in(store, "C0INC42")
    await ask(ANA, prelude(command.name))

    told = await ask(MIA, command.example)  # An admin may do everything.

    assert told.kind not in (Answer.REFUSED, Answer.UNKNOWN_VERB)


def prelude(verb: str) -> str:
    """What must have happened before this verb makes sense."""
    before = {"undo": "severity sev1", "merge": "open sev2 search is slow", "redact": f"owner <@{MIA}>"}
    before |= {"escalate": f"escalate <@{MIA}>", "unack": "ack"}
    before["thanks"] = "ack"
    before["runbook"] = "kb add Roll back: - [ ] Roll back 4.18"
    before["swap"] = f"swap <@{MIA}> tomorrow 09:00-17:00 payments"
    return before.get(verb, "resolve rolled back" if verb in ("reopen", "close") else "list")


def shown(told: Reply) -> Help:
    """The help in an answer."""
    assert isinstance(told.data, Help)
    return told.data
