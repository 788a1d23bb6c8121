"""A message of somebody's that a question, and perhaps an incident, comes from."""

from dataclasses import dataclass

from incidents.messages import Message, MessageKind, Priority, home, is_announced
from incidents.model import ChannelId, Incident

MARK = "message:"
LONGEST_ORIGIN = 200  # The column's width.


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A message as it was read: `text` as people read it, perhaps cut; `address` its permalink, empty where Slack gave
    none; `author` a person's id or the name of a program; `files` the addresses of what was shared with it.
    """

    channel: ChannelId
    ts: str
    thread: str = ""
    author: str = ""
    text: str = ""
    address: str = ""
    files: tuple[str, ...] = ()

    @property
    def said(self) -> dict[str, str]:
        """What a timeline line keeps of it."""
        told = {"text": self.text, "author": self.author, "link": self.address, "files": " ".join(self.files)}
        return {"text": self.text} | {name: value for name, value in told.items() if value}


def origin(source: Source, key: str) -> str:
    """What an incident keeps of where it comes from: unique to the incident, for a message may become two."""
    kept = f"{MARK}{source.address}#{key}"
    return kept if len(kept) <= LONGEST_ORIGIN else f"{MARK}#{key}"


def address(incident: Incident) -> str | None:
    """The address of the message that an incident comes from, empty where it is not known; None if it comes from
    none.
    """
    if not incident.origin or not incident.origin.startswith(MARK):
        return None
    return incident.origin.removeprefix(MARK).rpartition("#")[0]


def became(incident: Incident, source: Source) -> tuple[Message, ...]:
    """Say under the message which incident it became, where everybody may know."""
    if not is_announced(incident):
        return ()
    told = Message(
        kind=MessageKind.BECAME,
        key=f"{incident.key}/became",
        lane=f"{incident.key}/became",
        after=home(incident),
        priority=Priority.FACT,
        values={"channel": source.channel, "ts": source.thread or source.ts},
    )
    return (told,)
