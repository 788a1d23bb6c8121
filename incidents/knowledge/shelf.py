"""A folder of Markdown files as a shelf of articles: what a new look at it changes. Nothing is deleted: a file that is
gone withdraws its article, one that comes back brings it back under its old number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from incidents.decision import Refused
from incidents.knowledge.articles import FILE, Article, Page
from incidents.model import SYSTEM


@dataclass(frozen=True, slots=True)
class Read:
    """One file as it was read: the digest of its content, and its page or why it is none."""

    digest: str
    page: Page | None = None
    wrong: Refused | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that cannot be read as an article: the sentence that says why, with its values."""

    path: str
    digest: str
    sentence: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the folder found out: pages that are new (by path, without a number yet), articles that changed
    or are withdrawn.
    """

    new: tuple[tuple[str, Read], ...]
    changed: tuple[Article, ...]


def look(files: Mapping[str, Read], known: Sequence[Article], *, now: datetime) -> Look:
    """Compare the files (by path) with the articles that came from the folder. A file that is bad now leaves its
    article as it was: half a runbook is better than none.
    """
    ours = {article.file: article for article in known if article.file}
    new = tuple((path, read) for path, read in sorted(files.items()) if read.page and path not in ours)
    changed = [after for path, article in ours.items() if (after := _after(article, files.get(path), now)) != article]
    return Look(new, tuple(changed))


def faults(files: Mapping[str, Read]) -> tuple[Fault, ...]:
    """The files that are bad."""
    return tuple(_fault(path, read.digest, read.wrong) for path, read in sorted(files.items()) if read.wrong)


def shelved(number: int, path: str, read: Read, *, now: datetime) -> Article:
    """The article of a new file."""
    if read.page is None:
        raise LookupError(path)
    return Article(
        number=number,
        page=read.page,
        added_by=SYSTEM,
        added_at=now,
        changed_at=now,
        source=f"{FILE}{path}",
        digest=read.digest,
    )


def _after(article: Article, read: Read | None, now: datetime) -> Article:
    if read is None:
        return article if article.withdrawn_at else replace(article, withdrawn_at=now, changed_at=now)
    if read.page is None or (read.digest == article.digest and not article.withdrawn_at):
        return article
    return replace(article, page=read.page, digest=read.digest, withdrawn_at=None, changed_at=now)


def _fault(path: str, digest: str, wrong: Refused) -> Fault:
    return Fault(path, digest, wrong.sentence, {name: str(value) for name, value in wrong.values.items()})
