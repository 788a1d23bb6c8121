"""What answers about articles and runbooks show, as values; bot/views/knowledge draws them."""

from dataclasses import dataclass
from datetime import datetime

from incidents.checklist import Checklist, Offer
from incidents.knowledge.articles import Article, Label
from incidents.knowledge.freshness import Stale
from incidents.model import Incident


@dataclass(frozen=True, slots=True)
class Shown:
    """What `kb show` shows: a page of an article, from 1; `incident` is where it can be posted, or 0; when it was last
    used as a runbook, and when last in a test; `stale` why it is to be looked at again.
    """

    article: Article
    page: int = 1
    incident: int = 0
    used_at: datetime | None = None
    drilled_at: datetime | None = None
    stale: Stale | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """What `kb list` and `kb search` show: the first of `total` articles, and the words by which they were found;
    `best` if the best answer comes first; `missed` whether these words are to be counted among those that were looked
    for in vain, or to be taken from there, None where neither.
    """

    labels: tuple[Label, ...]
    words: str
    total: int
    incident: int = 0
    best: bool = False
    missed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One thing that can be typed after `/kb`, and what it does."""

    typed: str
    summary: str


@dataclass(frozen=True, slots=True)
class Ways:
    """What `kb help` shows."""

    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What `runbook` shows: the runbooks under way in an incident, and those that fit it."""

    incident: Incident
    running: tuple[Checklist, ...]
    offers: tuple[Offer, ...]
