"""Asked by the courier: a published postmortem becomes the article by which the next ones are found."""

from dataclasses import replace

from incidents.knowledge import articles, lessons
from incidents.knowledge.lessons import Lesson
from incidents.model import IncidentId
from incidents.postmortem.paper import State
from storage.tx import Tx


def kept(tx: Tx, number: IncidentId | None, lesson: Lesson) -> None:
    """Write the article, or the one that is there anew. What was made private or is published no more becomes none."""
    incident = tx.incidents.find(number) if number is not None else None
    found = tx.postmortems.find(incident.id) if incident else None
    if incident is None or found is None or incident.private or found.state is not State.PUBLISHED:
        return
    page = lessons.page(lesson)
    before = tx.articles.find(found.article) if found.article else None
    if before:
        tx.articles.save(articles.rewrite(before, replace(page, tags=before.page.tags), now=tx.now))
        return
    by = found.published_by or incident.reporter
    article = articles.write(tx.articles.next_number(), page, by=by, now=tx.now, source=f"postmortem:{incident.key}")
    tx.articles.save(article)
    tx.postmortems.save(replace(found, article=article.number))
    tx.stirred = True
