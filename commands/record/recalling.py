"""Files that were sent hold what was redacted after: they are deleted in Slack and sent anew, once."""

from collections.abc import Collection

from incidents.messages import Message
from incidents.model import EntryKind, Incident, IncidentId
from incidents.record import copies
from incidents.record.copies import Copy, Shared
from storage.delivery.places import Place, Role, file_of
from storage.tx import Tx


def kept(tx: Tx, message: Message, number: IncidentId | None, shared: Shared) -> None:
    """A file has arrived. What was redacted while it was on its way may stand in it."""
    incident = tx.incidents.find(number) if number is not None else None
    if incident is None:
        return
    owner = file_of(incident, shared.file)
    tx.places.learn(Place(owner, Role.FILE, shared.channel, shared.file, shared.label(message), incident.id))
    if any(line.seq > shared.since for line in tx.timeline.of_kind(incident.id, EntryKind.REDACTED)):
        _anew(tx, incident, [Copy(shared.file, owner, shared.until, message.key)])


def recall(tx: Tx, incident: Incident, lines: Collection[int], *, written: bool) -> None:
    """Take back the files that hold these lines, or the words where people have `written` them into a postmortem."""
    sent = [copies.copy(place.ts or "", place.owner, place.label) for place in tx.places.files(incident.id)]
    _anew(tx, incident, [one for one in sent if one.holds(lines, written=written)])


def _anew(tx: Tx, incident: Incident, gone: Collection[Copy]) -> None:
    if not gone:
        return
    known = {owed.message.key: owed.message for owed in tx.outbox.of(incident.id)}
    for one in gone:
        tx.outbox.owe(incident.id, [copies.taken_back(one)])
        if one.key in known:
            tx.outbox.owe(incident.id, [copies.sent_anew(known[one.key], one)])
    tx.stirred = True
