"""Asked right before a claimed message leaves: may it, now?"""

from commands.core import sees
from commands.people import hear
from incidents import messages
from incidents.escalation import outside
from incidents.messages import Message, MessageKind
from incidents.model import Incident
from storage.delivery.claims import Job
from storage.tx import Tx

FOR_ONE = (
    *(MessageKind.EXPORT, MessageKind.POSTMORTEM_FILE, MessageKind.POSTMORTEM_TOLD),
    *(MessageKind.ACTION_TOLD, MessageKind.ACTION_SETTLED),
)


def may_stand(job: Job) -> bool:
    """True for a page that an earlier try may have brought: it may stand there and ask, and must say who answered."""
    return job.ambiguous and job.message.kind is MessageKind.PAGE


def is_early(tx: Tx, job: Job, incident: Incident) -> bool:
    """True for what only those inside a private incident are told, while Slack is being asked who that is: after a
    start nobody counts as inside until it has answered.
    """
    asks = incident.private and (job.message.kind in hear.TO_FOLLOWERS or _is_for_one_inside(job.message))
    return asks and tx.outbox.is_owed(f"{incident.key}/members")


def is_shut_out(tx: Tx, job: Job, incident: Incident) -> bool:
    """True for a file whose asker may not see the incident any more, and for a to-do of a private incident whose
    reader could not be brought into its channel.
    """
    message = job.message
    if message.kind in outside.KINDS and not messages.is_announced(incident):
        return True
    if message.addressee and _is_for_one_inside(message):
        return not sees(tx, message.addressee, incident)
    if message.kind is not MessageKind.TODO or not incident.private or message.after is None:
        return False
    return tx.outbox.is_dead(message.after)


def _is_for_one_inside(message: Message) -> bool:
    """What is sent to somebody who has asked for it, and is read by nobody else."""
    return message.kind in FOR_ONE and message.addressee is not None
