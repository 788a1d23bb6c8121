"""Asked by the clock: the steps of escalations that are due, decided on one look at who is on call."""

from collections.abc import Sequence

from commands.escalation.reach import Directory
from incidents.decision import Decision, TimerKind
from incidents.escalation import choosing, running
from storage.timers import Due
from storage.tx import Tx


class Firing:
    """What the escalations of one round are decided on: their runs, and who is on call now."""

    def __init__(self, tx: Tx, due: Sequence[Due]) -> None:
        self._tx = tx
        self._runs = tx.runs.running([one.incident.id for one in due if one.timer.kind is TimerKind.ESCALATE])
        self._directory = Directory(tx)

    def decide(self, due: Due) -> Decision:
        """The next step of its run; nothing where the run has ended or moved on."""
        run = self._runs.get(due.incident.id)
        if run is None:
            return Decision(due.incident)
        reached = self._directory.reached(choosing.targets(run.plan), self._tx.now)
        return running.fire(due.incident, run, due.timer.step, reached, self._tx.now)
