"""What a person's typing becomes on the wire: @ana and #payments turned into Slack's escapes."""

import re

from sandbox.workspace import Workspace

PERSON = re.compile(r"(?<![\w<])@([\w.\-]+)")
CHANNEL = re.compile(r"(?<![\w<&])#([\w\-]+)")


def mentioned(space: Workspace, text: str) -> str:
    """A message as Slack stores it: <@U1> and <#C1|name> in place of names it knows."""
    return _replaced(space, text, with_name=False)


def escaped(space: Workspace, text: str) -> str:
    """The text of a command with should_escape: <@U1|ana> and <#C1|name> in place of names it knows."""
    return _replaced(space, text, with_name=True)


def _replaced(space: Workspace, text: str, *, with_name: bool) -> str:
    people = {person.name: person.id for person in space.people.values()}

    def person(found: re.Match[str]) -> str:
        name = found[1]
        if name not in people:
            return found[0]
        return f"<@{people[name]}|{name}>" if with_name else f"<@{people[name]}>"

    def channel(found: re.Match[str]) -> str:
        room = space.by_name.get(found[1])
        return found[0] if room is None or not room.is_public else f"<#{room.id}|{room.name}>"

    return CHANNEL.sub(channel, PERSON.sub(person, text)) if "@" in text or "#" in text else text
