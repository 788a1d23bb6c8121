"""Which keys a table of sitrep.toml may hold, for one that it may not."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from bot.config.shape import File


def unknown(where: Sequence[str]) -> str:
    """What is said of a key that its table does not know: the nearest that it does, and all of them."""
    known = _known(where[:-1])
    near = get_close_matches(where[-1], known, n=1)
    meant = f"; did you mean {near[0]}? There are " if near else "; there are "
    return f"there is no such key{meant}{', '.join(known)}"


def _known(path: Sequence[str]) -> Sequence[str]:
    """The keys of the table at a path, in which names and numbers stand for whatever is called so."""
    table: Any = File
    for part in path:
        field = table.model_fields.get(part) if _is_table(table) else None
        table = field.annotation if field else _held(table)
    return list(table.model_fields) if _is_table(table) else []


def _held(kind: Any) -> Any:  # noqa: ANN401  # An annotation.
    """What a list or a dictionary of such things holds."""
    return get_args(kind)[-1] if get_origin(kind) in (list, dict) else kind


def _is_table(kind: Any) -> bool:  # noqa: ANN401  # Likewise.
    return isinstance(kind, type) and issubclass(kind, BaseModel)
