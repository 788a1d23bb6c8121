"""A process that looks into a SQLite file and tells when the oldest timer that is left has changed. It imports nothing
of ours: it must be there before the first is due.
"""

import json
import select
import sqlite3
import sys
from datetime import UTC, datetime

LOOK = 0.002  # Seconds.
LEFT = "select id from timers where state = 'armed' and due_at <= ? order by due_at, id limit 1"


def watch() -> None:
    """Watch the file of the first argument for what is due until the second, until the standard input ends."""
    file, last = sys.argv[1:]
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
    version, oldest = 0, object()
    while not select.select([sys.stdin], [], [], LOOK)[0]:
        looked = connection.execute("PRAGMA data_version").fetchone()[0]
        if looked == version:
            continue
        version, row = looked, connection.execute(LEFT, (last,)).fetchone()
        left = row[0] if row else None
        if left != oldest:
            oldest = left
            at = datetime.now(UTC)  # noqa: TID251  # What is measured is how late real processes are.
            print(json.dumps([at.isoformat(), left]), flush=True)


if __name__ == "__main__":
    watch()
