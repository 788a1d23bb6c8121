"""A folder as a shelf: what a new look at it changes, and that the same look again changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidents.decision import Refused
from incidents.knowledge import shelf
from incidents.knowledge.articles import Article, Page
from incidents.knowledge.shelf import Read
from tests.desk import NOON

LATER = NOON + timedelta(hours=1)
BAD = Read("b", wrong=Refused("It is no UTF-8."))


def page(text: str) -> Read:
    """A good file of this text."""
    return Read(text, page=Page(title=text, body=text))


def on_the_shelf(files: Mapping[str, Read]) -> list[Article]:
    """The articles of a first look."""
    new = shelf.look(files, [], now=NOON).new
    return [shelf.shelved(number, path, read, now=NOON) for number, (path, read) in enumerate(new, start=1)]


def after(files: Mapping[str, Read], known: Sequence[Article]) -> list[Article]:
    """The shelf after one more look."""
    found = shelf.look(files, known, now=LATER)
    changed = {article.number: article for article in found.changed}
    kept = [changed.get(article.number, article) for article in known]
    last = max((article.number for article in known), default=0)
    return kept + [shelf.shelved(last + n, path, read, now=LATER) for n, (path, read) in enumerate(found.new, start=1)]


def test_a_changed_file_changes_its_article_under_its_number() -> None:
    (article,) = on_the_shelf({"a.md": page("old")})

    (changed,) = shelf.look({"a.md": page("new")}, [article], now=LATER).changed

    assert (changed.number, changed.page.title, changed.changed_at) == (1, "new", LATER)


def test_a_file_that_is_gone_withdraws_its_article_and_brings_it_back() -> None:
    files = {"a.md": page("a")}

    gone = after({}, on_the_shelf(files))
    back = after(files, gone)

    assert [article.withdrawn_at for article in gone] == [LATER]
    assert [(article.number, article.withdrawn_at) for article in back] == [(1, None)]


def test_a_file_that_turns_bad_leaves_its_article_as_it_was_and_spoils_no_other() -> None:
    known = on_the_shelf({"a.md": page("a")})

    files = {"a.md": BAD, "b.md": page("b")}

    found = shelf.look(files, known, now=LATER)

    assert found.changed == ()
    assert [path for path, _ in found.new] == ["b.md"]
    assert [(fault.path, fault.sentence) for fault in shelf.faults(files)] == [("a.md", "It is no UTF-8.")]


FOLDERS = st.dictionaries(st.sampled_from(("a.md", "b.md", "c.md")), st.sampled_from((page("x"), page("y"), BAD)))


@given(st.lists(FOLDERS, max_size=5))
def test_the_same_look_again_changes_nothing(folders: list[dict[str, Read]]) -> None:
    known: list[Article] = []
    for files in folders:  # A history, not a way round a test.
        known = after(files, known)

    last = folders[-1] if folders else {}
    found = shelf.look(last, known, now=LATER)

    assert (found.new, found.changed) == ((), ())
    assert len({article.source for article in known}) == len(known)
