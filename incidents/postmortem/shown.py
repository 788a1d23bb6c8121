"""What answers about postmortems show, as values; bot/views/postmortem draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from incidents.model import PersonId
from incidents.postmortem.paper import Paper


class Sheet(StrEnum):
    """What is made of a postmortem for a purpose: a meeting's agenda, a page for who has no time."""

    AGENDA = "agenda"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Shown:
    """What `postmortem show` shows: the whole in short, or one section from page `page` on, which counts from 1, or a
    `sheet` made of it; with the names of those who stand in it.
    """

    paper: Paper
    part: str | None = None
    page: int = 1
    names: Mapping[PersonId, str] = field(default_factory=dict)
    sheet: Sheet | None = None
