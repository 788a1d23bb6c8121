"""Steps that are run: asked for by people, ended by what the courier brings."""

from collections.abc import Sequence

from commands.core import Ask
from incidents.checklist import Checklist, LaunchState
from incidents.decision import Decision
from incidents.knowledge import checklists, launching
from incidents.knowledge.launching import Output
from incidents.messages import Message
from incidents.model import Incident, IncidentId
from incidents.reply import Answer, Reply, reply
from storage.delivery.claims import Job
from storage.tx import Tx

Known = Sequence[Checklist]
Spot = tuple[int, int]


def ask(ask: Ask, incident: Incident, known: Known, spot: Spot, tx: Tx) -> Reply:
    """Run a step; a risky one waits for a second person."""
    _, item = checklists.found(incident, known, spot)
    runner = tx.policy.runner(item.step.run) if item.step.run else None
    return _recorded(launching.ask(incident, known, spot, runner, ask.person, tx.now), spot, tx)


def approve(ask: Ask, incident: Incident, known: Known, spot: Spot, tx: Tx) -> Reply:
    """Let it run."""
    return _recorded(launching.approve(incident, known, spot, by=ask.person, now=tx.now), spot, tx)


def refuse(ask: Ask, incident: Incident, known: Known, spot: Spot, tx: Tx) -> Reply:
    """Do not let it run."""
    tx.record(launching.refuse(incident, known, spot, by=ask.person, now=tx.now))
    return reply(Answer.RUN_REFUSED, n=spot[1])


def taken(tx: Tx, message: Message, incident: IncidentId | None, found: Output) -> None:
    """The runner has taken it, with this answer."""
    _end(tx, message, incident, LaunchState.TAKEN, found.text)


def given_up(tx: Tx, job: Job, code: str) -> None:
    """It was not taken, or nobody knows; it is not asked again by itself."""
    if not tx.outbox.dead(job, code):
        return
    state = launching.came_of(code, ambiguous=job.ambiguous)
    _end(tx, job.message, job.incident, state, "" if state is LaunchState.EXPIRED else code)


def _end(tx: Tx, message: Message, number: IncidentId | None, state: LaunchState, text: str) -> None:
    incident = tx.incidents.find(number) if number is not None else None
    if incident:
        known = tx.checklists.of(incident.id)
        tx.record(launching.ended(incident, known, message, state, text, tx.now))


def _recorded(decision: Decision, spot: Spot, tx: Tx) -> Reply:
    tx.record(decision)
    items = decision.checklist.items if decision.checklist else ()
    launch = next((item.launch for item in items if item.step.number == spot[1]), None)
    waits = launch is not None and launch.state is LaunchState.ASKED
    return reply(Answer.RUN_ASKED if waits else Answer.RUN_SENT, n=spot[1], name=launch.runner if launch else "")
