"""Who writes which section of a draft from the record."""

from collections.abc import Callable, Iterator, Mapping

from incidents.postmortem import accounts, facts, seeds
from incidents.postmortem.facts import Story
from incidents.postmortem.model import Part, Sentence

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
