"""A piece of the disk beside the SQLite file that is given back when the disk is full: what happens in the hour until
somebody makes room can still be recorded. delivery.md, row 14.
"""

import contextlib
import os
import shutil
from pathlib import Path

FITS = 2  # It is laid where it leaves at least as much again: it must not fill the disk itself.


class Ballast:
    """A file of `size` bytes beside the database; of size 0 there is none. Every method may be called on any thread."""

    def __init__(self, database: Path, size: int) -> None:
        self.path = database.parent / f"{database.name}.reserve"  # Of no file, a server's, there is none to lay.
        self.size = size

    @property
    def is_spent(self) -> bool:
        """True while it should lie there and does not."""
        return self.size > 0 and not self.path.exists()

    @property
    def is_full(self) -> bool:
        """True while it does not lie there and the disk has not as much room left; false where that cannot be told."""
        with contextlib.suppress(OSError):
            return self.is_spent and shutil.disk_usage(self.path.parent).free < self.size
        return False

    def lay(self) -> bool:
        """Lay it where it is not and the disk has room. False where it has none."""
        if not self.is_spent:
            return True
        try:
            if shutil.disk_usage(self.path.parent).free < FITS * self.size:
                return False
            self._fill(self.path.with_name(self.path.name + ".new"))
        except OSError:
            return False
        return True

    def _fill(self, draft: Path) -> None:
        """Under another name first: after a crash in the middle it is not taken for a whole one."""
        try:
            with draft.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, self.size)
                os.fsync(file.fileno())
            draft.replace(self.path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()

    def drop(self) -> bool:
        """Give its room back. False where there was none, or where the disk still has as much: then it is not full."""
        try:
            if shutil.disk_usage(self.path.parent).free >= self.size:
                return False
            self.path.unlink()
        except OSError:
            return False
        return True
