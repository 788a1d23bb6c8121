"""The shortcuts of the app: which words each of them types. On a message it types them about that message, which the
verb finds in `ask.source`, also when a form was filled in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass

GLOBAL, MESSAGE = "global", "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """One entry of Slack's menus: `name` has room for 24 characters, `description` for 150."""

    callback: str
    kind: str
    words: str
    name: str
    description: str


SHORTCUTS = (
    Shortcut(
        callback="declare",
        kind=GLOBAL,
        words="open",
        name="Declare an incident",
        description="Open an incident: its channel, its record, its clocks",
    ),
    Shortcut(
        callback="open_from_message",
        kind=MESSAGE,
        words="open",
        name="Open an incident",
        description="Open an incident from this message: words, author, link and files go along",
    ),
    Shortcut(
        callback="todo_from_message",
        kind=MESSAGE,
        words="todo",
        name="Make it a to-do",
        description="Make this message a to-do or an action item of an incident, with its words and its link",
    ),
    Shortcut(
        callback="keep",
        kind=MESSAGE,
        words="keep",
        name="Add to timeline",
        description="Take this message into the timeline of an incident",
    ),
    Shortcut(
        callback="keep_from",
        kind=MESSAGE,
        words="keep from",
        name="Take from here",
        description="Take everything between two messages into the timeline: use it on the first, then on the last",
    ),
    Shortcut(
        callback="keep_as_knowledge",
        kind=MESSAGE,
        words="kb keep",
        name="Keep as knowledge",
        description="Write an article from this message, for everybody and for the next incident; it is in no timeline",
    ),
)
BY_CALLBACK: Mapping[str, Shortcut] = {shortcut.callback: shortcut for shortcut in SHORTCUTS}
