"""Asked by the watch: what keeps the whole installation from its work, who is told of it outside Slack, and what leaves
once it is over. delivery.md, rows 9 and 14.
"""

from datetime import timedelta

from incidents.record import hooks
from incidents.record.hooks import Event
from storage.tx import Tx
from storage.upkeep.conditions import DISK_FULL, WORKSPACE_DOWN, Condition

ASKING = "workspace_asked"
EVERY = timedelta(seconds=20)  # And ten until somebody looks whether it is due: half a minute.


def workspace(tx: Tx) -> Condition | None:
    """Since when Slack refuses us altogether; `detail` is its code."""
    return tx.conditions.of(WORKSPACE_DOWN)


def disk(tx: Tx) -> Condition | None:
    """Since when the disk is full."""
    return tx.conditions.of(DISK_FULL)


def is_due(tx: Tx) -> bool:
    """Whether `turn` might be ours."""
    return tx.conditions.is_due(ASKING, EVERY)


def turn(tx: Tx) -> bool:
    """Whether we are the ones to ask Slack now: of all replicas one does, every half minute."""
    return tx.conditions.turn(ASKING, EVERY)


def refused(tx: Tx, code: str) -> bool:
    """Slack does not know us any more: nothing leaves for it until it does. False where that was known."""
    return _begun(tx, WORKSPACE_DOWN, Event.DOWN, code)


def answered(tx: Tx) -> bool:
    """Slack takes us again: what it refused meanwhile leaves now. False where nothing had stopped."""
    over = _ended(tx, WORKSPACE_DOWN, Event.UP)
    if over:
        tx.faults.release(over.detail)
    return over is not None


def disk_is_full(tx: Tx) -> bool:
    """This is written into the last room there is. False where that was known."""
    return _begun(tx, DISK_FULL, Event.FULL, "")


def disk_is_free(tx: Tx) -> bool:
    """Somebody made room. False where nothing was the matter."""
    return _ended(tx, DISK_FULL, Event.FREE) is not None


def _begun(tx: Tx, name: str, event: Event, code: str) -> bool:
    """It holds from now on, and the webhooks are told: once for each outage."""
    if not tx.conditions.begin(name, code):
        return False
    tx.outbox.owe(None, hooks.outage(event, tx.policy.hooks, code=code, since=tx.now, now=tx.now))
    tx.stirred = True
    return True


def _ended(tx: Tx, name: str, event: Event) -> Condition | None:
    """What held until now; the webhooks are told that it is over."""
    held = tx.conditions.of(name)
    if held is None or not tx.conditions.end(name):
        return None
    tx.outbox.owe(None, hooks.outage(event, tx.policy.hooks, code=held.detail, since=held.since, now=tx.now))
    tx.stirred = True
    return held
