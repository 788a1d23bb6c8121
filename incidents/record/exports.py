"""The timeline as a file: who asked for it, in which form, where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.messages import DM, Message, MessageKind
from incidents.model import Bookmark, Incident, PersonId, Todo
from incidents.record.chain import Link


class Form(StrEnum):
    """A form of export."""

    MARKDOWN = "md"
    JSON = "json"
    CSV = "csv"


ALSO = {"markdown": Form.MARKDOWN, "text": Form.MARKDOWN, "excel": Form.CSV, "table": Form.CSV}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is exported of one incident, its lines from the first, as it was `at` that time."""

    incident: Incident
    lines: Sequence[Link]
    todos: Sequence[Todo]
    bookmarks: Sequence[Bookmark]
    at: datetime


def form_of(word: str) -> Form | None:
    """The form that a word means; Markdown without a word."""
    said = word.casefold().lstrip(".")
    if not said:
        return Form.MARKDOWN
    return ALSO.get(said) or next((form for form in Form if form.value == said), None)


def export(incident: Incident, form: Form, *, to: PersonId) -> Message:
    """Send the asker a file by DM. Asked again it is another one: its number is the incident's version."""
    number = str(incident.version)
    return Message(
        kind=MessageKind.EXPORT,
        key=f"{incident.key}/export/{to}/{form.value}/{number}",
        lane=f"{DM}{to}",
        values={"person": to, "form": form.value, "number": number},
    )
