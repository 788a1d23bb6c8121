"""A step that calls a webhook: told at once where it may be told, passed by where not."""

from datetime import timedelta

import pytest

from commands import ring
from incidents.messages import MessageKind, Priority
from incidents.plan import Escalation, Reach, Step, Target
from incidents.policy import Hook, Policy, Team
from storage.store import Store
from tests.commands.ledger import incident, pending
from tests.desk import ANA, BEA, AskAt

WAIT = timedelta(minutes=5)
GATEWAY = Hook(name="on site", address="https://gateway.example.com/in", secret="SITREP_HOOK_SITE", kinds=("resolved",))


@pytest.fixture
def policy() -> Policy:
    """First a gateway, then a team."""
    steps = (
        Step(targets=(Target(Reach.WEBHOOK, "on site"),), wait=WAIT),
        Step(targets=(Target(Reach.TEAM, "payments"),), wait=WAIT),
    )
    return Policy(
        teams=(Team(name="payments", members=(BEA,)),),
        hooks=(GATEWAY,),
        escalations=(Escalation(name="default", steps=steps),),
    )


async def test_a_webhook_is_called_although_it_wants_no_such_lines_otherwise(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 checkout is failing")

    await store.write(ring.run)

    called = await pending(store, MessageKind.HOOK)
    assert [(row["body"]["hook"], row["priority"]) for row in called] == [("on site", Priority.PAGE)]
    assert (await incident(store)).pages == ()


async def test_nobody_waits_for_a_webhook_that_is_not_told_of_what_is_private(ask: AskAt, store: Store) -> None:
    await ask(ANA, "open sev2 leak of customer data --private")

    await store.write(ring.run)

    assert await pending(store, MessageKind.HOOK) == []
    assert [page.person for page in (await incident(store)).pages] == [BEA]
