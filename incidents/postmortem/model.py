"""What a draft consists of: sections of sentences, each with the lines of the timeline it rests on. Values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from incidents.checklist import Checklist
from incidents.decision import Value
from incidents.model import Incident, IncidentId, Todo
from incidents.policy import Policy
from incidents.record.chain import Link


class Mark(StrEnum):
    """How sure a sentence is: it follows from the record; somebody has to confirm it; a language model proposes it, and
    somebody has to confirm that; only people know, it asks.
    """

    FILLED = "filled"
    CONFIRM = "confirm"
    PROPOSED = "proposed"
    QUESTION = "question"


class Part(StrEnum):
    """A section by what it is about; bot/views/postmortem has its heading."""

    FACTS = "facts"
    SUMMARY = "summary"
    IMPACT = "impact"
    TIMELINE = "timeline"
    CONTRIBUTING = "contributing"
    CAUSE = "cause"
    MITIGATORS = "mitigators"
    RESPONSE = "response"
    WELL = "well"
    BADLY = "badly"
    LUCK = "luck"
    LEARNINGS = "learnings"
    ACTIONS = "actions"


class Template(StrEnum):
    """The shipped templates."""

    FULL = "full"
    CAUSE = "cause"
    LIGHT = "light"


PARTS: Mapping[str, tuple[Part, ...]] = {
    Template.FULL: (
        Part.FACTS,
        Part.SUMMARY,
        Part.IMPACT,
        Part.TIMELINE,
        Part.CONTRIBUTING,
        Part.MITIGATORS,
        Part.RESPONSE,
        Part.WELL,
        Part.BADLY,
        Part.LUCK,
        Part.LEARNINGS,
        Part.ACTIONS,
    ),
    Template.CAUSE: (
        Part.FACTS,
        Part.IMPACT,
        Part.CAUSE,
        Part.MITIGATORS,
        Part.LEARNINGS,
        Part.ACTIONS,
        Part.TIMELINE,
    ),
    Template.LIGHT: (Part.FACTS, Part.SUMMARY, Part.LEARNINGS, Part.ACTIONS, Part.TIMELINE),
}
TITLE = "title"  # The key under which an own template's title is kept; it is no section.
OWN = "own-"  # Begins the key of a section that only a team's own template has.
LINE = "{line}"  # The sentence that is a line of the timeline as it stands there.


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its English text with named values, and the lines by their numbers that it rests on."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[int, ...] = ()
    mark: Mark = Mark.FILLED


@dataclass(frozen=True, slots=True)
class Heading:
    """A section by its key: a Part, or `own-` and more. `title` is the team's own; empty where ours stands."""

    part: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section, by its key, with its sentences in order."""

    part: str
    sentences: tuple[Sentence, ...] = ()

    @property
    def mark(self) -> Mark:
        """What it needs of people: of its sentences the one that needs most."""
        marks = {sentence.mark for sentence in self.sentences}
        return next((mark for mark in (Mark.QUESTION, Mark.PROPOSED, Mark.CONFIRM) if mark in marks), Mark.FILLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the record says up to line `line`. `outline` are the headings of a team's own template; a shipped one needs
    none.
    """

    incident: IncidentId
    template: str
    line: int
    sections: tuple[Section, ...]
    outline: tuple[Heading, ...] = ()

    def section(self, part: str) -> Section:
        """The section of a key; an empty one where the template has none."""
        return next((one for one in self.sections if one.part == part), Section(part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that a draft is made of: the incident, its lines from the first, its to-dos, the runbooks used in it, and the
    past incidents that its people called the same.
    """

    incident: Incident
    lines: Sequence[Link]
    policy: Policy
    todos: Sequence[Todo] = ()
    checklists: Sequence[Checklist] = ()
    same: Sequence[Incident] = ()


def filled(text: str, /, *evidence: int, **values: Value) -> Sentence:
    """What follows from the record."""
    return Sentence(text, values, evidence)


def confirm(text: str, /, *evidence: int, **values: Value) -> Sentence:
    """What the record suggests, to be confirmed by somebody who was there."""
    return Sentence(text, values, evidence, Mark.CONFIRM)


def question(text: str) -> Sentence:
    """What only people know."""
    return Sentence(text, mark=Mark.QUESTION)
