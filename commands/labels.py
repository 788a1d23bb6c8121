"""Labels inside a sentence: `impact: 12 % of cards next: roll back sev:sev1`. A label's words run to the next label;
some labels take one word.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commands.words import Token, TokenKind, Words, plain

LABEL = re.compile(r"([^\W\d_]+)[:\uff1a](.*)", re.DOTALL)
QUOTES = '"\u201c\u201d'


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that a verb knows: each word and what it stands for. Those in `single` take one word if it is one that
    they accept; else it is a word like any other.
    """

    names: Mapping[str, str]
    single: Mapping[str, Callable[[str], bool]]


def parted(said: Words, labels: Labels) -> Mapping[str, str]:
    """The text under each label; what stands before them, or beside the single words, is under the empty name."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: dict[str, str] = {}
    current, joins, tokens = "", False, list(said.tokens)
    while tokens:
        token = tokens.pop(0)
        name, rest = _label(token, said, labels)
        accepts = labels.single.get(name)
        if accepts is not None:
            words, taken = (rest, 0) if rest else (tokens[0].text, 1) if tokens else ("", 0)
            if accepts(words):
                found[name], joins = words, False
                del tokens[:taken]
                continue
        elif name:
            current, joins = name, False
        start = token.end - len(rest) if name and accepts is None else token.start
        if start < token.end:
            spans[current] = _longer(spans.get(current, []), (start, token.end), joins=joins)
        joins = True
    return found | {name: _text(said, pieces) for name, pieces in spans.items()}


def _label(token: Token, said: Words, labels: Labels) -> tuple[str, str]:
    """What a token is a label of, and what follows it at once."""
    raw = said.source[token.start : token.end]
    found = LABEL.fullmatch(raw) if token.kind in (TokenKind.WORD, TokenKind.FIELD) else None
    name = labels.names.get(found[1].casefold()) if found else None
    return (name, found[2]) if found and name else ("", "")


def _longer(pieces: list[tuple[int, int]], piece: tuple[int, int], *, joins: bool) -> list[tuple[int, int]]:
    if joins and pieces:
        return [*pieces[:-1], (pieces[-1][0], piece[1])]
    return [*pieces, piece]


def _text(said: Words, pieces: list[tuple[int, int]]) -> str:
    return " ".join(plain(said.source[start:end]).strip() for start, end in pieces).strip().strip(QUOTES)
