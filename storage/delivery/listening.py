"""Until when Slack reached us, whichever replica: beyond that it may have said what nobody heard."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from storage import tables
from storage.upsert import newest

table = tables.counters

NAME = "listened"
HEARD = select(table.c.value).where(table.c.name == NAME).with_for_update()
HEAR = newest(table, "value", only_later="value")


class Listening:
    """What one transaction knows of it, exact to a second."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def until(self) -> datetime | None:
        """When Slack last reached one of us, None where that was never written down. Locked: one replica at a time
        decides what was missed.
        """
        second: int | None = self._connection.execute(HEARD).scalar_one_or_none()
        return None if second is None else datetime.fromtimestamp(second, UTC)

    def hear(self) -> None:
        """Slack reaches us now."""
        heard = {"name": NAME, "value": int(self._now.timestamp())}
        self._connection.execute(HEAR.on(self._connection), heard)
