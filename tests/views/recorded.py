"""To-dos and links for the gallery, with one text in every place where people's words can stand."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache

from incidents.model import Bookmark, EntryKind, Incident, PersonId, Todo, TodoState
from incidents.record import links
from incidents.reply import Answer, Links, Reply, Tasks

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANA, BEA, CHEN = PersonId("UANA"), PersonId("UBEA"), PersonId("UCHEN")
HOST = "https://links.example/"
# What one who reads Chinese may type about them, right and wrong.
ASKED = (
    *("todo 1 回滚", "todo 1 <@UBEA> 观察", "todo 1 done 1", "todo 1 done 1", "todo 1 drop 2", "todo 1 2 me", "todo 1"),
    *("todo INC-1 回滚", "todo INC-1 3 me", "todo INC-1 cannot 3", "todo INC-1 done 9", "todo mine", "todo INC-1"),
    *("link INC-1 https://a.example 看板", "link INC-1 https://a.example", "link INC-1 哈", "link INC-1"),
    *("link INC-1 remove 1", "link INC-1 remove 1", "link INC-1 remove 7", "link INC-1 remove", "link INC-1"),
    *("timeline INC-1 notes", "timeline INC-1 哈哈", "timeline INC-1 me --before 5", "timeline INC-1 --before x"),
    *("timeline INC-1 export", "timeline INC-1 export pdf", "redact INC-1", "redact INC-1 99", "redact INC-1 3 密码"),
    *("redact INC-1 3", "redact INC-1 1"),
)


@cache
def todos(text: str) -> tuple[Todo, ...]:
    """One of every kind, and more open ones than a card shows."""
    text = " ".join(text.split())[:500] or "roll back"
    new = Todo(number=1, text=text, added_by=ANA, added_at=NOON)
    ended = {"ended_by": CHEN, "ended_at": NOON}
    kinds = [
        new,
        Todo(number=2, text=text, added_by=ANA, added_at=NOON, owner=BEA, source=address(text)),
        Todo(number=3, text=text, added_by=ANA, added_at=NOON, owner=CHEN, state=TodoState.DONE, **ended),  # type: ignore[arg-type]  # Spelled out above.
        Todo(number=4, text=text, added_by=BEA, added_at=NOON, state=TodoState.DROPPED, **ended),  # type: ignore[arg-type]  # Likewise.
    ]
    return (*kinds, *(Todo(number=n, text=text, added_by=ANA, added_at=NOON, owner=ANA) for n in range(5, 25)))


@cache
def bookmarks(text: str) -> tuple[Bookmark, ...]:
    """Links whose title and address are made of the text."""
    title = " ".join(text.split())[: links.LONGEST_TITLE] or "Dashboard"
    return tuple(
        Bookmark(number=n, title=title, address=address(text), added_by=ANA, added_at=NOON) for n in range(1, 11)
    )


@cache
def address(text: str) -> str:
    """An address with as much of the text as an address takes."""
    return links.clean(HOST + text[:100].strip()) or HOST


def replies(text: str, every: Mapping[str, Incident]) -> Iterator[tuple[Reply, Incident | None]]:
    """What lists to-dos and links, full and empty."""
    for incident in every.values():
        yield Reply(kind=Answer.TODOS, data=Tasks(((incident, todos(text)),), mine=False)), None
        yield Reply(kind=Answer.LINKS, data=Links(incident, bookmarks(text))), None
    one = every["new"]
    yield Reply(kind=Answer.TODOS, data=Tasks(((one, todos(text)[:2]), (one, todos(text))), mine=True)), None
    yield Reply(kind=Answer.TODOS, data=Tasks(((one, ()),), mine=False)), None
    yield Reply(kind=Answer.TODOS, data=Tasks((), mine=True)), None
    yield Reply(kind=Answer.LINKS, data=Links(one, ())), None


def told(text: str) -> list[dict[str, str]]:
    """Who is told of which to-do: its owner, who added it, somebody else, and one that is not there."""
    return [{"todo": str(number), "person": person} for number in (1, 2, 3, 4, 99) for person in (ANA, BEA, CHEN)]


def lines(text: str) -> list[tuple[EntryKind, Mapping[str, str]]]:
    """Every way in which a line tells of a to-do or a link."""
    about = {"number": "3", "text": text}
    acts = ("added", "returned", "done", "dropped")
    return [
        *((EntryKind.TODO, {**about, "act": act}) for act in acts),
        (EntryKind.TODO, {**about, "act": "given", "owner": BEA}),
        (EntryKind.TODO, {**about, "act": "dropped", "why": text}),
        (EntryKind.TODO, {**about, "act": "added", "owner": BEA}),
        (EntryKind.REDACTED, {"lines": "3, 7"}),
        (EntryKind.REDACTED, {"lines": "3", "why": text}),
        (EntryKind.LINK, {"act": "added", "number": "2", "title": text, "address": address(text)}),
        (EntryKind.LINK, {"act": "removed", "number": "2", "title": text, "address": address(text)}),
    ]
