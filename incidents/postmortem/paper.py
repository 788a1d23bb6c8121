"""A postmortem as it is kept: whose it is, how far it has come, the sentences of the record, and what people have
written in their stead. Values and questions about them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from incidents.action import Action
from incidents.action import State as ActionState
from incidents.model import Incident, IncidentId, PersonId
from incidents.postmortem import collecting, followups
from incidents.postmortem.collecting import Collected
from incidents.postmortem.model import PARTS, Heading, Mark, Part, Section
from incidents.record.chain import Link


class Form(StrEnum):
    """A form of export."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    CONFLUENCE = "confluence"

    @property
    def suffix(self) -> str:
        """What the name of such a file ends with."""
        return "confluence.xml" if self is Form.CONFLUENCE else self.value


class State(StrEnum):
    """How far it has come."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    """One postmortem, saved whole under its `version`. `line` is the last line of the timeline that its sentences were
    made from; `due_at` is None where nobody waits for it; `roles` says parts instead of names; `article` is what it
    became in the knowledge base. `outline` are the headings of a team's own template, and of the sections that people
    wrote under one that it had before.
    """

    incident: IncidentId
    template: str
    line: int
    drafted_at: datetime
    state: State = State.DRAFT
    owner: PersonId | None = None
    due_at: datetime | None = None
    roles: bool = False
    reviewers: tuple[PersonId, ...] = ()
    approved_by: PersonId | None = None
    published_by: PersonId | None = None
    published_at: datetime | None = None
    article: int | None = None
    outline: tuple[Heading, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class NoCanvas:
    """Slack will not have a canvas, with its code; `everywhere`: of no incident."""

    code: str
    everywhere: bool


@dataclass(frozen=True, slots=True)
class NewCanvas:
    """The canvas is there from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody has written into a section. `version` counts from 1 in it; 0 is what the record says. `collected`
    is the number of the last collected line that they had before them.
    """

    part: str
    version: int
    text: str
    author: PersonId
    at: datetime
    collected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that a postmortem is shown from: its sections as the record says them, the newest edit of each, and the lines
    by their numbers, its action items as they are now. `zone` is the team's; `canvas`: the whole of it stands in the
    canvas of its channel.
    """

    postmortem: Postmortem
    incident: Incident
    sections: Sequence[Section]
    edits: Mapping[str, Edit] = field(default_factory=dict)
    lines: Mapping[int, Link] = field(default_factory=dict)
    zone: str = "UTC"
    canvas: bool = False
    actions: Sequence[Action] = ()

    @property
    def parts(self) -> Sequence[str]:
        """Its sections in order: those of the template, then what people wrote under one that it had before."""
        shipped = PARTS.get(self.postmortem.template, ())
        own = (heading.part for heading in self.postmortem.outline)
        return list(dict.fromkeys((*shipped, *own, *self.edits)))

    def title(self, part: str) -> str:
        """What the team's own template calls a section; empty where it has our heading."""
        return next((one.title for one in self.postmortem.outline if one.part == part), "")

    def name(self, part: str) -> str:
        """The word for a section that people type and read on a button."""
        return self.title(part) or str(part)

    def section(self, part: str) -> Section:
        """What the record says of a section; of action items how they stand now: once there is one nothing is asked."""
        kept = next((one for one in self.sections if one.part == part), Section(part))
        if part != Part.ACTIONS or not self.standing:
            return kept
        told = [one for one in kept.sentences if one.mark is not Mark.QUESTION]
        return Section(part, (*told, *followups.sentences(self.standing, self.lines)))

    @property
    def standing(self) -> Sequence[Action]:
        """The action items that were not dropped."""
        return [action for action in self.actions if action.state is not ActionState.DROPPED]

    def needs(self, part: str) -> Mark:
        """What a section needs of people: nothing once somebody has written it."""
        return Mark.FILLED if part in self.edits else self.section(part).mark

    def version(self, part: str) -> int:
        """The version of a section that stands."""
        return self.edits[part].version if part in self.edits else 0

    def seen(self, part: str) -> int:
        """The number of the last collected line that whoever last wrote a section had before them."""
        return self.edits[part].collected if part in self.edits else 0

    def collected(self, part: str) -> Sequence[Collected]:
        """What was collected under a section since somebody last wrote it, the first before the others."""
        return collecting.under(self.lines, part, after=self.seen(part))

    @property
    def missing(self) -> Sequence[str]:
        """The sections that still need people."""
        return [part for part in self.parts if self.needs(part) is not Mark.FILLED]
