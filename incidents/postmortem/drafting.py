"""From the record of an incident to the draft of its postmortem. Pure: the same record gives the same draft."""

from collections.abc import Callable, Iterator, Mapping

from incidents.postmortem import accounts, facts, seeds
from incidents.postmortem.facts import Story
from incidents.postmortem.model import PARTS, Draft, Part, Record, Section, Sentence

WRITERS: Mapping[Part, Callable[[Story], Iterator[Sentence]]] = {
    Part.FACTS: facts.sentences,
    Part.SUMMARY: accounts.summary,
    Part.IMPACT: accounts.impact,
    Part.TIMELINE: accounts.timeline,
    Part.CONTRIBUTING: accounts.contributing,
    Part.CAUSE: accounts.cause,
    Part.MITIGATORS: accounts.mitigators,
    Part.RESPONSE: accounts.answered,
    Part.WELL: seeds.well,
    Part.BADLY: seeds.badly,
    Part.LUCK: accounts.luck,
    Part.LEARNINGS: accounts.learnings,
    Part.ACTIONS: accounts.actions,
}


def draft(record: Record, template: str) -> Draft:
    """The draft of a record that has at least the line which opened the incident."""
    story = Story(record)
    return Draft(
        incident=record.incident.id,
        template=template,
        line=record.lines[-1].seq,
        sections=tuple(Section(part, tuple(WRITERS[part](story))) for part in PARTS[template]),
    )
