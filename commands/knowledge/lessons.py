"""Asked wherever a postmortem is published or brought in: it becomes an article, the same source the same article."""

from dataclasses import replace
from hashlib import sha256

from incidents.knowledge import articles, lessons
from incidents.knowledge.lessons import Lesson
from incidents.model import PersonId
from storage.tx import Tx


def keep(lesson: Lesson, source: str, *, by: PersonId, tx: Tx) -> bool:
    """Write or rewrite the article of this source; False where it says the same already. What people have withdrawn
    stays so. Raises Refused for what nobody could learn from. The caller says that nothing in it is private.
    """
    page = lessons.page(lesson)
    digest = sha256(repr(page).encode()).hexdigest()
    known = tx.articles.of_source(source)
    if known is None:
        made = articles.write(tx.articles.next_number(), page, by=by, now=tx.now, source=source)
        tx.articles.save(replace(made, digest=digest))
        return True
    if known.digest == digest:
        return False
    tx.articles.save(replace(known, page=page, digest=digest, changed_at=tx.now))
    return True
