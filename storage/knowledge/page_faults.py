"""Files of the folder of articles that cannot be read as such: kept until they can, so that each is told once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from incidents.knowledge.shelf import Fault
from storage.tables.articles import page_faults as table
from storage.upsert import newest

ALL = select(table).order_by(table.c.path)
KEEP = newest(table, "digest", "sentence", "said", "since")
DROP = delete(table).where(table.c.path == bindparam("of"))


class PageFaults:
    """Them as one transaction sees them."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def all(self) -> Sequence[Fault]:
        """Every file that is bad, in the order of their paths."""
        rows = self._connection.execute(ALL)
        return [Fault(row.path, row.digest, row.sentence, row.said) for row in rows]

    def replace(self, faults: Sequence[Fault]) -> Sequence[Fault]:
        """Exactly these are bad now; those among them that were not so before."""
        before = {(fault.path, fault.digest) for fault in self.all()}
        new = [fault for fault in faults if (fault.path, fault.digest) not in before]
        for path in {path for path, _ in before} - {fault.path for fault in faults}:
            self._connection.execute(DROP, {"of": path})
        rows = [
            {
                "path": fault.path,
                "digest": fault.digest,
                "sentence": fault.sentence,
                "said": dict(fault.values),
                "since": self._now,
            }
            for fault in new
        ]
        if rows:
            self._connection.execute(KEEP.on(self._connection), rows)
        return new
