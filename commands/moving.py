"""Asked by the courier: where an incident goes when Slack refuses the place it was to run in."""

from collections.abc import Sequence

from commands.carry import Parcel
from incidents.life import settling
from incidents.life.settling import Owed
from incidents.messages import MessageKind
from incidents.model import Incident, PersonId, Setting
from storage.delivery.claims import Again
from storage.delivery.places import Role
from storage.tx import Tx

PLACES = (MessageKind.CHANNEL, MessageKind.ANNOUNCEMENT)


def moved(tx: Tx, parcel: Parcel, code: str, *, may_create: bool) -> bool:
    """Record the move with all that is owed turned round, in this one transaction. False where there is no way out."""
    kind = parcel.job.message.kind
    incident = tx.incidents.find(parcel.incident.id) if kind in PLACES else None
    if incident is None:
        return False
    owed = tx.outbox.of(incident.id)
    if kind is MessageKind.ANNOUNCEMENT:
        _unannounced(tx, incident, owed)
        return False  # That it is not announced is told all the same.
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


def _unannounced(tx: Tx, incident: Incident, owed: Sequence[Owed]) -> None:
    """Once: where a channel was refused before, there is nowhere left to go."""
    decision = settling.unannounced(incident, tx.now)
    if decision is None or f"{incident.key}/channel" in {one.message.key for one in owed}:
        return
    tx.outbox.wait([f"{incident.key}/intro"], f"{incident.key}/channel")
    tx.record(decision)


def _turn(tx: Tx, incident: Incident, owed: Sequence[Owed]) -> None:
    places = tx.places.of(incident.key)
    turned = settling.turned(incident, owed, introduced=Role.INTRO in places)
    tx.outbox.drop(turned.dropped)
    tx.outbox.wait(turned.waiting, f"{incident.key}/announcement")
