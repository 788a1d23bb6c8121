"""The folder of articles taken in: a slice to each transaction, so that nobody waits for all of it."""

from functools import partial

from commands.knowledge import shelving
from commands.knowledge.shelving import BATCH
from incidents.knowledge.articles import Page
from incidents.knowledge.shelf import Read
from storage.store import Store


def folder(size: int) -> dict[str, Read]:
    """So many good files."""
    return {f"{number:04}.md": Read("1", page=Page(title=f"Page {number}", body="text")) for number in range(size)}


async def take(store: Store, files: dict[str, Read]) -> list[int]:
    """One look at the folder; how many articles each transaction wrote."""
    written = []
    for part in await store.read(lambda tx: shelving.slices(tx, files)):  # As the watch does.
        taken = await store.write(partial(shelving.take, files=part))
        written.append(taken.new + taken.changed)
    return written


async def test_a_large_folder_is_taken_in_slices_and_the_same_again_writes_nothing(store: Store) -> None:
    files = folder(2 * BATCH + 5)

    first = await take(store, files)
    again = await take(store, files)

    assert (first, again) == ([BATCH, BATCH, 5], [])
    assert len(await store.read(lambda tx: tx.articles.of_folder())) == 2 * BATCH + 5


async def test_files_that_are_gone_withdraw_their_articles_in_slices_too(store: Store) -> None:
    await take(store, folder(BATCH + 5))

    written = await take(store, folder(2))

    assert written == [BATCH, 3]
    assert [label.number for label in await store.read(lambda tx: tx.articles.labels())] == [2, 1]


async def test_a_slice_leaves_the_articles_of_other_files_alone(store: Store) -> None:
    files = folder(3)
    await take(store, files)

    taken = await store.write(lambda tx: shelving.take(tx, {"0000.md": None}))

    assert (taken.new, taken.changed) == (0, 1)
    assert [label.number for label in await store.read(lambda tx: tx.articles.labels())] == [3, 2]
