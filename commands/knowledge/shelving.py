"""Asked by the watch over the folder of articles: what its files say is taken in, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from commands.knowledge import owners
from incidents.knowledge import shelf, telling
from incidents.knowledge.shelf import Read
from storage.tx import Tx

NAME = "articles"
BATCH = 20  # Articles to a transaction: whoever asks for something meanwhile waits no longer than that takes.
EVERY = timedelta(seconds=50)  # And ten until somebody looks whether it is due: a minute.


@dataclass(frozen=True, slots=True)
class Taken:
    """How many articles are new, changed or withdrawn, and how many files are bad."""

    new: int
    changed: int
    bad: int


def is_due(tx: Tx) -> bool:
    """Whether it is time to look."""
    return tx.conditions.is_due(NAME, EVERY)


def turn(tx: Tx) -> bool:
    """Whether it is ours to look: of several replicas one looks."""
    return tx.conditions.turn(NAME, EVERY)


def catch_up(tx: Tx) -> int:
    """Index the next articles that are indexed in the terms of an older concept map; how many."""
    return tx.articles.catch_up(BATCH)


def take(tx: Tx, files: Mapping[str, Read]) -> Taken:
    """Bring the articles in step with the files (by path); the same files again change nothing. A file that was not bad
    before is told to the owners.
    """
    found = shelf.look(files, tx.articles.of_folder(), now=tx.now)
    for article in found.changed:
        tx.articles.save(article)
    for path, read in found.new:
        tx.articles.save(shelf.shelved(tx.articles.next_number(), path, read, now=tx.now))
    if new := tx.page_faults.replace(found.faults):
        for owner in owners.everybody(tx):
            tx.outbox.owe(None, telling.bad_files(new, [owner], due=owners.civil(owner, tx)))
            tx.stirred = True
    return Taken(len(found.new), len(found.changed), len(found.faults))
