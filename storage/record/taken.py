"""Which messages became lines of the timeline, and the copies of their pictures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, bindparam, select, update

from incidents.model import ChannelId, IncidentId
from storage import tables
from storage.upsert import once

table = tables.taken
pictures = tables.pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message that became line `seq`. `last` is the newest line about it; `edited` the edit that line `seq` shows, as
    Slack's stamp, or empty.
    """

    channel: ChannelId
    ts: str
    incident: IncidentId
    seq: int
    last: int
    edited: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A copy of a picture that belongs to line `seq`. `kind` is its content type, told from its first bytes."""

    incident: IncidentId
    seq: int
    number: int
    name: str
    kind: str
    content: bytes


NAMES = tuple(f.name for f in fields(Taken))
PARTS = tuple(f.name for f in fields(Picture))
KEEP = once(table)
ONE = (table.c.channel == bindparam("where"), table.c.ts == bindparam("at"))
FIND = select(*(table.c[name] for name in NAMES)).where(*ONE)
AMONG = select(table.c.ts).where(
    table.c.channel == bindparam("where"), table.c.ts.in_(bindparam("all", expanding=True))
)
OF_INCIDENT = (
    select(*(table.c[name] for name in NAMES))
    .where(table.c.incident == bindparam("of"), table.c.channel == bindparam("where"))
    .order_by(table.c.ts)
)
FOLLOW = update(table).where(*ONE)
COPY = once(pictures)
OF_LINE = (pictures.c.incident == bindparam("of"), pictures.c.seq == bindparam("line"))
COPIES = select(*(pictures.c[name] for name in PARTS)).where(*OF_LINE).order_by(pictures.c.number)


class TakenMessages:
    """What was taken, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, channel: ChannelId, ts: str) -> Taken | None:
        """The line that a message became, if it did."""
        row = self._connection.execute(FIND, {"where": channel, "at": ts}).one_or_none()
        return Taken(**dict(zip(NAMES, row, strict=True))) if row else None

    def of(self, incident: IncidentId, channel: ChannelId) -> Sequence[Taken]:
        """The messages of a channel that became lines of an incident."""
        found = self._connection.execute(OF_INCIDENT, {"of": incident, "where": channel})
        return [Taken(**dict(zip(NAMES, row, strict=True))) for row in found]

    def among(self, channel: ChannelId, all_ts: Collection[str]) -> frozenset[str]:
        """Those of these messages that were taken already."""
        found = self._connection.execute(AMONG, {"where": channel, "all": list(all_ts)})
        return frozenset(found.scalars())

    def keep(self, taken: Sequence[Taken]) -> None:
        """These messages became lines; of one that had become one before the first stays."""
        rows = [{name: getattr(one, name) for name in NAMES} for one in taken]
        if rows:
            self._connection.execute(KEEP.on(self._connection), rows)

    def follow(self, taken: Taken, seq: int) -> None:
        """There is a newer line about the message."""
        self._connection.execute(FOLLOW, {"where": taken.channel, "at": taken.ts, "last": seq})

    def copy(self, picture: Picture) -> None:
        """Keep a copy of a picture; one that is there stays."""
        self._connection.execute(COPY.on(self._connection), [{name: getattr(picture, name) for name in PARTS}])

    def copies(self, incident: IncidentId, seq: int) -> Sequence[Picture]:
        """The copies that belong to a line, in their order in the message."""
        found = self._connection.execute(COPIES, {"of": incident, "line": seq})
        return [Picture(**dict(zip(PARTS, row, strict=True))) for row in found]
