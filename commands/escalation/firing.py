"""Asked by the clock: the steps of escalations that are due, decided on one look at who is on call."""

from collections.abc import Sequence

from commands.escalation.reach import Directory
from incidents.escalation import choosing, running
from incidents.model import IncidentId
from storage.timers import Due
from storage.tx import Tx


def fire(tx: Tx, due: Sequence[Due]) -> set[IncidentId]:
    """Take the next step of each of these runs that has not ended or moved on; the incidents that were written."""
    runs = tx.runs.running([one.incident.id for one in due])
    directory = Directory(tx, tx.now)
    decisions = []
    for one in due:
        run = runs.get(one.incident.id)
        if run is not None:
            reached = directory.reached(choosing.targets(run.plan))
            decisions.append(running.fire(one.incident, run, one.timer.step, reached, tx.now))
    tx.record_pages(decisions)
    return {one.incident.id for one in decisions if one.run}
