"""Asked by the courier: what follows when a group's robot or a service of PagerDuty was told, or could not be."""

from incidents import outlets
from incidents.escalation import outside
from incidents.messages import Message, MessageKind
from incidents.model import Incident
from incidents.people import tickets
from storage.delivery.claims import Again, Job
from storage.tx import Tx


def mark(tx: Tx, message: Message, incident: Incident | None) -> str:
    """What PagerDuty knows an incident by."""
    return tickets.mark(tx.contacts.key(), incident.key) if incident and message.kind is MessageKind.PAGER else ""


def must_wait(tx: Tx, job: Job) -> bool:
    """True for what a robot may not say yet, whichever of us let it speak before: it is put off until it may. Else its
    turn counts as taken from here on.
    """
    bucket = job.message.lane
    if job.message.kind is not MessageKind.ROBOT or bucket is None:
        return False
    spoken = tx.outbox.turns(bucket)
    at = outlets.next_turn(spoken, tx.now)
    if at > tx.now:
        tx.outbox.hold(bucket, at)
        tx.outbox.again(job, Again(at=at, error="paced", ambiguous=job.ambiguous, counted=False))
        return True
    tx.outbox.take_turn(bucket, [*spoken, tx.now][-outlets.MOST :])
    return False


def taken(tx: Tx, job: Job) -> None:
    """It is told; of a page the incident says so."""
    if not outside.pages(job.message):
        return
    incident = tx.incidents.find(job.incident) if job.incident is not None else None
    if incident:
        tx.record(outside.taken(incident, job.message, tx.now))


def given_up(tx: Tx, job: Job, code: str) -> None:
    """It cannot be told: the incident says so, and whoever is next is paged."""
    if not tx.outbox.dead(job, code):
        return
    incident = tx.incidents.find(job.incident) if job.incident is not None else None
    if incident:
        tx.record(outside.failed(incident, job.message, code, tx.runs.last(incident.id), tx.now))
