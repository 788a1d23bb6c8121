"""What an incident taught, as an article: symptom, cause and fix. Published postmortems and imported ones become
articles through this.
"""

from dataclasses import dataclass
from datetime import datetime

from incidents.decision import Refused
from incidents.knowledge.articles import LONGEST_BODY, LONGEST_TITLE, Kind, Matching, Page, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A postmortem in short: what was seen, why it happened, what ended it; `more` is what else it says."""

    title: str
    symptom: str = ""
    cause: str = ""
    fix: str = ""
    more: str = ""
    tags: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    owner: str = ""
    happened_at: datetime | None = None


def page(lesson: Lesson) -> Page:
    """The article. Raises Refused for one that says neither what was seen nor why nor what helped."""
    parts = (("Symptom", lesson.symptom), ("Cause", lesson.cause), ("Fix", lesson.fix), ("", lesson.more))
    said = [f"## {head}\n{text.strip()}" if head else text.strip() for head, text in parts if text.strip()]
    if not said:
        raise Refused("It says neither a symptom nor a cause nor a fix: nobody could learn from it.")
    made = Page(
        title=" ".join(lesson.title.split())[:LONGEST_TITLE],
        body="\n\n".join(said)[:LONGEST_BODY],
        kind=Kind.POSTMORTEM,
        tags=lesson.tags,
        owner=lesson.owner,
        reviewed_at=lesson.happened_at,
        matching=Matching(services=lesson.services),
    )
    return checked(made)
