"""Asked by the courier: whether a webhook is still wanted, which line it tells, and what follows from its end."""

from incidents import messages
from incidents.messages import Message
from incidents.model import ChannelId, Incident
from incidents.record import hooks
from incidents.record.chain import Link
from storage.delivery.claims import Job
from storage.delivery.places import Place, Role
from storage.tx import Tx

SWITCHED_OFF = "hook_gone"  # Not Slack's: the receiver answered 410 Gone.


def line(tx: Tx, message: Message, incident: Incident) -> Link | None:
    """The line to tell; None where the hook is not in the settings any more, was switched off by its receiver, or may
    not hear of this incident.
    """
    hook = hooks.named(message.values["hook"], tx.policy.hooks)
    if hook is None or not messages.is_announced(incident) or tx.places.of(_owner(hooks.identity(hook))):
        return None
    return tx.timeline.line(incident.id, int(message.values["seq"]))


def given_up(tx: Tx, job: Job, code: str) -> None:
    """It could not be told: the row says so, /metrics counts it, the incident goes on. A receiver that is gone gets
    nothing more until its settings change.
    """
    hook = hooks.named(job.message.values["hook"], tx.policy.hooks)
    if tx.outbox.dead(job, code) and code == SWITCHED_OFF and hook:
        tx.places.learn(Place(_owner(hooks.identity(hook)), Role.HOOK, ChannelId(""), label=hook.name))


def _owner(identity: str) -> str:
    return f"hook/{identity}"
