"""Asked by the clock: the steps of escalations that are due, decided on one look at who is on call."""

from collections.abc import Iterator, Sequence

from commands.escalation.reach import Directory
from incidents.decision import Decision
from incidents.escalation import alike, choosing, running
from incidents.escalation.alike import Stand
from incidents.model import Incident
from storage.delivery.timers import Due
from storage.tx import Tx

Decided = tuple[Incident, Decision, Sequence[Stand]]


def fire(tx: Tx, due: Sequence[Due]) -> None:
    """Take the next step of each of these escalations that has not ended or moved on, decided once for all that are
    alike. Where nobody is left each is decided by itself.
    """
    directory = Directory(tx, tx.now)
    stands = tx.runs.stands({one.incident: one.timer.step for one in due})
    told: list[Decided] = []
    alone: list[Sequence[Stand]] = []
    for one in _decided(tx, directory, alike.groups(stands, tx.now)):
        _, decision, group = one
        if alike.is_its_own(decision) and len(group) > 1:
            alone += [[stand] for stand in group]
        elif decision.run:
            told.append(one)
    tx.record_alike([*told, *_decided(tx, directory, alone)])


def _decided(tx: Tx, directory: Directory, groups: Sequence[Sequence[Stand]]) -> Iterator[Decided]:
    """What the rule makes of one of each group."""
    first = [group[0].incident for group in groups]
    incidents, runs = tx.incidents.shown(first), tx.runs.running(first)
    directory.reached(one for run in runs.values() for one in choosing.targets(run.plan))  # All asked of at once.
    for group in groups:
        incident, run = incidents[group[0].incident], runs[group[0].incident]
        reached = directory.reached(choosing.targets(run.plan))
        yield incident, running.fire(incident, run, group[0].due, reached, tx.now), group
