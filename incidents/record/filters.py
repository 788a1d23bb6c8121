"""Which lines of a timeline a word asks for."""

from collections.abc import Mapping
from types import MappingProxyType

from incidents.model import EntryKind

STATUS = (
    EntryKind.OPENED,
    EntryKind.STATUS,
    EntryKind.RESOLVED,
    EntryKind.REOPENED,
    EntryKind.UNDONE,
    EntryKind.MERGED,
    EntryKind.ABSORBED,
    EntryKind.EXPIRED,
)
OWNER = (
    EntryKind.OWNER,
    EntryKind.ACKNOWLEDGED,
    EntryKind.ROLE,
    EntryKind.OFFERED,
    EntryKind.HANDED,
    EntryKind.DECLINED,
    EntryKind.WITHDRAWN,
    EntryKind.GONE,
)
PAGES = (
    EntryKind.ASKED,
    EntryKind.PAGED,
    EntryKind.UNPAGED,
    EntryKind.COMING,
    EntryKind.CANNOT,
    EntryKind.NOBODY,
    EntryKind.ESCALATED,
    EntryKind.ACKNOWLEDGED,
)
# In the order in which they are told to somebody who asks for another one.
FILTERS: Mapping[str, tuple[EntryKind, ...]] = MappingProxyType(
    {
        "notes": (EntryKind.NOTE, EntryKind.MESSAGE, EntryKind.EDITED, EntryKind.DELETED),
        "updates": (EntryKind.UPDATE,),
        "status": STATUS,
        "severity": (EntryKind.SEVERITY, EntryKind.CORRECTED, EntryKind.UNDONE),
        "owner": OWNER,
        "pages": PAGES,
        "todos": (EntryKind.TODO,),
        "links": (EntryKind.LINK,),
        "trouble": (EntryKind.MISHAP,),
    }
)
ALSO: Mapping[str, str] = MappingProxyType(
    {
        "note": "notes",
        "update": "updates",
        "todo": "todos",
        "tasks": "todos",
        "link": "links",
        "page": "pages",
        "owners": "owner",
        "lead": "owner",
        "sev": "severity",
        "mishaps": "trouble",
        "errors": "trouble",
        "备注": "notes",
        "更新": "updates",
        "状态": "status",
        "级别": "severity",
        "负责人": "owner",
        "待办": "todos",
        "链接": "links",
    }
)


def named(word: str) -> tuple[str, tuple[EntryKind, ...]] | None:
    """The filter that a word means, with its kinds: one of the table, or any kind of line by its own name. None for
    another word.
    """
    said = word.casefold()
    name = ALSO.get(said, said)
    if name in FILTERS:
        return name, FILTERS[name]
    for kind in EntryKind:
        if said in (kind.value, f"{kind.value}s"):
            return kind.value, (kind,)
    return None
