"""Draws the pictures in docs/ anew: tells an incident in the local Slack and photographs its page as several people.

Needs a Chromium, the fonts of emoji and Chinese, and the extra for a browser:
`PYTHONPATH=. .uv/bin/uv run --extra browser python .ci/screenshots.py`.
"""

import asyncio
import importlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from incidents.postmortem.paper import Form
from tests.office import Office, open_office
from tests.views.test_postmortems import document, paper

DOCS = Path(__file__).resolve().parent.parent / "docs"
ROOM = "inc-1-checkout-is-failing"
TAUGHT = """Card payments returned 502 after the deploy of 4.18: the pool of the gateway client was too small.
- 12 % of card payments failed, later 3 %
- a rollback ended it; the cache filled up twice"""
DRAWN = 600  # Milliseconds until the page has drawn what it was told.


@dataclass(frozen=True)
class Shot:
    """One picture: whose eyes, which place (`dm` is that with the bot), how large."""

    name: str
    who: str
    where: str
    size: tuple[int, int]
    tab: str = ""


SHOTS = (
    Shot("page.png", "mia", ROOM, (1180, 1270)),
    Shot("announcement.png", "dev", "incidents", (1180, 640)),
    Shot("home.png", "mia", "dm", (1180, 420), tab="Home"),
    Shot("phone-width.png", "chen", "dm", (390, 640)),
)


async def main() -> None:
    """Tell it, then look at it."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(Path(folder), "socket") as office:
            await tell(office)
            await photograph(office)


async def tell(office: Office) -> None:
    """A sev2 in full use, and a small thing beside it."""
    await office.says("ana", "general", "open sev2 checkout is failing svc:payments")
    await office.slack.join("bea", ROOM)
    await office.says("bea", ROOM, "ack")
    await office.says("bea", ROOM, "role comms @mia")
    await office.says("bea", ROOM, "page @chen do you see the gateway's pool?")
    await office.says("bea", ROOM, "link https://grafana.acme.example/d/checkout Dashboard")
    fact = await office.slack.say("bea", ROOM, "The gateway's pool is exhausted since the 4.18 deploy")
    await office.slack.react("mia", ROOM, fact, "memo")
    await office.rest()
    await office.says("bea", ROOM, "todo @ana roll back 4.18")
    await office.says(
        "bea",
        ROOM,
        "update rollback of 4.18 started impact: 12 % of card payments fail in EU next: done in 10 min "
        "status:identified",
    )
    await office.says("dev", "general", "open sev4 the status page shows an old logo")


async def photograph(office: Office) -> None:
    """What each of them sees, as files in docs/."""
    playing = importlib.import_module("playwright.async_api")  # noqa: TID251  # An extra that most do without.
    async with playing.async_playwright() as play:
        browser = await play.chromium.launch(executable_path=shutil.which("chromium"))
        for shot in SHOTS:
            width, height = shot.size
            place = office.direct(shot.who) if shot.where == "dm" else office.slack.channel(shot.where).id
            page = await browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            await page.goto(f"{office.slack.url}/#{office.slack.person(shot.who).id}/{place}")
            await page.wait_for_selector("#messages article")
            if shot.tab:
                await page.get_by_role("button", name=shot.tab, exact=True).click()
            if await page.is_visible("#hint-close"):
                await page.click("#hint-close")
            await page.mouse.move(width / 2, 2)  # Over nothing that shows its tools.
            await page.wait_for_timeout(DRAWN)
            if card := await page.query_selector(".message-pinned"):
                await card.evaluate("one => one.scrollIntoView()")
            await page.screenshot(path=str(DOCS / shot.name))
        page = await browser.new_page(viewport={"width": 900, "height": 1250}, color_scheme="light")
        await page.set_content(document(paper(text=TAUGHT), Form.HTML))
        await page.screenshot(path=str(DOCS / "postmortem.png"))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
