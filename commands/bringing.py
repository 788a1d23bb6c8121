"""Asked by the courier: what an errand was sent to read is recorded in the transaction that ends it."""

from commands.knowledge import running
from commands.oncall import boards, review
from commands.postmortem import contributors, drafting, drawing, publishing
from commands.record import recalling, rereading, taking
from commands.record.taking import Found
from commands.upkeep import audit, doctor
from incidents.knowledge.launching import Output
from incidents.knowledge.lessons import Lesson
from incidents.messages import Message
from incidents.model import IncidentId, PersonId
from incidents.oncall.boards import Stood
from incidents.oncall.reviewing import Seen
from incidents.postmortem.model import Draft
from incidents.postmortem.paper import NewCanvas, NoCanvas
from incidents.record.copies import Shared
from incidents.record.rereading import Reread
from incidents.upkeep.checkup import Looked
from incidents.upkeep.sweeping import Copies
from storage.tx import Tx

Brought = Found | Looked | Reread | Copies | Seen | Stood | Output | Draft | Lesson | NewCanvas | NoCanvas | Shared


def brought(tx: Tx, message: Message, incident: IncidentId | None, found: Brought) -> None:
    """Hand it to whoever knows what follows."""
    if isinstance(found, Copies):
        audit.swept(tx, incident, found)
    elif isinstance(found, Looked):
        if incident is not None:
            doctor.put_right(tx, incident, found, by=PersonId(message.values["person"]))
    elif isinstance(found, Reread):
        rereading.brought(tx, message, incident, found)
    elif isinstance(found, Output):
        running.taken(tx, message, incident, found)
    elif isinstance(found, Draft | Lesson | NewCanvas | NoCanvas | Shared):
        _learned(tx, message, incident, found)
    elif isinstance(found, Seen | Stood):
        _on_call(tx, message, found)
    else:
        taking.brought(tx, message, incident, found)


def _on_call(tx: Tx, message: Message, found: Seen | Stood) -> None:
    if isinstance(found, Seen):
        review.brought(tx, message, found)
    else:
        boards.brought(tx, message, found)


def _learned(
    tx: Tx, message: Message, incident: IncidentId | None, found: Draft | Lesson | NewCanvas | NoCanvas | Shared
) -> None:
    if isinstance(found, Draft):
        if drafting.kept(tx, message, incident, found) and incident is not None:
            contributors.plan(tx, incident)
    elif isinstance(found, NoCanvas):
        drawing.refused(tx, incident, found)
    elif isinstance(found, NewCanvas):
        drawing.made(tx, incident)
    elif isinstance(found, Shared):
        recalling.kept(tx, message, incident, found)
    else:
        publishing.kept(tx, incident, found)
