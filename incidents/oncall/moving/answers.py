"""The answers of an interface as parsed JSON: one after the other, each item of their lists by itself, and what an item
holds under a key. What is not as it should be raises BadExport.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from incidents import zones
from incidents.oncall.moving.given import BadExport

Part = Mapping[str, Any]
LISTS = ("results", "data", "answer", "users", "schedules", "schedule", "escalation_policies", "teams", "members")
MOST = 10**9
YEARS = (1970, 2100)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an answer, under which key it came (`data`, `users`, …), and for which schedule it was asked."""

    key: str
    part: Part
    of: str = ""


def items(documents: Sequence[object]) -> Iterator[Item]:
    """Every item of every answer, pages one after the other."""
    for document in documents:
        yield from _items(document, "", "")


def cut_off(documents: Sequence[object]) -> bool:
    """Whether a page says that another follows which is not there."""
    pages = list(_pages(documents))
    onward = sum(bool(page.get("more") or page.get("next") or _paging(page).get("next")) for page in pages)
    later = sum(bool(page.get("offset") or page.get("previous") or _paging(page).get("prev")) for page in pages)
    return onward > later


def text(part: Part, key: str, where: str, default: str | None = None) -> str:
    """A text, or the default where it is left out or null."""
    found = part.get(key)
    if found is None and default is not None:
        return default
    if not isinstance(found, str):
        raise BadExport(where, key, "a text", found)
    return found


def number(part: Part, key: str, where: str, default: int | None = None) -> int:
    """A whole number of zero or more."""
    found = part.get(key)
    if found is None and default is not None:
        return default
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= MOST or found % 1:
        raise BadExport(where, key, "a whole number", found)
    return int(found)


def parts(part: Part, key: str, where: str) -> Sequence[Part]:
    """A list of objects; none where it is left out or null."""
    found = part.get(key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise BadExport(where, key, "a list of objects", found)
    return found


def part(of: Part, key: str) -> Part:
    """An object; an empty one for whatever is none."""
    found = of.get(key)
    return found if isinstance(found, Mapping) else {}


def texts(part: Part, key: str, where: str) -> Sequence[str]:
    """A list of texts; none where it is left out or null."""
    found = part.get(key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise BadExport(where, key, "a list of texts", found)
    return found


def instant(part: Part, key: str, where: str, zone: str = "") -> datetime:
    """A time, aware. One that names no offset is meant in `zone`; without a zone it is refused."""
    found = part.get(key)
    try:
        made = datetime.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        made = None
    if made is None or not YEARS[0] <= made.year <= YEARS[1] or (made.tzinfo is None and not zone):
        raise BadExport(where, key, "a time such as 2026-12-24T09:00:00Z", found)
    return (made if made.tzinfo else made.replace(tzinfo=zones.zone(zone))).astimezone(UTC)


def maybe_instant(part: Part, key: str, where: str, zone: str = "") -> datetime | None:
    """A time, None where it is left out, empty or null."""
    return instant(part, key, where, zone) if part.get(key) else None


def zone(part: Part, key: str, where: str, default: str = "UTC") -> str:
    """A time zone that is known here."""
    found = text(part, key, where, default) or default
    if zones.zone(found).key != found:
        raise BadExport(where, key, "a time zone such as Europe/Stockholm", found)
    return found


def _items(document: object, key: str, of: str) -> Iterator[Item]:
    if isinstance(document, list):
        for one in document:
            yield from _items(one, key, of)
        return
    if not isinstance(document, Mapping):
        raise BadExport("", key, "the JSON answer of a call", document)
    under = [name for name in LISTS if isinstance(document.get(name), list | Mapping)]
    if not under or (key and "id" in document):
        yield Item(key, document, of)
        return
    asked = document.get("of")
    for name in under:
        yield from _items(document[name], "" if name == "answer" else name, asked if isinstance(asked, str) else of)


def _pages(document: object) -> Iterator[Part]:
    """Every answer as it came, out of its wrapping."""
    if isinstance(document, Mapping) and "answer" not in document:
        yield document
    elif isinstance(document, Mapping):
        yield from _pages(document["answer"])
    elif isinstance(document, list | tuple):
        for one in document:
            yield from _pages(one)


def _paging(page: Part) -> Part:
    return part(page, "paging")
