"""A demo as a process, and a Chromium that looks at it. Left out unless `-m browser` asks for it.

What a test that fails has seen last is in tests/browser/failed/. The pictures of the guides are drawn anew by
`pytest tests/browser/test_tour.py -m browser --pictures docs`.
"""

import asyncio
import importlib
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import app
from tests.browser.desk import Desk

if TYPE_CHECKING:
    from playwright.async_api import Browser

APP = Path(app.__file__)
HERE = Path(__file__).resolve().parent
FAILED = HERE / "failed"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
MISSING = "Playwright and Chromium are not here: `uv sync --extra browser`, and Debian's package chromium"
AGAINST_A_HANG_MS = 120_000
SIZE = (1280, 900)
Open = Callable[..., Awaitable[Desk]]
OUTCOME = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the pictures of the guides are wanted."""
    parser.addoption("--pictures", metavar="FOLDER", type=Path, default=None, help="draw the pictures of the guides")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where nobody asks for it."""
    if "browser" in str(config.getoption("-m")):
        return
    without = [item for item in items if item.get_closest_marker("browser")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember whether it failed, for the picture that is taken then."""
    report = yield
    if report.when == "call":  # type: ignore[attr-defined]  # A hook wrapper is sent the report.
        item.stash[OUTCOME] = report.failed  # type: ignore[attr-defined]  # Likewise.
    return report


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """`sitrep demo`, from the moment at which it says its address; gives that."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(APP),
        "demo",
        "--port",
        "0",
        env={"PATH": os.defpath, "HOME": str(tmp_path)},
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = ""
    while not ADDRESS.search(said):
        line = await process.stdout.readline()
        assert line, f"the demo ended: {said}"
        said += line.decode()
    yield ADDRESS.findall(said)[0]
    process.send_signal(signal.SIGINT)
    rest = await process.stdout.read()
    assert await process.wait() == 0, rest.decode()


def need_browser() -> str:
    """Where Chromium is. Skips the test without it or without Playwright; fails it where they are promised."""
    chromium = shutil.which("chromium")
    if chromium and find_spec("playwright"):
        return chromium
    if os.environ.get("CI"):  # noqa: TID251  # A test's own switch, not a setting of the product.
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@pytest.fixture
async def browser() -> AsyncIterator["Browser"]:
    """Chromium, without a window."""
    chromium = need_browser()
    playing = importlib.import_module("playwright.async_api")  # noqa: TID251  # An extra that most do without.
    async with playing.async_playwright() as play:
        found = await play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        await found.close()


@pytest.fixture
async def open_page(browser: "Browser", demo: str, request: pytest.FixtureRequest) -> AsyncIterator[Open]:
    """Open the demo's page as somebody who is there for the first time. What it complains of fails the test."""
    desks: list[Desk] = []

    async def opened(*, size: tuple[int, int] = SIZE, dark: bool = False, language: str = "en-GB") -> Desk:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale=language,
            timezone_id="Europe/Stockholm",
        )
        context.set_default_timeout(AGAINST_A_HANG_MS)
        desk = Desk(await context.new_page(), request.config.getoption("--pictures", default=None))
        desks.append(desk)
        await desk.visit(demo)
        return desk

    yield opened
    if request.node.stash.get(OUTCOME, True):
        FAILED.mkdir(exist_ok=True)
        for number, desk in enumerate(desks, 1):
            await desk.page.screenshot(path=str(FAILED / f"{request.node.name}-{number}.png"))
    for desk in desks:
        await desk.page.context.close()
    assert [complaint for desk in desks for complaint in desk.complaints] == []
