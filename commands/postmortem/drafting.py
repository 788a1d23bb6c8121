"""Asked by the courier: what a draft is made of, and what becomes of one that was made; and what a postmortem is shown
from.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from commands.postmortem import drawing, reminders
from incidents.knowledge.judging import Verdict
from incidents.messages import Message
from incidents.model import EntryKind, Incident, IncidentId, PersonId, Who
from incidents.postmortem import collecting, deadlines, keeping, proposing
from incidents.postmortem.model import Draft, Part, Record, Section, Sentence
from incidents.postmortem.paper import Paper, State
from incidents.record import redaction
from storage.tx import Tx

PERSON = re.compile(r"[UW][A-Z0-9]+")


def record(tx: Tx, incident: Incident) -> tuple[Record, str]:
    """The record of an incident as it is now, and the template that its severity asks for. Of what people called the
    same only what everybody may see.
    """
    said = tx.likenesses.of(incident.id)
    same = [number for number, verdict in said.items() if verdict is Verdict.SAME]
    found = tx.incidents.shown(same)
    made_of = Record(
        incident=incident,
        lines=tx.timeline.whole(incident.id),
        policy=tx.policy,
        todos=tx.todos.of(incident.id),
        checklists=tx.checklists.of(incident.id),
        same=[found[number] for number in same if number in found and not found[number].private],
    )
    return made_of, keeping.template_of(incident, tx.policy)


@dataclass(frozen=True, slots=True)
class SummedUp:
    """What is there of a summary: whether it is no affair of a language model, for somebody has written it or it may
    not leave any more; what one has proposed; and the names that stand in the record.
    """

    written: bool
    proposed: tuple[Sentence, ...]
    names: Mapping[PersonId, str]


def summed_up(tx: Tx, made_of: Record, draft: Draft) -> SummedUp:
    """As it is now."""
    number = made_of.incident.id
    private = tx.incidents.shown([number])[number].private
    section = tx.postmortems.sections(number).get(Part.SUMMARY, Section(Part.SUMMARY))
    return SummedUp(
        written=private or Part.SUMMARY in tx.postmortems.edits(number),
        proposed=proposing.standing(section, made_of),
        names=names(tx, proposing.shown(made_of, draft)),
    )


def kept(tx: Tx, message: Message, number: IncidentId | None, draft: Draft) -> bool:
    """Keep a draft: the first becomes a postmortem and is posted, a later one flows into what nobody has written. What
    is open again has none until it ends, unless somebody asked for it. Whether it is the first.
    """
    incident = tx.incidents.find(number) if number is not None else None
    if incident is None:
        return False
    known = tx.postmortems.find(incident.id)
    if known is None and incident.is_open and "person" not in message.values:
        return False
    if known and (known.state is State.PUBLISHED or known.line > draft.line):
        return False
    if _is_overtaken(tx, incident, draft):
        last = tx.timeline.read(incident.id, limit=1)[0].seq
        by = PersonId(message.values["person"]) if "person" in message.values else None
        tx.outbox.owe(incident.id, [keeping.asked(incident, last, by=by)])
        return False
    changed = tx.postmortems.draw_up(incident.id, draft.sections)
    tx.stirred = True
    if known is None:
        begun = keeping.begun(incident, draft, tx.policy, deadlines.zone_of(incident, tx.policy), now=tx.now)
        begun = tx.postmortems.save(begun)
        reminders.plan(tx, begun)
        if not tx.timeline.of_kind(incident.id, EntryKind.IMPORTED):  # What was brought in was run elsewhere.
            drawing.first(tx, incident, begun)
        return True
    after = keeping.drawn_up(known, draft, tx.postmortems.edits(incident.id))
    if changed or replace(after, line=known.line) != known:
        drawing.again(tx, incident, tx.postmortems.save(after))
    return False


def _is_overtaken(tx: Tx, incident: Incident, draft: Draft) -> bool:
    """Whether words were erased while it was made: it may hold them."""
    return any(line.seq > draft.line for line in tx.timeline.of_kind(incident.id, EntryKind.REDACTED))


def erase(tx: Tx, incident: Incident, lines: Collection[int], words: Collection[str]) -> bool:
    """Nothing of a postmortem holds these words or rests on these lines any more; its post and its canvas are drawn
    anew, and so is the article that it became. Whether people had written the words.
    """
    known = tx.postmortems.find(incident.id)
    written = [edit.text for edit in tx.postmortems.history(incident.id)] if known else []
    shown = collecting.where(tx.timeline.of_kind(incident.id, EntryKind.POSTMORTEM))
    erased = known is not None and tx.postmortems.erase(incident.id, lines, words, redaction.MARK)
    if known is None or not (erased or not shown.keys().isdisjoint(lines)):
        return False
    kept = tx.postmortems.save(known)
    drawing.again(tx, incident, kept, at_once=True)
    if kept.article:
        tx.outbox.owe(incident.id, [keeping.article(incident, kept)])
    return any(word in text for text in written for word in words)


def paper(tx: Tx, incident: Incident) -> Paper | None:
    """What the postmortem of an incident is shown from, if it has one."""
    found = tx.postmortems.find(incident.id)
    if found is None:
        return None
    return Paper(
        postmortem=found,
        incident=incident,
        sections=list(tx.postmortems.sections(incident.id).values()),
        edits=tx.postmortems.edits(incident.id),
        lines={line.seq: line for line in tx.timeline.whole(incident.id)},
        zone=deadlines.zone_of(incident, tx.policy),
        canvas=drawing.has_one(tx, incident),
        actions=tx.actions.of(incident.id),
    )


def names(tx: Tx, shown: Paper) -> Mapping[PersonId, str]:
    """The names of everybody whom it mentions."""
    found = tx.people.known(list(dict.fromkeys(_people(shown))))
    return {person.id: person.name for person in found.values()}


def _people(shown: Paper) -> Iterator[PersonId]:
    incident, postmortem = shown.incident, shown.postmortem
    parts = (incident.owner, incident.reporter, incident.comms, incident.scribe, incident.acknowledged_by)
    yield from (person for person in (*parts, postmortem.owner, *postmortem.reviewers) if person)
    yield from (page.person for page in incident.pages)
    for section in shown.sections:
        for sentence in section.sentences:
            yield from (value.person for value in sentence.values.values() if isinstance(value, Who))
    for line in shown.lines.values():
        texts = (line.actor, *(line.body or {}).values())
        yield from (PersonId(text) for text in texts if PERSON.fullmatch(text))
    yield from (edit.author for edit in shown.edits.values())
    yield from (action.owner for action in shown.actions if action.owner)
