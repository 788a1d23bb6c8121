"""The first of the two messages between which a person wants everything taken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from incidents.model import ChannelId, PersonId
from storage import tables
from storage.upsert import newest

table = tables.picks

KEEP = newest(table, "channel", "ts", "thread", "picked_at")
MINE = table.c.person == bindparam("who")
FIND = select(table.c.channel, table.c.ts, table.c.thread, table.c.picked_at).where(MINE)
DROP = delete(table).where(MINE)


@dataclass(frozen=True, slots=True)
class Pick:
    """A picked message; `thread` is the one it stands under, or empty."""

    channel: ChannelId
    ts: str
    thread: str
    picked_at: datetime


class Picks:
    """The picks as one transaction sees them: one for each person."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def of(self, person: PersonId) -> Pick | None:
        """What this person picked last."""
        row = self._connection.execute(FIND, {"who": person}).one_or_none()
        return Pick(ChannelId(row.channel), row.ts, row.thread, row.picked_at) if row else None

    def keep(self, person: PersonId, channel: ChannelId, ts: str, thread: str) -> None:
        """This person picks a message, in the stead of what they picked before."""
        values = {"person": person, "channel": channel, "ts": ts, "thread": thread, "picked_at": self._now}
        self._connection.execute(KEEP.on(self._connection), values)

    def drop(self, person: PersonId) -> None:
        """Both have been picked."""
        self._connection.execute(DROP, {"who": person})
