"""The folder of published postmortems beside a running bot: whole files, in step with what is kept, whatever fails."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import binder as disk
from bot.watch.binder import Binder as Watch
from incidents.policy import Binder, Library, Policy
from incidents.postmortem import binder
from tests.office import Office, open_office
from tests.small_disk import fill, small_disk

ROOM = "inc-1-checkout-is-failing"
FILE = "INC-1-checkout-is-failing.md"
PARTS = ("summary", "learnings", "actions", "facts")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.fixture
async def shop(tmp_path: Path, pages: Path) -> AsyncIterator[Office]:
    """A workspace whose bot writes into the folder; Ana is told what is wrong with it."""
    policy = Policy(postmortems=Binder(folder=str(pages)), knowledge=Library(owners=("U0ANA",)), in_threads=())
    async with open_office(tmp_path, "socket", policy) as office:
        yield office


async def look(office: Office) -> None:
    """A minute passes, and somebody looks."""
    await office.pass_time(minutes=1)
    await office.bot._binder.look()
    await office.rest()


async def published(office: Office, options: str = "", where: str = ROOM) -> None:
    """An incident from its opening to its published postmortem."""
    await office.says("ana", "general", f"open sev4 checkout is failing {options}".strip())
    await office.says("ana", where, "resolve rolled back the token abc")
    await office.says("ana", where, "postmortem draft")
    for part in PARTS:
        await office.says("ana", where, f"postmortem edit {part}")
        await office.fills("ana", text0=f"what we know of {part}")
    told = await office.says("ana", where, "postmortem publish")
    assert "published" in told or "finished" in told, told


def names(pages: Path) -> list[str]:
    """What is in it."""
    return sorted(path.name for path in pages.iterdir())


def inodes(pages: Path) -> dict[str, int]:
    """Which files they are: one that is written anew is another."""
    return {path.name: path.stat().st_ino for path in pages.iterdir()}


def taken_away(pages: Path, instead: str | None = None) -> None:
    """The folder is not there; there may be a file in its stead."""
    shutil.rmtree(pages)
    if instead is not None:
        pages.write_text(instead)


def put_back(pages: Path) -> None:
    """The folder is there again."""
    pages.unlink(missing_ok=True)
    pages.mkdir()


async def test_what_is_published_is_a_file_with_its_front_matter_and_stands_in_the_index(
    shop: Office, pages: Path
) -> None:
    await published(shop)
    await look(shop)

    text = (pages / FILE).read_text()
    assert names(pages) == [FILE, "index.md"]
    assert text.startswith('---\ntitle: "checkout is failing"\nincident: INC-1\nseverity: SEV4\ndate: 20')
    assert "# INC-1 · checkout is failing" in text
    assert "what we know of learnings" in text
    assert f"[INC-1 · checkout is failing](<{FILE}>) | SEV4 |" in (pages / "index.md").read_text()


async def test_a_draft_and_a_private_one_are_not_in_it(shop: Office, pages: Path) -> None:
    await published(shop, "--private")
    await look(shop)

    assert names(pages) == ["index.md"]
    assert "INC-1" not in (pages / "index.md").read_text()


async def test_nothing_changed_writes_nothing(shop: Office, pages: Path) -> None:
    await published(shop)
    await look(shop)
    before = inodes(pages)

    await look(shop)

    assert inodes(pages) == before


async def test_a_correction_is_written_and_what_is_redacted_is_gone(shop: Office, pages: Path) -> None:
    await published(shop)
    await look(shop)
    assert "token abc" in (pages / FILE).read_text()

    await shop.says("ana", ROOM, "postmortem edit learnings")
    await shop.fills("ana", text0="we learned more")
    await shop.says("ana", ROOM, "redact 2 a token")
    await look(shop)

    text = (pages / FILE).read_text()
    assert "we learned more" in text
    assert "token abc" not in text


async def test_another_title_is_another_file_and_other_people_s_files_stay(shop: Office, pages: Path) -> None:
    (pages / "INC-1-notes.md").write_text("---\ntitle: ours\n---\nmine")
    (pages / "README.md").write_text("hello")
    await published(shop)
    await look(shop)
    await shop.says("ana", ROOM, "reopen it is back")
    await shop.says("ana", ROOM, "title checkout was down")
    await look(shop)

    assert FILE not in names(pages)
    assert {"INC-1-notes.md", "README.md", "index.md"} <= set(names(pages))


@pytest.mark.parametrize(("instead", "why"), [(None, "No such file or directory"), ("a file", "Not a directory")])
async def test_a_folder_that_is_not_there_is_told_once_and_tried_again(
    shop: Office, pages: Path, instead: str | None, why: str
) -> None:
    taken_away(pages, instead)
    await published(shop)
    for _ in range(3):
        await look(shop)
    await shop.pass_time(days=4)
    told = [said["text"] for said in shop.dm("ana") if "cannot be written" in said["text"]]

    put_back(pages)
    await look(shop)

    assert len(told) == 1
    assert why in told[0]
    assert names(pages) == [FILE, "index.md"]


@pytest.mark.slow
async def test_a_full_disk_spoils_no_file_and_what_is_owed_is_written_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path) as place:
        policy = Policy(postmortems=Binder(folder=str(place)), in_threads=())
        async with open_office(tmp_path, "socket", policy) as shop:
            await published(shop)
            await look(shop)
            before = (place / FILE).read_text()
            rubbish = fill(place)
            await shop.says("ana", ROOM, "postmortem edit learnings")
            await shop.fills("ana", text0="we learned more")
            await look(shop)
            during = (place / FILE).read_text()
            rubbish.unlink()
            await look(shop)

        assert during == before
        assert "we learned more" in (place / FILE).read_text()
        assert names(place) == [FILE, "index.md"]


async def test_a_file_that_somebody_spoiled_or_deleted_is_written_again(shop: Office, pages: Path) -> None:
    await published(shop)
    await look(shop)
    (pages / FILE).unlink()
    (pages / "index.md").write_text("nothing")

    await look(shop)

    assert names(pages) == [FILE, "index.md"]
    assert "INC-1" in (pages / "index.md").read_text()


async def test_of_several_replicas_one_looks_in_a_minute(shop: Office, pages: Path) -> None:
    await published(shop)
    await look(shop)
    (pages / FILE).unlink()
    another = Watch(shop.bot.store, None)

    await another.look()
    before = names(pages)
    await shop.pass_time(minutes=1)
    await asyncio.gather(another.look(), shop.bot._binder.look())

    assert before == ["index.md"]
    assert names(pages) == [FILE, "index.md"]


async def test_what_a_dead_writer_left_is_taken_away_later(shop: Office, pages: Path) -> None:
    (pages / ".sitrep-dead").write_text("half")
    os.utime(pages / ".sitrep-dead", (0, 0))

    await look(shop)

    assert names(pages) == ["index.md"]


def test_a_write_that_fails_leaves_the_old_file(pages: Path) -> None:
    disk.write(pages, "a.md", "old")
    (pages / "b.md").mkdir()

    with pytest.raises(IsADirectoryError):
        disk.write(pages, "b.md", "new")

    assert names(pages) == ["a.md", "b.md"]
    assert (pages / "a.md").read_text() == "old"


ALIEN = ("", "---\ntitle: x\n---\nsitrep: 1", "sitrep: 1", "---\nsitrep", "# x\n---\nsitrep: 1\n---\n")


@pytest.mark.parametrize("text", ALIEN)
def test_only_what_says_so_in_its_front_matter_is_ours(text: str) -> None:
    assert binder.stamp_of(text) is None
    assert binder.stamp_of("---\ntitle: x\nsitrep: 1.2.en\n---\n") == "1.2.en"
