"""Asked by the courier: what follows when a group's robot or a service of PagerDuty was told, or could not be."""

from incidents.escalation import outside
from incidents.messages import Message, MessageKind
from incidents.model import Incident
from incidents.people import tickets
from storage.claims import Job
from storage.tx import Tx


def mark(tx: Tx, message: Message, incident: Incident | None) -> str:
    """What PagerDuty knows an incident by."""
    return tickets.mark(tx.contacts.key(), incident.key) if incident and message.kind is MessageKind.PAGER else ""


def taken(tx: Tx, job: Job) -> None:
    """It is told."""
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
