"""Parts beside the owner's: who does the comms, who writes the record."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from incidents import messages
from incidents.decision import Decision
from incidents.life.lifecycle import over
from incidents.model import Entry, EntryKind, Incident, PersonId
from incidents.people import told


class Part(StrEnum):
    """A part; the incident holds who has it under the same name."""

    COMMS = "comms"
    SCRIBE = "scribe"


def holder(incident: Incident, part: Part) -> PersonId | None:
    """Who has a part now."""
    return incident.comms if part is Part.COMMS else incident.scribe


def assign(incident: Incident, part: Part, to: PersonId | None, *, by: PersonId, now: datetime) -> Decision:
    """Give a part to somebody, or with None to nobody. Who is given it by another is invited and told by DM."""
    if not incident.is_open:
        raise over(incident)
    former = holder(incident, part)
    if former == to:
        return Decision(incident)
    held = replace(incident, comms=to) if part is Part.COMMS else replace(incident, scribe=to)
    values = {"role": part.value, "owner": to or "", "former": former or ""}
    tells = [told.roster(held, "role", person=by, **values), messages.card(held)]
    if to and to != by and not incident.test:
        tells += [messages.invitation(held, to), told.role(held, part.value, person=to, by=by)]
    return Decision(
        incident=held,
        entries=(Entry(now, by, EntryKind.ROLE, {"role": part.value, "to": to or "", "from": former or ""}),),
        messages=tuple(tells),
        members=(to,) if to else (),
    )
