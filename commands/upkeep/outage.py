"""Asked by the courier and by the watch: does Slack refuse us altogether, who is told of it outside Slack, and what
leaves once it takes us again. delivery.md, row 9.
"""

from datetime import timedelta

from incidents.record import hooks
from storage.conditions import WORKSPACE_DOWN, Condition
from storage.tx import Tx

ASKING = "workspace_asked"
EVERY = timedelta(seconds=30)


def current(tx: Tx) -> Condition | None:
    """The outage that holds."""
    return tx.conditions.of(WORKSPACE_DOWN)


def turn(tx: Tx) -> bool:
    """Whether we are the ones to ask Slack now: of all replicas one does, every half minute."""
    return tx.conditions.turn(ASKING, EVERY)


def refused(tx: Tx, code: str) -> bool:
    """Slack does not know us any more: nothing leaves for it until it does, and the webhooks are told, once for each
    outage. False where that was known.
    """
    if not tx.conditions.begin(WORKSPACE_DOWN, code):
        return False
    tx.outbox.owe(None, hooks.outage(hooks.DOWN, tx.policy.hooks, code=code, since=tx.now, now=tx.now))
    tx.stirred = True
    return True


def answered(tx: Tx) -> bool:
    """Slack takes us again: what it refused meanwhile leaves now. False where nothing had stopped."""
    outage = current(tx)
    if outage is None or not tx.conditions.end(WORKSPACE_DOWN):
        return False
    tx.faults.release(outage.detail)
    told = hooks.outage(hooks.UP, tx.policy.hooks, code=outage.detail, since=outage.since, now=tx.now)
    tx.outbox.owe(None, told)
    tx.stirred = True
    return True
