"""One process to a SQLite file: the lock that proves that every earlier owner is dead. Readers need no lock."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from storage.errors import Locked, Unreachable


class FileLock:
    """Holds `<file>.lock` until `release` or the end of the process, however it ends."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._file: TextIO | None = None

    def take(self) -> None:
        """Take the lock at once. Raises Locked with the holder's process number, Unreachable where no file can be."""
        try:
            file = self.path.open("a+", encoding="ascii")
        except OSError as error:
            raise Unreachable(str(error)) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise Locked(holder or "?") from held
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let the next one in."""
        if self._file:
            self._file.close()
            self._file = None
