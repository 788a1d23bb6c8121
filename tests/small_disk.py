"""A disk of a few megabytes that a test can fill, where the machine lets one be made."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

MEGABYTE = 1024 * 1024
RESERVE, SIZE = 8 * MEGABYTE, 48 * MEGABYTE


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A place on such a disk; the test is skipped where we may not make one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "sitrep-test", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be made as root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Take all the room that is left; the file that took it."""
    rubbish = disk / "rubbish"
    with contextlib.suppress(OSError), rubbish.open("ab", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    return rubbish


def leave(disk: Path, room: int) -> None:
    """Take all but so many bytes."""
    with (disk / "rubbish").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - room)
