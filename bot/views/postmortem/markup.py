"""Elements of HTML and XML, put together so that whatever people wrote stays text."""

from collections.abc import Mapping
from html import escape

NONE: Mapping[str, str] = {}


def element(name: str, inner: str = "", attributes: Mapping[str, str] = NONE) -> str:
    """An element around what is mark-up already; the values of its attributes are text."""
    return f"<{opening(name, attributes)}>{inner}</{name}>"


def empty(name: str, attributes: Mapping[str, str] = NONE) -> str:
    """An element with nothing in it."""
    return f"<{opening(name, attributes)}/>"


def opening(name: str, attributes: Mapping[str, str]) -> str:
    """What stands at its beginning, without the brackets."""
    return " ".join((name, *(f'{key}="{escape(value)}"' for key, value in attributes.items())))
