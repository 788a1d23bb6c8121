"""A long text cut into pieces that fit a limit, without losing a character. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Sequence


def pieces(text: str, most: int, size: Callable[[str], int] = len) -> Sequence[str]:
    """Pieces of at most `most`, which joined are the text again: cut after a line, else after a word, else within one.
    `size` says how large a beginning of the text is; it grows with it.
    """
    found = []
    while size(text) > most:
        end = max(1, bisect_right(range(len(text) + 1), most, key=lambda n, of=text: size(of[:n])) - 1)  # type: ignore[misc]  # A default that binds.
        cut = text.rfind("\n", 0, end) + 1 or text.rfind(" ", 0, end) + 1 or end
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]
