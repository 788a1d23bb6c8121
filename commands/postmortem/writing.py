"""A section filled in: a form with its present text, saved only where nobody else was faster."""

from dataclasses import replace

from commands.core import Ask
from commands.postmortem import drafting, drawing, showing
from commands.words import Words
from incidents.decision import Choice, Refused
from incidents.model import Incident
from incidents.postmortem import fields, finishing, keeping
from incidents.postmortem.fields import Spot
from incidents.postmortem.model import Part
from incidents.postmortem.paper import Paper, State
from incidents.postmortem.shown import Shown
from incidents.reply import Answer, Form, FormKind, Reply, reply
from storage.tx import Tx


def edit(incident: Incident, left: Words, tx: Tx) -> Reply:
    """The form of the section that is named, else of the first that needs people."""
    paper = showing.demanded(incident, tx)
    if left.tokens:
        return form(paper, showing.section(paper, left)[0], tx)
    writable = [part for part in paper.parts if part != Part.TIMELINE]
    return form(paper, (*paper.missing, *writable)[0], tx)


def form(paper: Paper, part: str, tx: Tx, *, mine: str | None = None, seen: int = 0) -> Reply:
    """The form of a section as it stands now. `mine` is what somebody has written on what stood there before: both are
    shown. `seen` is the last that they saw of what was collected.
    """
    if part == Part.TIMELINE:
        raise Refused(
            "The timeline follows the record: `/incident note {key} 14:05 what happened` adds a line, "
            "`/incident redact {key} 7` takes the words of one away.",
            key=paper.incident.key,
        )
    if mine is None:
        fields.demand_opens(paper, part)
    published = paper.postmortem.state is State.PUBLISHED
    offered = fields.offered(paper, part) if mine is None else ()
    last = max((one.number for one in offered), default=seen or paper.seen(part))
    spot = Spot(part=part, version=paper.version(part), published=published, collected=last)
    values = {"section": spot.spelt, **({"mine": mine} if mine is not None else {})}
    shown = Shown(paper, part, names=drafting.names(tx, paper))
    return Reply(kind=Answer.FORM, form=Form(FormKind.POSTMORTEM, paper.incident.id, values), data=shown)


def take(ask: Ask, incident: Incident, tx: Tx) -> Reply:
    """What a form holds. Where somebody else has saved meanwhile nothing is lost: the form comes again with both
    texts.
    """
    paper = showing.demanded(incident, tx)
    spot = fields.spot(ask.form.get("section", ""))
    text = fields.joined(ask.form, spot.joins)
    finishing.demand_as_opened(paper, published=spot.published)
    if spot.version != paper.version(spot.part):
        return form(paper, spot.part, tx, mine=text, seen=spot.collected)
    edit = finishing.written(paper, spot, text, by=ask.person, now=tx.now)
    tx.postmortems.write(incident.id, edit)
    kept = tx.postmortems.save(finishing.edited(paper.postmortem))
    drawing.again(tx, incident, kept)
    if kept.state is State.PUBLISHED and not incident.private:
        tx.outbox.owe(incident.id, [keeping.article(incident, kept)])
    return _saved(replace(paper, edits={**paper.edits, spot.part: edit}), spot.part)


def _saved(paper: Paper, part: str) -> Reply:
    """It is saved; what is missing next."""
    key = paper.incident.key
    if not paper.missing:
        is_over = paper.postmortem.state is State.PUBLISHED
        ends = () if is_over else (Choice("Publish", "postmortem publish", paper.incident.id),)
        return reply(Answer.POSTMORTEM_WHOLE, key=key, word=paper.name(part), choices=ends)
    choices = tuple(finishing.fill(paper, one) for one in paper.missing[: finishing.MOST_CHOICES])
    return reply(Answer.POSTMORTEM_SAVED, key=key, word=paper.name(part), n=len(paper.missing), choices=choices)
