"""Asked by the courier: where an incident goes when Slack refuses the place it was to run in."""

from collections.abc import Sequence

from commands.carry import Parcel
from incidents.life import settling
from incidents.life.settling import Owed
from incidents.messages import MessageKind
from incidents.model import Incident, PersonId, Setting
from storage.outbox import Again
from storage.places import Role
from storage.tx import Tx


def moved(tx: Tx, parcel: Parcel, code: str, *, may_create: bool) -> bool:
    """Record the move with all that is owed turned round, in this one transaction. False where there is no way out."""
    incident = tx.incidents.find(parcel.incident.id) if parcel.job.message.kind is MessageKind.CHANNEL else None
    if incident is None:
        return False
    owed = tx.outbox.of(incident.id)
    called = [
        PersonId(one.message.values["person"])
        for one in owed
        if one.message.kind is MessageKind.INVITE and one.state == "pending"
    ]
    decision = settling.refused(incident, code, may_create=may_create, called=called, now=tx.now)
    if decision is None:
        return False
    if decision.incident.setting is Setting.OWN:
        ours = tx.outbox.again(parcel.job, Again(at=tx.now, error=code, counted=False))
    else:
        ours = tx.outbox.done(parcel.job)
        if ours:
            _turn(tx, incident, owed)
    if ours:  # Else the claim was overtaken, and whoever has it now records what follows.
        tx.record(decision)
    return True


def _turn(tx: Tx, incident: Incident, owed: Sequence[Owed]) -> None:
    places = tx.places.of(incident.key)
    turned = settling.turned(incident, owed, introduced=Role.INTRO in places)
    tx.outbox.drop(turned.dropped)
    tx.outbox.wait(turned.waiting, f"{incident.key}/announcement")
