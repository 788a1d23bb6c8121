"""Asked by the courier: what a draft is made of, and what becomes of one that was made; and what a postmortem is shown
from.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from commands.postmortem import reminders
from incidents.knowledge.judging import Verdict
from incidents.messages import Message
from incidents.model import EntryKind, Incident, IncidentId, PersonId, Who
from incidents.postmortem import deadlines, keeping
from incidents.postmortem.model import Draft, Record, Template
from incidents.postmortem.paper import Paper, State
from incidents.record import redaction
from storage.tx import Tx

PERSON = re.compile(r"[UW][A-Z0-9]+")


def record(tx: Tx, incident: Incident) -> tuple[Record, Template]:
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


def kept(tx: Tx, message: Message, number: IncidentId | None, draft: Draft) -> None:
    """Keep a draft: the first becomes a postmortem and is posted, a later one flows into what nobody has written. What
    is open again has none until it ends, unless somebody asked for it.
    """
    incident = tx.incidents.find(number) if number is not None else None
    if incident is None:
        return
    known = tx.postmortems.find(incident.id)
    if known is None and incident.is_open and "person" not in message.values:
        return
    if known and (known.state is State.PUBLISHED or known.line > draft.line):
        return
    changed = tx.postmortems.draw_up(incident.id, draft.sections)
    if known is None:
        begun = keeping.begun(incident, draft, tx.policy, deadlines.zone_of(incident, tx.policy), now=tx.now)
        reminders.plan(tx, tx.postmortems.save(begun))
        if not tx.timeline.of_kind(incident.id, EntryKind.IMPORTED):  # What was brought in was run elsewhere.
            tx.outbox.owe(incident.id, keeping.posted(incident))
    elif changed or known.template is not draft.template:
        after = tx.postmortems.save(keeping.drawn_up(known, draft))
        tx.outbox.owe(incident.id, [keeping.redrawn(incident, after)])
    tx.stirred = True


def erase(tx: Tx, incident: Incident, lines: Collection[int], words: Collection[str]) -> None:
    """Nothing of a postmortem holds these words or rests on these lines any more; its post is drawn anew, and so is the
    article that it became.
    """
    known = tx.postmortems.find(incident.id)
    if known and tx.postmortems.erase(incident.id, lines, words, redaction.MARK):
        kept = tx.postmortems.save(known)
        became = (keeping.article(incident, kept),) if kept.article else ()
        tx.outbox.owe(incident.id, (keeping.redrawn(incident, kept), *became))


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
