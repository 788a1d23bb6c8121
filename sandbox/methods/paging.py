"""Cursors: a list cut into pages the way Slack cuts it."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.method import Args
from sandbox.refusal import Refusal

Item = TypeVar("Item")
LARGEST = 1000


def page(items: Sequence[Item], args: Args, default: int = 100) -> tuple[Sequence[Item], dict[str, str]]:
    """One page and its response_metadata. Refuses with invalid_cursor and invalid_limit."""
    limit = size(args, default)
    mark = unsealed(args.get("cursor", ""))
    if mark and not mark.isdigit():
        raise Refusal("invalid_cursor")
    start = int(mark or 0)
    following = start + limit
    cursor = sealed(str(following)) if following < len(items) else ""
    return items[start:following], {"next_cursor": cursor}


def size(args: Args, default: int = 100) -> int:
    """How long a page shall be. Refuses with invalid_limit."""
    limit = args.get("limit") or default
    if not 0 < limit <= LARGEST:
        raise Refusal("invalid_limit")
    return int(limit)


def sealed(mark: str) -> str:
    """A cursor that leads back to this mark."""
    return base64.b64encode(f"next:{mark}".encode()).decode()


def unsealed(cursor: str) -> str:
    """The mark in a cursor, empty for none. Refuses with invalid_cursor."""
    if not cursor:
        return ""
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, ValueError):
        raise Refusal("invalid_cursor") from None
    if not text.startswith("next:"):
        raise Refusal("invalid_cursor")
    return text.removeprefix("next:")
