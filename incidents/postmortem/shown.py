"""What answers about postmortems show, as values; bot/views/postmortem draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from incidents.model import PersonId
from incidents.postmortem.paper import Paper


@dataclass(frozen=True, slots=True)
class Shown:
    """What `postmortem show` shows: the whole in short, or one section from page `page` on, which counts from 1; with
    the names of those who stand in it.
    """

    paper: Paper
    part: str | None = None
    page: int = 1
    names: Mapping[PersonId, str] = field(default_factory=dict)
