"""The folder of articles beside a running bot: taken in, re-read when changed, what is bad is told its owner."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from incidents.policy import Library, Policy
from tests.office import Office, open_office, shown

GOOD = "---\ntitle: Resolver is slow\ntags: [dns]\n---\nRestart **it**, see [the board](https://dash.example/dns).\n"
BAD = "---\ntitle: Broken\nreview: often\n---\ntext\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with one good file and one that is none."""
    folder = tmp_path / "pages"
    (folder / "net").mkdir(parents=True)
    (folder / "net" / "resolver.md").write_text(GOOD, encoding="utf-8")
    (folder / "broken.md").write_text(BAD, encoding="utf-8")
    (folder / "latin.md").write_bytes(b"\xe9t\xe9")
    return folder


@pytest.fixture
async def shop(tmp_path: Path, pages: Path) -> AsyncIterator[Office]:
    """A workspace whose bot has read the folder once."""
    policy = Policy(knowledge=Library(folder=str(pages), owners=("U0ANA",)))
    async with open_office(tmp_path, "socket", policy) as office:
        await look(office)
        yield office


async def look(office: Office) -> None:
    """A minute passes, and somebody looks."""
    await office.pass_time(minutes=1)
    await office.bot._library.look()
    await office.rest()


async def kb(office: Office, who: str, words: str, where: str = "general") -> str:
    """Type `/kb words`."""
    ack = await office.slack.command(who, where, words, command="/kb")
    await office.rest()
    return shown(ack.body or {})


async def test_a_good_file_is_an_article_and_shows_its_mark_up(shop: Office) -> None:
    said = await kb(shop, "bea", "KB-1")

    assert said.startswith("*KB-1 · Resolver is slow*")
    assert "from the file net/resolver.md" in said
    assert "Restart *it*, see <https://dash.example/dns|the board>." in said


async def test_bad_files_are_told_the_owner_once_with_their_lines_in_working_hours(shop: Office) -> None:
    await shop.pass_time(days=4)
    first = [one["text"] for one in shop.dm("ana")]
    await look(shop)

    assert first == [one["text"] for one in shop.dm("ana")]
    assert len(first) == 1
    assert "`broken.md` Line 3: “often” is no length of time such as 90d, or never." in first[0]
    assert "`latin.md` It is no UTF-8." in first[0]


async def test_a_changed_file_changes_its_article_and_a_removed_one_withdraws_it(shop: Office, pages: Path) -> None:
    file = pages / "net" / "resolver.md"

    file.write_text(GOOD.replace("slow", "gone"), encoding="utf-8")
    await look(shop)
    changed = await kb(shop, "bea", "show KB-1")
    file.unlink()
    await look(shop)
    withdrawn = await kb(shop, "bea", "show KB-1")

    assert changed.startswith("*KB-1 · Resolver is gone*")
    assert "withdrawn" in withdrawn
    assert "There is no article yet." in await kb(shop, "bea", "list")


async def test_a_folder_that_is_not_there_withdraws_nothing(shop: Office, pages: Path) -> None:
    shutil.move(pages, pages.with_name("elsewhere"))

    await look(shop)

    assert "withdrawn" not in await kb(shop, "bea", "show KB-1")


async def test_a_file_that_a_link_leads_to_elsewhere_is_not_read(shop: Office, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\nkey", encoding="utf-8")
    (pages / "link.md").symlink_to(tmp_path / "secret.md")

    await look(shop)

    assert "Secret" not in await kb(shop, "bea", "list")


async def test_it_is_posted_by_a_button_into_the_incident_where_it_was_found(shop: Office) -> None:
    await shop.says("ana", "general", "open sev2 checkout")
    found = await shop.slack.command("ana", "inc-1-checkout", "show KB-1", command="/kb")

    await shop.says("ana", "inc-1-checkout", "kb post KB-1")

    assert "Post to INC-1" in str(found.body)
    assert any(post.startswith("*KB-1 · Resolver is slow*, posted by") for post in shop.posts("inc-1-checkout"))


async def test_the_form_of_kb_writes_an_article(shop: Office) -> None:
    await kb(shop, "bea", "add Disk full")

    said = await shop.fills("bea", body="delete logs")

    assert "KB-2 is written: Disk full." in said
