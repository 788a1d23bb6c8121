"""One process to a SQLite file."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine.filelock import FileLock
from storage.errors import Locked

HOLDER = """
import sys
from pathlib import Path
from storage.engine.filelock import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "a.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_refused_and_told_who_holds_it(holder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    with pytest.raises(Locked, match=str(holder.pid)):
        FileLock(tmp_path / "a.db").take()


def test_a_killed_process_holds_nothing(holder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    holder.kill()
    holder.wait()

    lock = FileLock(tmp_path / "a.db")
    lock.take()
    lock.release()


def test_another_file_has_another_lock(holder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "b.db")

    lock.take()
    lock.release()

    assert lock.path.name == "b.db.lock"


def test_what_was_released_can_be_taken_again(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.db"), FileLock(tmp_path / "a.db")
    first.take()
    first.release()
    first.release()

    second.take()
    second.release()


def test_within_one_process_too_only_one_holds_it(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.db"), FileLock(tmp_path / "a.db")
    first.take()

    with pytest.raises(Locked):
        second.take()
    first.release()
