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
from incidents.postmortem import followups
from incidents.postmortem.model import PARTS, Mark, Part, Section, Template
from incidents.record.chain import Link


class Form(StrEnum):
    """A form of export."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


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
    became in the knowledge base.
    """

    incident: IncidentId
    template: Template
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
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody has written into a section. `version` counts from 1 in it; 0 is what the record says."""

    part: Part
    version: int
    text: str
    author: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that a postmortem is shown from: its sections as the record says them, the newest edit of each, and the lines
    by their numbers, its action items as they are now. `zone` is the team's.
    """

    postmortem: Postmortem
    incident: Incident
    sections: Sequence[Section]
    edits: Mapping[Part, Edit] = field(default_factory=dict)
    lines: Mapping[int, Link] = field(default_factory=dict)
    zone: str = "UTC"
    actions: Sequence[Action] = ()

    @property
    def parts(self) -> Sequence[Part]:
        """Its sections in order: those of the template, then what people wrote under one that it had before."""
        template = PARTS[self.postmortem.template]
        return (*template, *(part for part in self.edits if part not in template))

    def section(self, part: Part) -> Section:
        """What the record says of a part; of action items how they stand now: once there is one nothing is asked."""
        kept = next((one for one in self.sections if one.part is part), Section(part))
        if part is not Part.ACTIONS or not self.standing:
            return kept
        told = [one for one in kept.sentences if one.mark is not Mark.QUESTION]
        return Section(part, (*told, *followups.sentences(self.standing, self.lines)))

    def needs(self, part: Part) -> Mark:
        """What a section needs of people: nothing once somebody has written it."""
        return Mark.FILLED if part in self.edits else self.section(part).mark

    @property
    def standing(self) -> Sequence[Action]:
        """The action items that were not dropped."""
        return [action for action in self.actions if action.state is not ActionState.DROPPED]

    def version(self, part: Part) -> int:
        """The version of a section that stands."""
        return self.edits[part].version if part in self.edits else 0

    @property
    def missing(self) -> Sequence[Part]:
        """The sections that still need people."""
        return [part for part in self.parts if self.needs(part) is not Mark.FILLED]
