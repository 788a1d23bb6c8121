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


REFUSALS = (
    "I do not know the severity “{word}”. {key} stays {severity}.",
    "I do not know {name}. Type @ and pick a person from the list, or `{hint}`.",
    "{key} is {status} and cannot become {to}. It can become: {allowed}.",
    "{key} is {status} since {since}. If it is back, reopen it.",
    "Which incident? Press one, or name it: `/incident {example}`.",
    "There is no incident {name}. `/incident list` shows what is open.",
)
