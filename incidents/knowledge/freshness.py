"""Whether an article is to be looked at again: its interval is over, or a service that it is meant for has changed.
Pure; the owner is told once a week at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.knowledge.articles import Article
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import PersonId

WEEKLY = timedelta(days=6)  # What is still so is told weekly, however the hour of the look moves.
MOST = 10
SHORT = 150


@dataclass(frozen=True, slots=True)
class Change:
    """A service that has changed in the settings, and when."""

    service: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stale:
    """An article to be looked at again; by which change, else because its interval is over."""

    article: Article
    change: Change | None = None


def stale(article: Article, change: Change | None, now: datetime) -> Stale | None:
    """Why an article is to be looked at again, if it is; one that was reviewed after a change is in order."""
    page = article.page
    reviewed = page.reviewed_at or article.added_at
    if article.withdrawn_at:
        return None
    if change and reviewed.date() < change.at.date():
        return Stale(article, change)
    if page.review_every and reviewed + page.review_every <= now:
        return Stale(article)
    return None


def remind(found: Sequence[Stale], owner: PersonId, *, now: datetime, due: datetime) -> Message:
    """Tell an owner which of their articles to look at."""
    values = {"knowledge": "review", "person": owner, "n": str(len(found))}
    for number, one in enumerate(found[:MOST]):
        values |= {f"article{number}": one.article.key, f"title{number}": one.article.page.title[:SHORT]}
        if one.change:
            values[f"service{number}"] = one.change.service
    return _told(values, owner, "review", now, due)


def unfound(missed: Sequence[tuple[str, int]], owner: PersonId, *, now: datetime, due: datetime) -> Message:
    """Tell an owner what people looked for in vain: the list of articles to write."""
    values = {"knowledge": "unfound", "person": owner, "n": str(len(missed))}
    for number, (words, times) in enumerate(missed[:MOST]):
        values |= {f"words{number}": words[:SHORT], f"times{number}": str(times)}
    return _told(values, owner, "unfound", now, due)


def _told(values: dict[str, str], owner: PersonId, what: str, now: datetime, due: datetime) -> Message:
    return Message(
        kind=MessageKind.KNOWLEDGE,
        key=f"knowledge/{what}/{owner}/{now:%Y-%m-%d}",
        lane=f"{DM}{owner}",
        priority=Priority.DIGEST,
        values=values,
        due=due,
    )
