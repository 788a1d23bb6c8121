"""Resolves the newest closure and writes it into pyproject.toml as the exact versions that everybody installs.

Run it with `.uv/bin/uv run --no-sync python .ci/pins.py`, then run the tests; it installs nothing itself.
"""

import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = "constraint-dependencies"
TO_BUILD = "build-constraint-dependencies"
# What builds the wheel, and what an editable install adds to that.
BUILDERS = ("hatchling", "editables")


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it was resolved, with the names of those it needs."""

    name: str
    version: str
    needs: tuple[str, ...]


def main() -> None:
    """Rewrite both lists."""
    text = (ROOT / "pyproject.toml").read_text()
    packages = resolve(write_list(write_list(text, EVERYTHING, ()), TO_BUILD, ()))
    builders = reachable(packages, BUILDERS)
    text = write_list(text, EVERYTHING, packages.values())
    text = write_list(text, TO_BUILD, (packages[name] for name in builders))
    (ROOT / "pyproject.toml").write_text(text)
    print(f"{len(packages)} packages pinned, {len(builders)} of them to build with")


def resolve(pyproject: str) -> dict[str, Package]:
    """Let uv choose the newest version of everything for every Python that is allowed."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(pyproject)
        for name in ("README.md", "app.py"):
            shutil.copy(ROOT / name, folder)
        subprocess.run([ROOT / ".uv/bin/uv", "lock", "--quiet"], cwd=folder, check=True)
        locked = tomllib.loads((Path(folder) / "uv.lock").read_text())["package"]
    return {
        entry["name"]: Package(
            entry["name"], entry["version"], tuple(need["name"] for need in entry.get("dependencies", ()))
        )
        for entry in locked
        if "registry" in entry["source"]
    }


def reachable(packages: dict[str, Package], names: Iterable[str]) -> set[str]:
    """These packages and all that they need, however far away."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(packages[name].needs)
    return found


def write_list(pyproject: str, key: str, packages: Iterable[Package]) -> str:
    """Put the packages into the list of this key, in the order of their names."""
    lines = sorted(f'    "{package.name}=={package.version}",\n' for package in packages)
    old = re.compile(rf"(?m)^({key} = \[\n)(?:    .*\n)*(\])")
    return old.sub(lambda found: found[1] + "".join(lines) + found[2], pyproject)


if __name__ == "__main__":
    main()
