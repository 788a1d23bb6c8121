"""What the gallery shows of acts taken back and of incidents that became one."""

from collections.abc import Mapping

from incidents.life.lifecycle import UNTITLED
from incidents.model import EntryKind, PersonId

ANA, BEA = PersonId("UANA"), PersonId("UBEA")


def lines(text: str) -> list[tuple[EntryKind, Mapping[str, str]]]:
    """The lines of the timeline, in each way in which they are said."""
    return [
        (EntryKind.UNDONE, {"act": "owner", "from": "", "to": BEA}),
        (EntryKind.UNDONE, {"act": "resolve", "from": "identified", "to": "resolved"}),
        (EntryKind.MERGED, {"into": "INC-41", "title": text, "todos": "0"}),
        (EntryKind.ABSORBED, {"from": "INC-41", "title": UNTITLED, "todos": "2"}),
        (EntryKind.UPDATE, {"number": "5", "what": text, "graded_from": "sev3", "graded_to": "sev1"}),
    ]


def turns(text: str) -> list[dict[str, str]]:
    """The turns that have more than one form."""
    undone = {"turn": "undone", "person": ANA, "act": "owner", "owner": BEA, "from": "", "to": BEA}
    return [
        undone,
        {**undone, "act": "resolve", "from": "investigating", "to": "resolved"},
        {"turn": "resolved", "person": ANA, "fix": "", "itself": "yes"},
    ]
