"""A folder of Markdown files, read as pages: whatever is wrong with one file spoils no other."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.asks import clean
from incidents.decision import Refused
from incidents.knowledge import pages
from incidents.knowledge.shelf import Read

LARGEST = 256 * 1024  # Bytes of a file.
MOST_FILES = 5000
LONGEST_PATH = 400
SUFFIXES = (".md", ".markdown")
Listing = tuple[tuple[str, int, int], ...]


class NoFolder(Exception):
    """The folder is not there or cannot be read; says why."""


def beside(config: Path | None, folder: str) -> Path:
    """Where a folder of the settings lies: beside sitrep.toml, or where sitrep runs."""
    return (config.parent if config else Path()) / folder


def listing(folder: Path) -> Listing:
    """Path, size and time of change of every Markdown file: what is the same was not changed. Raises NoFolder."""
    found = []
    for path, name in _files(folder):
        told = path.stat()
        found.append((name, told.st_size, told.st_mtime_ns))
    return tuple(sorted(found))


def texts(folder: Path) -> Mapping[str, str | Refused]:
    """The text of every Markdown file by its path, or why it has none. Raises NoFolder."""
    return {name: _content(path)[1] for path, name in _files(folder)}


def read(folder: Path) -> Mapping[str, Read]:
    """Every Markdown file by its path in the folder. Raises NoFolder."""
    return {name: _read(path, name) for path, name in _files(folder)}


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Those that lie in it: none that is hidden, none that a link leads to elsewhere."""
    try:
        root = folder.resolve(strict=True)
        if not root.is_dir():
            raise NoFolder(f"{folder} is no folder")
        found = sorted(path for path in root.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    except OSError as lost:
        raise NoFolder(f"{folder}: {lost.strerror or lost}") from lost
    for path in found[:MOST_FILES]:
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and len(name) <= LONGEST_PATH and path.resolve().is_relative_to(root):
            yield path, name


def _read(path: Path, name: str) -> Read:
    digest, text = _content(path)
    if isinstance(text, Refused):
        return Read(digest, wrong=text)
    try:
        return Read(digest, page=pages.parse(text, name))
    except Refused as wrong:
        return Read(digest, wrong=wrong)


def _content(path: Path) -> tuple[str, str | Refused]:
    """The digest of what a file holds, and its text or why it has none."""
    try:
        content = path.read_bytes()
    except OSError as lost:
        return "", Refused("It cannot be read: {why}.", why=lost.strerror or str(lost))
    digest = hashlib.sha256(content).hexdigest()
    if len(content) > LARGEST:
        return digest, Refused("It is larger than {most} kB.", most=LARGEST // 1024)
    try:
        return digest, clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return digest, Refused("It is no UTF-8.")
