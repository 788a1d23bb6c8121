"""What a person's typing becomes on the wire: Slack's escapes for names, links and the characters & < >."""

import re
from collections.abc import Callable

from sandbox.workspace import Workspace

# Code, what is in Slack's form already, and addresses are no place to look for names.
APART = re.compile(
    r"```.*?```|`[^`\n]+`|<(?:[@#!][^<>]+|(?:https?|mailto):[^<>]+)>|https?://[^\s<>|`]+",
    re.DOTALL,
)
NAME = re.compile(r"(?<![\w</@])@([\w.\-]*\w)")
CHANNEL = re.compile(r"(?<![\w<&/#])#([\w\-]+)")
BARE_AND = re.compile(r"&(?!amp;|lt;|gt;)")
EVERYBODY = ("here", "channel", "everyone")
ENDS_A_SENTENCE = ".,;:!?)'\""

Piece = Callable[[str], str]


def mentioned(space: Workspace, text: str) -> str:
    """A message as Slack stores it: <@U1>, <#C1|name> and <address>, and entities for & < >."""
    return _pieces(text, lambda part: _named(space, _entities(part), label=False), _stored)


def escaped(space: Workspace, text: str) -> str:
    """The text of a command with should_escape: <@U1|ana> and <#C1|name> in place of names it knows."""
    return _pieces(text, lambda part: _named(space, part, label=True), lambda part: part)


def _pieces(text: str, words: Piece, apart: Piece) -> str:
    out, at = [], 0
    for found in APART.finditer(text):
        out += [words(text[at : found.start()]), apart(found[0])]
        at = found.end()
    return "".join([*out, words(text[at:])])


def _stored(part: str) -> str:
    if part.startswith("`"):
        return _entities(part)
    if part.startswith("<"):
        return part
    address = part.rstrip(ENDS_A_SENTENCE)
    return f"<{BARE_AND.sub('&amp;', address)}>{part[len(address) :]}"


def _entities(part: str) -> str:
    return BARE_AND.sub("&amp;", part).replace("<", "&lt;").replace(">", "&gt;")


def _named(space: Workspace, text: str, *, label: bool) -> str:
    if "@" not in text and "#" not in text:
        return text
    people = {person.name: person.id for person in space.people.values()}
    groups = {group.handle: group.id for group in space.groups.values()}

    def somebody(found: re.Match[str]) -> str:
        name = found[1]
        if name in people:
            return f"<@{people[name]}|{name}>" if label else f"<@{people[name]}>"
        if name in groups:
            return f"<!subteam^{groups[name]}|@{name}>" if label else f"<!subteam^{groups[name]}>"
        return f"<!{name}>" if name in EVERYBODY else found[0]

    def channel(found: re.Match[str]) -> str:
        room = space.by_name.get(found[1])
        return found[0] if room is None or not room.is_public else f"<#{room.id}|{room.name}>"

    return CHANNEL.sub(channel, NAME.sub(somebody, text))
