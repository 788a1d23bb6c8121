"""The folder of published postmortems: what its files are called, and what has to be written or taken away so that it
is in step. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.life import naming
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import IncidentId, PersonId

INDEX = "index.md"
LONGEST_TITLE = 60  # Letters in a name: of four bytes each they fit into the 255 of a file system.
OURS = re.compile(r"INC-\d+[^/]*\.md")
STAMP = "sitrep: "  # The line of the front matter by which a file is known again.


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A published postmortem that everybody may read. `stamp` changes with what stands in it."""

    incident: IncidentId
    title: str
    severity: str
    opened_at: datetime
    published_at: datetime
    stamp: str

    @property
    def key(self) -> str:
        """What people call its incident."""
        return f"INC-{self.incident}"

    @property
    def name(self) -> str:
        """What its file is called."""
        slug = naming.channel_name("{title}", number=self.incident, title=self.title, severity="") if self.title else ""
        return "-".join(part for part in (self.key, slug[:LONGEST_TITLE].strip("-_")) if part) + ".md"


@dataclass(frozen=True, slots=True)
class Steps:
    """What brings the folder in step: these are written, these are taken away."""

    write: Sequence[Leaf]
    remove: Sequence[str]


def steps(wanted: Sequence[Leaf], there: Mapping[str, str]) -> Steps:
    """What differs. `there` are the stamps of the files that are ours, by name: nobody else's is touched."""
    names = {leaf.name for leaf in wanted}
    return Steps(
        [leaf for leaf in wanted if there.get(leaf.name) != leaf.stamp],
        [name for name in there if name not in names],
    )


def stamp_of(beginning: str) -> str | None:
    """The stamp of a file of ours by its first lines; None for anybody else's."""
    head, _, _ = beginning.removeprefix("---\n").partition("\n---\n")
    lines = head.splitlines() if beginning.startswith("---\n") else []
    return next((line.removeprefix(STAMP) for line in lines if line.startswith(STAMP)), None)


def trouble(owner: PersonId, why: str, *, folder: str, occasion: str, due: datetime) -> Message:
    """Tell an owner that the folder cannot be written."""
    return Message(
        kind=MessageKind.KNOWLEDGE,
        key=f"postmortems/folder/{occasion}/{owner}",
        lane=f"{DM}{owner}",
        priority=Priority.DIGEST,
        values={"knowledge": "no_binder", "why": why, "folder": folder, "person": owner},
        due=due,
    )
