"""The guided tour: a newcomer goes from an opened incident to its published postmortem, step by step."""

import pytest

from tests.browser.conftest import Open
from tests.browser.desk import ROOM, Desk

pytestmark = pytest.mark.browser


async def test_a_newcomer_is_led_from_an_alarm_to_a_published_postmortem(open_page: Open) -> None:
    desk = await open_page()

    await open_and_wait(desk)
    await answer_and_tell(desk)
    await kill_and_resolve(desk)
    await fill_and_publish(desk)

    await at(desk, "end")
    await desk.says("Postmortem of INC-4 · published")
    await desk.pictured("demo-postmortem.png")


async def test_a_step_can_be_skipped_the_tour_closed_and_begun_again(open_page: Open) -> None:
    desk = await open_page()
    await at(desk, "open")

    await desk.presses('#tour [data-key="skip"]')
    await at(desk, "enter")
    await desk.presses("#tour .tool")
    await desk.page.locator("#tour").wait_for(state="hidden")
    await desk.page.reload()
    await desk.sees("#stage")
    assert await desk.page.locator("#tour").is_hidden()
    await desk.presses('[data-stage="tour"]')

    await at(desk, "open")


async def test_the_tour_speaks_chinese_to_who_reads_it(open_page: Open) -> None:
    desk = await open_page(language="zh-CN")

    tour = await desk.sees("#tour", text="第 1 步，共 10 步")

    assert "出故障了" in str(await tour.text_content())


async def at(desk: Desk, step: str) -> None:
    """Wait until the tour has come so far."""
    await desk.sees(f'#tour [data-step="{step}"]')


async def as_suggested(desk: Desk) -> None:
    """Let it be written, and send it."""
    await desk.presses('#tour [data-key="write"]')
    await desk.page.keyboard.press("Enter")


async def open_and_wait(desk: Desk) -> None:
    """Nobody answers for five minutes."""
    await at(desk, "open")
    await as_suggested(desk)
    await at(desk, "enter")
    await desk.enters(ROOM)
    await at(desk, "wait")
    await desk.presses('[data-stage="clockFive"]')
    await desk.sees(".phone", text="陈伟")
    await desk.pictured("demo-phones.png")


async def answer_and_tell(desk: Desk) -> None:
    """The backup answers; what was found is kept, and everybody hears of it."""
    await at(desk, "answer")
    await desk.presses(".phone:has-text('陈伟') [data-digit='1']")
    await at(desk, "note")
    await as_suggested(desk)
    await desk.reacts("pool is exhausted", "memo")
    await at(desk, "update")
    await as_suggested(desk)


async def kill_and_resolve(desk: Desk) -> None:
    """The bot dies, and goes on."""
    await at(desk, "kill")
    await desk.presses('[data-stage="kill"]')
    await at(desk, "resolve")
    await desk.pictured("demo-killed.png")
    await as_suggested(desk)


async def fill_and_publish(desk: Desk) -> None:
    """Summary, learnings and action items need people."""
    await at(desk, "fill")
    await fill(desk, "")
    await fill(desk, "Pools are sized by the load they will see")
    await fill(desk, "None")
    await at(desk, "publish")
    await as_suggested(desk)


async def fill(desk: Desk, words: str) -> None:
    """Send the form of the next section, with these words where it has none, and close what it says."""
    missing = await (await desk.says("Postmortem of INC-4")).text_content()
    await desk.presses("#messages .button", text="Fill in")
    area = await desk.sees("dialog#modal textarea")
    await (area.fill(words) if words else area.focus())
    await desk.presses("dialog#modal button[type=submit]")
    await desk.sees("dialog#modal", text="is saved")
    await desk.page.keyboard.press("Escape")
    await desk.page.locator("dialog#modal").wait_for(state="hidden")
    await desk.page.wait_for_function(
        "before => [...document.querySelectorAll('#messages article')].at(-1) &&"
        " ![...document.querySelectorAll('#messages article')].some(one => one.textContent === before)",
        arg=missing,
    )
