"""What is installed and what is shipped: the pins of pyproject.toml and the content of the wheel."""

import re
import tomllib
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from hatchling.build import build_wheel
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
SHIPPED: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
NOT_SHIPPED = {"tests", "benchmarks"}
CHANGED = "run `.uv/bin/uv run --no-sync python .ci/pins.py`, or undo the change"


def test_everything_installed_has_the_version_that_is_pinned() -> None:
    pinned = pins("constraint-dependencies")
    needed = [*PROJECT["project"]["dependencies"], "sitrep[test,browser]", *PROJECT["dependency-groups"]["dev"]]

    installed = closure(needed)

    assert installed == {package: pinned.get(package) for package in installed}, CHANGED


def test_what_builds_the_wheel_is_pinned_and_nothing_else_is() -> None:
    pinned = pins("build-constraint-dependencies")

    assert pinned == closure([*PROJECT["build-system"]["requires"], "editables"]), CHANGED


@pytest.mark.skipif(not (ROOT / "uv.lock").exists(), reason="uv has resolved nothing here: installed by other means")
def test_the_pins_are_what_uv_resolves_for_every_system_and_python() -> None:
    locked = tomllib.loads((ROOT / "uv.lock").read_text())["package"]

    resolved = {package["name"]: package["version"] for package in locked if package["name"] != "sitrep"}

    assert pins("constraint-dependencies") == resolved, CHANGED


def test_the_lock_that_names_registries_stays_out_of_git() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()

    assert "/uv.lock" in ignored


def test_every_package_is_listed_for_the_wheel() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages - NOT_SHIPPED | {"app.py"} == set(SHIPPED)


def test_the_wheel_holds_every_file_of_the_product_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    wheel = build_wheel(str(tmp_path))

    assert files_in_wheel(tmp_path / wheel) == files_on_disk()


@pytest.mark.parametrize(
    "pattern",
    ["app.py", "sandbox/page/*.html", "bot/locales/*/LC_MESSAGES/*.mo", "storage/migrations/versions/*.py"],
)
def test_what_the_product_cannot_do_without_is_there_to_be_shipped(pattern: str) -> None:
    assert list(ROOT.glob(pattern)) != []


def pins(key: str) -> dict[str, str]:
    """A list of exact versions in pyproject.toml, by name."""
    requirements = [Requirement(line) for line in PROJECT["tool"]["uv"][key]]
    return {canonicalize_name(found.name): str(found.specifier).removeprefix("==") for found in requirements}


def closure(lines: Iterable[str]) -> dict[str, str]:
    """The installed versions of these requirements and of all that they need here, however far away, without sitrep."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    waiting = [Requirement(line) for line in lines]
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        package = installed_as(requirement.name)
        if package:
            found[canonicalize_name(requirement.name)] = package.version
            waiting.extend(needs_of(package, requirement.extras))
    found.pop("sitrep", None)
    return found


def installed_as(package: str) -> Distribution | None:
    """The package as it is installed; a missing tool of the dev group is nothing to fail for."""
    try:
        return distribution(package)
    except PackageNotFoundError:
        return None


def needs_of(package: Distribution, extras: Iterable[str]) -> list[Requirement]:
    """What the package, with these extras, needs on this system and Python."""
    requirements = [Requirement(line) for line in package.requires or ()]
    return [
        requirement
        for requirement in requirements
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def files_in_wheel(wheel: Path) -> set[str]:
    """What the wheel would lay into site-packages, without its own description."""
    names = zipfile.ZipFile(wheel).namelist()
    return {file for file in names if not re.match(r"sitrep-[^/]+\.dist-info/", file)}


def files_on_disk() -> set[str]:
    """Every file of the product, without what Python leaves behind."""
    found = [path for place in SHIPPED for path in [ROOT / place, *(ROOT / place).rglob("*")]]
    return {path.relative_to(ROOT).as_posix() for path in found if path.is_file() and path.suffix != ".pyc"}
