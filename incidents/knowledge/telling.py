"""What is told of articles: posted into an incident, and what their owners are told by DM."""

from collections.abc import Sequence
from datetime import datetime

from incidents import messages
from incidents.decision import Decision
from incidents.knowledge.articles import Article
from incidents.knowledge.shelf import Fault
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import Entry, EntryKind, Incident, PersonId

SHOWN = 2500  # Characters of a text that a post shows.
MOST_FAULTS = 10


def post(incident: Incident, article: Article, *, by: PersonId, now: datetime) -> Decision:
    """Post an article into an incident's channel, with a line in its timeline."""
    values = {"article": article.key, "title": article.page.title}
    said = {**values, "body": article.page.body[:SHOWN], "person": by, "more": str(len(article.page.body) - SHOWN)}
    key = f"{incident.key}/article/{article.number}/{incident.version}"
    told = messages.post(incident, MessageKind.ARTICLE, key, said)
    return Decision(
        incident=incident, entries=(Entry(now, by, EntryKind.ARTICLE, {**values, "act": "posted"}),), messages=(told,)
    )


def bad_files(faults: Sequence[Fault], owners: Sequence[PersonId], *, due: datetime) -> tuple[Message, ...]:
    """Tell each owner of files that cannot be read as articles: the first ten; once for each content of a file."""
    shown = faults[:MOST_FAULTS]
    occasion = "-".join(fault.digest[:6] for fault in shown)
    values = {"knowledge": "bad_files", "n": str(len(faults))}
    for number, fault in enumerate(shown):
        values[f"path{number}"] = fault.path
        values[f"sentence{number}"] = fault.sentence
        values |= {f"value{number}.{name}": text for name, text in fault.values.items()}
    return tuple(
        Message(
            kind=MessageKind.KNOWLEDGE,
            key=f"knowledge/bad/{occasion}/{owner}",
            lane=f"{DM}{owner}",
            priority=Priority.DIGEST,
            values={**values, "person": owner},
            due=due,
        )
        for owner in owners
    )
