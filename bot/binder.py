"""The folder of postmortems on the disk: what is ours in it, each file written whole or not at all."""

import contextlib
import os
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from incidents.postmortem import binder

HEAD = 4096  # Bytes: the front matter is in them.
UNFINISHED = ".sitrep-"  # The name of a file begins so until it is whole.
LEFT = 600.0  # Seconds: after that whoever wrote one is dead.


def stamps(folder: Path, now: datetime) -> Mapping[str, str]:
    """The stamps of the files that are ours, by name; what a dead writer has left is taken away. Raises OSError."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(UNFINISHED):
            with contextlib.suppress(OSError):
                if now.timestamp() - path.stat().st_mtime > LEFT:
                    path.unlink()
        elif binder.OURS.fullmatch(path.name) and path.is_file():
            with path.open("rb") as file:
                stamp = binder.stamp_of(file.read(HEAD).decode(errors="replace"))
            if stamp is not None:
                found[path.name] = stamp
    return found


def text(folder: Path, name: str) -> str | None:
    """What a file holds; None where there is none. Raises OSError."""
    try:
        return (folder / name).read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return None


def write(folder: Path, name: str, content: str) -> None:
    """Put a file in the place of what was there: whoever reads sees the old one or the new one. Raises OSError."""
    unfinished = folder / f"{UNFINISHED}{uuid.uuid4().hex}"
    try:
        with unfinished.open("xb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    _settle(folder)


def remove(folder: Path, name: str) -> None:
    """Take a file away. Raises OSError."""
    (folder / name).unlink(missing_ok=True)
    _settle(folder)


def _settle(folder: Path) -> None:
    """The names are on the disk too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
