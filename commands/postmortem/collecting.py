"""What the ways to collect for a postmortem share: a command, a form, a reaction, the courier that read the message."""

from commands.postmortem import drafting, drawing
from incidents.model import EntryKind, Incident, PersonId
from incidents.postmortem import collecting, keeping
from incidents.postmortem import drafting as writing
from incidents.postmortem.collecting import FITS
from incidents.postmortem.paper import Paper, Postmortem
from storage.tx import Tx


def sheet(incident: Incident, tx: Tx) -> Paper:
    """The postmortem; where there is none yet, an empty one with the sections that it will have."""
    found = drafting.paper(tx, incident)
    if found is not None:
        return found
    template = keeping.template_of(incident, tx.policy)
    outline = writing.outline(template, tx.policy)
    blank = Postmortem(incident=incident.id, template=template, outline=outline, line=0, drafted_at=tx.now)
    return Paper(postmortem=blank, incident=incident, sections=[])


def put(tx: Tx, incident: Incident, number: int, part: str, *, by: PersonId) -> bool:
    """Put a line under a section, and draw the post anew; whether it did not stand there before. What nobody sorts
    stays where somebody has put it.
    """
    lines = tx.timeline.whole(incident.id)
    if part == FITS:
        if number in collecting.where(lines):
            return False
        part = section_of(sheet(incident, tx), part)
    decision = collecting.collect(incident, lines, number, part, by=by, now=tx.now)
    if decision is None:
        return False
    tx.record(decision)
    redraw(tx, incident)
    return True


def followed(tx: Tx, incident: Incident, number: int) -> None:
    """A line says something else now: draw the post anew that shows it."""
    if number in collecting.where(tx.timeline.of_kind(incident.id, EntryKind.POSTMORTEM)):
        redraw(tx, incident)


def redraw(tx: Tx, incident: Incident) -> None:
    """Draw the post anew, where there is one."""
    known = tx.postmortems.find(incident.id)
    if known:
        drawing.again(tx, incident, tx.postmortems.save(known))


def section_of(paper: Paper, part: str) -> str:
    """The section that is meant."""
    return collecting.part_of(paper.parts) if part == FITS else part
