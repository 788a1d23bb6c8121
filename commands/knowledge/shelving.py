"""Asked by the watch over the folder of articles: what its files say is taken in, a slice to each transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from commands.knowledge import owners
from incidents.knowledge import shelf, telling
from incidents.knowledge.shelf import Read
from storage.tx import Tx

NAME = "articles"
BATCH = 20  # Articles to a transaction: whoever asks for something meanwhile waits no longer than that takes.
EVERY = timedelta(seconds=50)  # And ten until somebody looks whether it is due: a minute.


Files = Mapping[str, Read | None]  # By path; None for one that is gone.


@dataclass(frozen=True, slots=True)
class Taken:
    """How many articles are new, and how many changed or withdrawn."""

    new: int
    changed: int


def is_due(tx: Tx) -> bool:
    """Whether it is time to look."""
    return tx.conditions.is_due(NAME, EVERY)


def turn(tx: Tx) -> bool:
    """Whether it is ours to look: of several replicas one looks."""
    return tx.conditions.turn(NAME, EVERY)


def slices(tx: Tx, files: Mapping[str, Read]) -> Sequence[Files]:
    """What of the folder differs from its articles, in parts that are each taken in at once."""
    found = shelf.look(files, tx.articles.of_folder(), now=tx.now)
    paths = [*(article.file for article in found.changed), *(path for path, _ in found.new)]
    parts = [paths[at : at + BATCH] for at in range(0, len(paths), BATCH)]
    return [{path: files.get(path) for path in part} for part in parts]


def take(tx: Tx, files: Files) -> Taken:
    """Bring the articles of these files in step with them; the same files again change nothing."""
    there = {path: read for path, read in files.items() if read}
    found = shelf.look(there, tx.articles.of_files(files), now=tx.now)
    for article in found.changed:
        tx.articles.save(article)
    for path, read in found.new:
        tx.articles.save(shelf.shelved(tx.articles.next_number(), path, read, now=tx.now))
    return Taken(len(found.new), len(found.changed))


def tell(tx: Tx, files: Mapping[str, Read]) -> int:
    """Keep which files of the folder are bad, and how many; one that was not so before is told to the owners."""
    bad = shelf.faults(files)
    if new := tx.page_faults.replace(bad):
        for owner in owners.everybody(tx):
            tx.outbox.owe(None, telling.bad_files(new, [owner], due=tx.civil(owner)))
            tx.stirred = True
    return len(bad)
