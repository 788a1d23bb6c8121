"""Asked by the courier of what is told beyond Slack: when a robot may speak."""

from dataclasses import replace
from datetime import timedelta

from commands import carry
from incidents.escalation import rooms
from incidents.messages import MessageKind
from incidents.model import IncidentId
from incidents.outlets import MOST
from incidents.plan import Reach
from storage.delivery.claims import Lease
from storage.store import Store
from storage.tx import Tx
from tests.commands.ledger import incident
from tests.desk import ANA, AskAt, Watch


async def let_speak(store: Store, worker: str) -> list[str]:
    """The robots that a worker lets speak."""

    def speak(tx: Tx) -> list[str]:
        lease = Lease(worker, tx.now + timedelta(seconds=30), timedelta(seconds=12))
        robots = [one.job for one in carry.collect(tx, lease, 40) if one.job.message.kind is MessageKind.ROBOT]
        return [job.message.values["outside"] for job in robots if tx.outbox.done(job)]

    return await store.write(speak)


async def test_the_pace_of_a_robot_holds_for_all_who_let_it_speak(ask: AskAt, store: Store, watch: Watch) -> None:
    await ask(ANA, "open sev2 checkout")
    checkout = await incident(store)
    words = [rooms.page(replace(checkout, id=IncidentId(n)), Reach.ROBOT, "ops", "1") for n in range(100, 121)]
    await store.write(lambda tx: tx.outbox.owe(None, words))

    said = [await let_speak(store, worker) for worker in ("one", "two", "three") * 7]
    watch.pass_time(seconds=59)
    early = await let_speak(store, "two")
    watch.pass_time(seconds=1)
    late = await let_speak(store, "three")

    assert said == [*[["ops"]] * MOST, []]
    assert (early, late) == ([], ["ops"])
