"""The page for everybody: axe finds nothing serious, the keyboard is enough, and a phone's width too."""

from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.desk import Desk

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parent.parent / "clients" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .map(one => [one.impact, one.id, one.nodes.map(node => node.target.join(" ") + " " + node.failureSummary)])"""
PHONE = (390, 780)


@pytest.mark.parametrize("dark", [False, True])
async def test_axe_finds_nothing_serious_wherever_one_looks(open_page: Open, *, dark: bool) -> None:
    desk = await open_page(dark=dark)
    found = {"first": await judged(desk)}
    await desk.opens_an_incident()
    await desk.sees(".phone")
    found["phones"] = await judged(desk)
    await desk.presses('[data-stage="traffic"]')
    await desk.presses(".call summary")
    found["traffic"] = await judged(desk)
    await desk.presses("#messages article .button", text="Update")
    await desk.sees("dialog#modal form")
    found["form"] = await judged(desk)

    assert {place: wrong for place, wrong in found.items() if wrong} == {}


async def test_an_incident_is_opened_and_acknowledged_with_the_keyboard_alone(open_page: Open) -> None:
    desk = await open_page()
    press = desk.page.keyboard.press
    await desk.page.focus("#composer textarea")
    await desk.page.keyboard.type("/inc")
    await press("Enter")
    await desk.page.keyboard.type("open sev2 checkout is failing")
    await press("Enter")
    await desk.sees("#rooms .room", text="inc-4")

    await tab_to(desk, "#rooms .room:has-text('inc-4')")
    await press("Enter")
    await desk.says("Who takes it?")
    await tab_to(desk, "#messages .button:has-text('I have it')")
    await press("Enter")

    await desk.says("Ana has it.")


async def test_on_a_phone_everything_is_within_its_width(open_page: Open) -> None:
    desk = await open_page(size=PHONE)
    await desk.types("/incident open sev2 checkout is failing")
    await desk.presses("#menu")
    await desk.enters("inc-4-checkout-is-failing")
    await desk.says("Who takes it?")

    assert await desk.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE[0]
    assert await judged(desk) == []
    await desk.presses("#menu")
    await desk.presses('[data-stage="phones"]')
    await desk.presses('.phone [data-digit="1"]')
    await desk.sees(".phone-reply")
    assert await judged(desk) == []


async def judged(desk: Desk) -> list[object]:
    """What axe calls serious or worse of what is to be seen now."""
    await desk.page.evaluate("Promise.all(document.getAnimations().map(one => one.finish()))")
    await desk.page.evaluate(AXE.read_text())
    return [one for one in await desk.page.evaluate(RUN) if one[0] in GRAVE]


async def tab_to(desk: Desk, selector: str) -> None:
    """Press the tabulator until this has the focus."""
    wanted = desk.page.locator(selector).last
    for _ in range(200):
        await desk.page.keyboard.press("Tab")
        if await wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{selector} cannot be reached by the keyboard")
