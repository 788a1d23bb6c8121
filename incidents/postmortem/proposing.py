"""Sentences that a language model proposes for the summary: whether they are wanted, what of its answer is taken, and
for how long that stands. They are never taken for what the record says: each is marked, rests on lines of the timeline
that it names, and waits for somebody to confirm it. Pure.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from incidents.model import EntryKind
from incidents.postmortem import history
from incidents.postmortem.accounts import SILENT
from incidents.postmortem.model import Draft, Mark, Part, Record, Section, Sentence
from incidents.postmortem.paper import Paper, Postmortem
from incidents.record.chain import Link

MOST = 3  # Sentences.
LONGEST = 600  # Characters of one.
CITED = re.compile(r"#(\d{1,6})")
CITATION = re.compile(r"\s*[\[(\uff08\u3010]?\s*(?:#\d{1,6}[\s,;\u3001\uff0c]*)+[\])\uff09\u3011]?")
BULLET = re.compile(r"^\s*(?:[-*+\u2022]|\d+[.)])\s+")
TURNS = (EntryKind.RESOLVED, EntryKind.REOPENED)


def may(record: Record, draft: Draft) -> bool:
    """Of a private incident nothing is asked, whatever the settings; nor where the template has no summary."""
    return not record.incident.private and any(one.part == Part.SUMMARY for one in draft.sections)


def offered(record: Record) -> Sequence[Link]:
    """The lines that it is asked to sum up."""
    return [line for line in history.told(record.lines) if line.kind not in SILENT]


def shown(record: Record, draft: Draft) -> Paper:
    """The record as it is told to a model: with parts in the place of names."""
    incident = record.incident
    postmortem = Postmortem(
        incident=incident.id, template=draft.template, line=draft.line, drafted_at=incident.opened_at, roles=True
    )
    lines = {line.seq: line for line in record.lines}
    return Paper(postmortem=postmortem, incident=incident, sections=draft.sections, lines=lines)


def standing(section: Section, record: Record) -> tuple[Sentence, ...]:
    """What was proposed before and still stands: until the incident ends anew, or comes back."""
    turned = max((line.seq for line in record.lines if line.kind in TURNS), default=0)
    return tuple(one for one in section.sentences if one.mark is Mark.PROPOSED and _asked_at(one) >= turned)


def _asked_at(sentence: Sentence) -> int:
    line = sentence.values.get("line", 0)
    return line if isinstance(line, int) else 0


def read(answer: str, record: Record) -> tuple[Sentence, ...]:
    """The sentences of an answer, one to a line, that name lines they may rest on; all else it says is left out."""
    known = {line.seq for line in offered(record)}
    found = (_sentence(line, known, record.lines[-1].seq) for line in answer.splitlines())
    return tuple(one for one in found if one)[:MOST]


def _sentence(line: str, known: Collection[int], at: int) -> Sentence | None:
    cited = tuple(dict.fromkeys(seq for seq in map(int, CITED.findall(line)) if seq in known))
    text = " ".join(BULLET.sub("", CITATION.sub("", line)).split())
    if not cited or not 0 < len(text) <= LONGEST:
        return None
    return Sentence("{text}", {"text": text, "line": at}, cited, Mark.PROPOSED)


def added(draft: Draft, proposed: Sequence[Sentence]) -> Draft:
    """The draft with these after what the record says of the summary."""
    sections = (
        replace(one, sentences=(*one.sentences, *proposed)) if one.part == Part.SUMMARY else one
        for one in draft.sections
    )
    return replace(draft, sections=tuple(sections))
