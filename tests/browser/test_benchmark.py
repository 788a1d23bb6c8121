"""The benchmark of the page measures what it says; how fast that is, no test judges."""

import pytest

from benchmarks import page
from tests.browser.conftest import need_browser

pytestmark = pytest.mark.browser


async def test_the_page_is_measured_empty_and_full() -> None:
    need_browser()

    found = await page.measure(1, 20)

    assert set(found) == {"usable", "usable_full", "shown", "shown_full", "frame"}
    assert len(found["frame"]) == page.STEPS
