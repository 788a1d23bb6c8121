"""Each change of an action item, recorded with what follows: when its owner is reminded next."""

from commands.actions import reminders
from incidents.decision import Decision
from storage.tx import Tx


def record(tx: Tx, decision: Decision) -> bool:
    """Write it; whether it changed anything."""
    if not decision.actions:
        return False
    tx.record(decision)
    for action in decision.actions:
        reminders.plan(tx, decision.incident, action)
    return True
